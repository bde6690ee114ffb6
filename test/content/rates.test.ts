/** The price list: what is on file, what counts as announced, and what must be confirmed. */
import { describe, expect, test } from 'vitest';
import { type ContentCopy, copyContent, problemsOf, testNow } from './content-copy.ts';

interface Entry {
  readonly validFrom: string;
  readonly net: number;
  readonly more?: string;
}

function setRates(copy: ContentCopy, entries: readonly Entry[]): void {
  const lines = entries.map(
    ({ validFrom, net, more = '' }) => `
  - category: "*"
    product: hausperfekt
    validFrom: ${validFrom}
    netCentsPerHour: ${net}
    vatPercent: 19
    incrementMinutes: 15
    minimumMinutes: 30
    offerValidDays: 14
    confirmedBy: Leitung
    confirmedOn: 2026-12-01
    ${more}`,
  );
  copy.replace('rates.yaml', 'entries: []', `entries:${lines.join('')}`);
}

describe('A price list', () => {
  test('begins to hold at midnight in Germany, summer and winter', () => {
    const copy = copyContent();
    setRates(copy, [
      { validFrom: '2027-01-01', net: 10000 },
      { validFrom: '2027-07-01', net: 11000 },
    ]);
    const loaded = copy.load();
    expect(loaded.ok && loaded.knowledge.rates.entries.map(({ validFrom }) => new Date(validFrom).toISOString())).toEqual([
      '2026-12-31T23:00:00.000Z',
      '2027-06-30T22:00:00.000Z',
    ]);
  });

  test('is told with the day from which each rate holds, and without rates that were replaced', () => {
    const copy = copyContent();
    setRates(copy, [
      { validFrom: '2026-12-01', net: 9000 },
      { validFrom: '2027-01-01', net: 10000 },
      { validFrom: '2027-07-01', net: 11000 },
    ]);
    const loaded = copy.load({ now: testNow });
    const answer = loaded.ok ? loaded.knowledge.faq.find(({ id }) => id === 'stundensatz-hoehe')?.answer : problemsOf(loaded).join();
    expect(answer).toMatch(/Hausperfekt: 100,00\s€ netto .*gültig ab 1\. Januar 2027/);
    expect(answer).toMatch(/Hausperfekt: 110,00\s€ netto .*gültig ab 1\. Juli 2027/);
    expect(answer).not.toMatch(/90,00|Beispielsatz/);
  });

  test('keeps the example rate out as soon as a real rate is on file', () => {
    const copy = copyContent();
    setRates(copy, [{ validFrom: '2027-01-01', net: 10000 }]);
    const loaded = copy.load({ exampleRates: true });
    expect(loaded.ok && loaded.knowledge.rates.entries.map(({ rate }) => [rate.netCentsPerHour, rate.example])).toEqual([[10000, false]]);
  });

  test.each([
    ['26 % up', 12600, ['Der Satz springt um 26 %.']],
    ['26 % down', 7400, ['Der Satz springt um 26 %.']],
    ['25 % up', 12500, []],
  ])('asks for a confirmation of %s', (_name, net, messages) => {
    const copy = copyContent();
    setRates(copy, [
      { validFrom: '2027-01-01', net: 10000 },
      { validFrom: '2027-07-01', net },
    ]);
    const loaded = copy.load();
    expect(loaded.ok ? [] : loaded.problems.map(({ message }) => message)).toEqual(messages);
  });

  test('takes a confirmed jump', () => {
    const copy = copyContent();
    setRates(copy, [
      { validFrom: '2027-01-01', net: 10000 },
      { validFrom: '2027-07-01', net: 20000, more: 'jumpConfirmed: true' },
    ]);
    expect(problemsOf(copy.load())).toEqual([]);
  });

  test('gives every entry a version of its own that changes with any of its terms', () => {
    const versions = [10000, 10001].map((net) => {
      const copy = copyContent();
      setRates(copy, [{ validFrom: '2027-01-01', net }]);
      const loaded = copy.load();
      return loaded.ok ? loaded.knowledge.rates.entries[0]?.rate.version : problemsOf(loaded);
    });
    expect(versions[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(versions[0]).not.toBe(versions[1]);
  });
});
