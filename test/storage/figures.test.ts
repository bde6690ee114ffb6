/** Figures on both engines: what turns count as, and what is counted where it is stored. */
import { describe, expect, test } from 'vitest';
import type { WeekFigure } from '../../src/domain/figures.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import type { KeptAssessment } from '../../src/domain/request.ts';
import { makeRetention } from '../../src/turn/retention.ts';
import { engines } from './engines.ts';
import { at, entry, makeOffer, offer, order, placeOrder, request, run, saved, take } from './things.ts';

const week = '2026-11-23';
const dayMs = 86_400_000;
/** From the Monday before to the Monday after. */
const from = Date.UTC(2026, 10, 22, 23);
const until = from + 7 * dayMs;

const sorted = (rows: readonly WeekFigure[]) => rows.map((row) => [row.week, row.figure, row.count].join(' ')).toSorted();

describe.each(engines)('Figures on $name', (engine) => {
  test('count turns by week, also of several conversations at once', async () => {
    const { storage, sql } = await engine.open();
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => take(storage, `c${n}`, { counts: n < 12 ? ['answered'] : ['unanswered', 'askedBack'] })),
    );
    await take(storage, 'c0', { counts: ['answered'], at: from - 1 });
    expect(sorted(await storage.weekFigures(from, until))).toEqual([`${week} answered 12`, `${week} askedBack 8`, `${week} unanswered 8`]);
    expect(sorted(await storage.weekFigures(from - 7 * dayMs, from))).toEqual(['2026-11-16 answered 1']);
    const columns = Object.keys((await sql('select * from weekly_counts'))[0] ?? {}).toSorted();
    expect(columns).toEqual(['count', 'shard', 'week', 'what']);
  });

  test('count nothing of a turn that was not committed', async () => {
    const { storage } = await engine.open();
    const asked = request('c');
    await run(storage, 'c', { kind: 'saveRequest', request: asked });
    const outcome = await take(storage, 'c', {
      effects: [{ kind: 'saveRequest', request: { ...asked, version: 7 } }],
      counts: ['answered'],
    });
    expect(outcome).toBe('conflict');
    expect(await storage.weekFigures(from, until)).toEqual([]);
  });

  test('are deleted after their time, week by week', async () => {
    const { storage } = await engine.open();
    await take(storage, 'c', { counts: ['answered'], at: from - 1 });
    await take(storage, 'c', { counts: ['answered'] });
    expect(await storage.deleteFigures(from + dayMs)).toBe(1);
    expect(sorted(await storage.weekFigures(0, until))).toEqual([`${week} answered 1`]);
  });

  test('stay for three years, and go with the other things that are too old', async () => {
    const { storage } = await engine.open();
    await take(storage, 'c', { counts: ['answered'] });
    const noFiles = { remove: async () => {}, move: async () => {}, olderThan: async () => [] };
    const errors: unknown[] = [];
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (fields: object) => void errors.push(fields) };
    const runAt = async (days: number) => {
      const parts = { store: storage, uploads: noFiles, retentionDays: () => 90, now: () => at + days * dayMs, log };
      await makeRetention(parts).run();
      return sorted(await storage.weekFigures(from, until));
    };
    expect(await runAt(3 * 365)).toEqual([`${week} answered 1`]);
    expect(await runAt(3 * 366 + 7)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('count hand-offs, orders, declines and classings where they are stored', async () => {
    const { storage } = await engine.open();
    for (const n of [1, 2, 3]) {
      const asked = request(`c${n}`);
      const made = offer(asked);
      await run(storage, `c${n}`, { kind: 'saveRequest', request: asked }, makeOffer(made));
      if (n < 3) await run(storage, `c${n}`, placeOrder(saved(made), order(made)));
      else await run(storage, `c${n}`, { kind: 'decideOffer', offer: saved(made), to: 'declined', at, ledger: entry('declined', made) });
      const handoff: Handoff = {
        id: `h${n}`,
        conversationId: `c${n}`,
        requestId: asked.id,
        ownerId: asked.ownerId,
        state: 'queued',
        reason: 'asked',
        requestedAt: n === 1 ? until : at,
        deadlineAt: until,
        version: 0,
      };
      const kept: KeptAssessment = {
        id: `a${n}`,
        requestId: asked.id,
        coverage: n === 1 ? 'covered' : 'billable',
        clauses: ['F3.1'],
        finality: 'final',
        by: 'agent',
        cause: 'classed',
        at,
        ...(n < 3 ? { botCoverage: 'billable' } : {}),
      };
      await run(
        storage,
        `c${n}`,
        { kind: 'requestHandoff', handoff, events: [] },
        { kind: 'keepAssessment', assessment: kept, ledger: entry('classified', made) },
      );
    }
    expect(sorted(await storage.weekFigures(from, until))).toEqual([
      `${week} confirmed 1`,
      `${week} declined 1`,
      `${week} handedOver 2`,
      `${week} nowCovered 1`,
      `${week} ordered 2`,
    ]);
    expect(sorted(await storage.weekFigures(until, until + 7 * dayMs))).toEqual(['2026-11-30 handedOver 1']);
  });
});
