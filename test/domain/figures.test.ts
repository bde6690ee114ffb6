/** What may be shown of figures: nothing below five, and nothing from which it could be worked out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, comparedClassing, figureTable, isFew, monthCell, sumOfCells, timeOf, weekCell } from '../../src/domain/figures.ts';
import { monthOfWeek, startOfGermanDay, weekOf, weeksOfMonth } from '../../src/domain/german-weeks.ts';

const shown = (count: number): Cell => ({ least: count, most: count });
const few: Cell = { least: 0, most: 4 };

describe('Figures', () => {
  test.each([
    [0, few],
    [1, few],
    [4, few],
    [5, shown(5)],
    [212, shown(212)],
  ])('of a week are told from five on: %i', (count, cell) => {
    expect(weekCell(count)).toEqual(cell);
    expect(isFew(weekCell(count))).toBe(count < 5);
  });

  test.each([
    ['every week is shown', [12, 9, 7, 30], shown(58)],
    ['the month itself is below five', [1, 0, 2, 0], few],
    ['one hidden week would be the rest', [12, 3, 7, 30], { least: 49, most: 53 }],
    ['two hidden weeks leave it open which has how many', [12, 3, 2, 30], shown(47)],
    ['hidden weeks that must be empty', [12, 0, 0, 30], { least: 42, most: 50 }],
    ['hidden weeks that must be full', [12, 4, 4, 30], { least: 42, most: 50 }],
    ['all weeks hidden, all full', [4, 4, 4, 4], { least: 0, most: 16 }],
    ['all weeks hidden', [4, 4, 2, 4], shown(14)],
  ])('of a month are told only as far as they give no week away: %s', (_, weeks, cell) => {
    expect(monthCell(weeks)).toEqual(cell);
  });

  test.each([4, 5])('leave every hidden cell open, also for who knows how they are made (months of %i weeks)', (length) => {
    const values = [0, 1, 2, 3, 4, 5, 6];
    const tables = Array.from({ length }).reduce<number[][]>((all) => all.flatMap((row) => values.map((value) => [...row, value])), [[]]);
    const alike = Map.groupBy(tables, (row) => JSON.stringify([row.map(weekCell), monthCell(row)]));
    for (const [told, rows] of alike) {
      const cells = (JSON.parse(told) as [Cell[], Cell])[0];
      for (const [n, cell] of cells.entries())
        if (isFew(cell)) expect({ told, n, possible: new Set(rows.map((row) => row[n])).size > 1 }).toEqual({ told, n, possible: true });
    }
  });

  test('give nothing away by sums, ranges, weeks and months side by side', () => {
    const months = ['2026-08', '2026-09', '2026-10'];
    const weeks = months.flatMap(weeksOfMonth);
    const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })), {
      minLength: weeks.length,
      maxLength: weeks.length,
    });
    fc.assert(
      fc.property(counts, fc.nat(2), fc.nat(2), (numbers, a, b) => {
        const raw = weeks.map((week, n) => ({ week, figure: 'ordered', count: numbers[n] ?? 0 }) as const);
        const range = { from: months[Math.min(a, b)] ?? '', until: months[Math.max(a, b)] ?? '' };
        for (const step of ['week', 'month'] as const) {
          const { subjects } = figureTable(raw, { step, ...range }, Date.UTC(2027, 0, 4));
          const row = subjects.flatMap(({ rows }) => rows).find(({ figure }) => figure === 'ordered');
          // A sum says what its cells say, so it is no second equation.
          expect(row?.sum).toEqual(sumOfCells(row?.cells ?? []));
          for (const { least, most } of row?.cells ?? []) expect(least === most ? least >= 5 : most - least >= 4).toBe(true);
        }
        // The only equation between weeks and months: the month's own.
        for (const month of months) {
          const own = weeksOfMonth(month).map((week) => numbers[weeks.indexOf(week)] ?? 0);
          const { least, most } = monthCell(own);
          const hidden = own.filter((count) => count < 5);
          if (least !== most || hidden.length === 0) continue;
          const rest = least - own.filter((count) => count >= 5).reduce((sum, count) => sum + count, 0);
          expect(hidden.length > 1 && rest > 0 && rest < 4 * hidden.length - 1).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('are of weeks and months that are over', () => {
    const range = { from: '2026-10', until: '2026-11' } as const;
    const onThursday = Date.UTC(2026, 10, 19, 10);
    const weeks = figureTable([], { step: 'week', ...range }, onThursday).periods;
    expect([weeks[0], weeks.at(-1)]).toEqual(['2026-09-28', '2026-11-09']);
    expect(figureTable([], { step: 'month', ...range }, onThursday).periods).toEqual(['2026-10']);
    expect(figureTable([], { step: 'month', ...range }, Date.UTC(2026, 10, 29, 23, 30)).periods).toEqual(['2026-10', '2026-11']);
  });

  test.each([
    ['billable', 'billable', 'confirmed'],
    ['billable', 'covered', 'nowCovered'],
    ['covered', 'billable', 'nowBillable'],
    ['undecided', 'billable', 'wasUndecided'],
    ['notOffered', 'covered', 'otherwise'],
    ['covered', 'notOffered', 'otherwise'],
  ] as const)('compare the bot’s classing with the final one: %s, then %s is %s', (byBot, final, figure) => {
    expect(comparedClassing(byBot, final)).toBe(figure);
  });
});

describe('Weeks in Germany', () => {
  test.each([
    ['on a Monday', '2026-11-23T09:00:00Z', '2026-11-23'],
    ['on a Sunday before midnight', '2026-11-22T22:59:59Z', '2026-11-16'],
    ['on a Monday after midnight', '2026-11-22T23:00:00Z', '2026-11-23'],
    ['in summer', '2026-07-05T22:00:00Z', '2026-07-06'],
    ['at the end of a year', '2027-01-01T12:00:00Z', '2026-12-28'],
  ])('begin on Monday: %s', (_, moment, week) => {
    expect(weekOf(Date.parse(moment))).toBe(week);
  });

  test('belong to one month each, without a gap', () => {
    const months = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`);
    const weeks = months.flatMap((month) => weeksOfMonth(month));
    expect(weeks).toHaveLength(53);
    expect(new Set(weeks).size).toBe(53);
    for (const month of months) for (const week of weeksOfMonth(month)) expect(monthOfWeek(week)).toBe(month);
    expect(timeOf({ from: '2026-01', until: '2026-12' })).toEqual({
      from: startOfGermanDay('2025-12-29'),
      until: startOfGermanDay('2027-01-04'),
    });
  });
});
