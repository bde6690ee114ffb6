/** The same random lives on the real storage of both engines, two processes' worth of turn engines at once, the ledger checked at the end. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/domain/ledger.ts';
import type { Offer } from '../../src/domain/offer.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { seedDemo } from '../../src/storage/demo.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { count, tell } from '../long/figures.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { checkLife, type LifeState, tally } from '../support/life-rules.ts';
import { type LifeStore, lifeMoves, lifeStarts, lifeWorld } from '../support/life-world.ts';
import { engines } from './engines.ts';
import { ledgerKey } from './ledger-key.ts';
import { agent, fresh, query } from './things.ts';

/** At full size a run takes as long as it needs. */
const timeout = 300_000 + Number(process.env.STORED_LIVES ?? 0) * 5000;

let snapshot: Snapshot;

beforeAll(async () => {
  snapshot = await shippedSnapshot(true);
}, 120_000);

function storedLife(storage: Storage, conversationId: string): LifeStore {
  const state = async (): Promise<LifeState> => {
    const loaded = await storage.load(query(conversationId, { principal: agent }));
    const oldest = <T>(rows: readonly T[]): T[] => rows.toReversed();
    const { rows } = await storage.readLedger();
    const requestIds = new Set(loaded.requests.map(({ id }) => id));
    return {
      requests: oldest(loaded.requests),
      offers: oldest(loaded.offers).toSorted((a: Offer, b: Offer) => a.offeredAt - b.offeredAt),
      orders: oldest(loaded.orders),
      tickets: oldest(loaded.tickets),
      efforts: loaded.efforts,
      objections: loaded.objections,
      messages: await storage.messagesAfter(conversationId, 0, 1000),
      ledger: rows.filter(({ requestId }) => requestIds.has(requestId)),
    };
  };
  return {
    load: (asked) => storage.load(asked),
    commit: (turn) => storage.commit(turn),
    reserveTicketNumbers: (year, count) => storage.reserveTicketNumbers(year, count),
    messagesAfter: (id, after, limit) => storage.messagesAfter(id, after, limit),
    state,
    dueTimers: async (at) => (await storage.dueTimers(at, 100)).filter((timer) => timer.conversationId === conversationId),
    removeTimer: (key) => storage.removeTimer(key),
  };
}

/** Of both engines. */
const figures = { lives: 0, orders: 0, crashes: 0, pairs: 0, passed: 0, lost: 0, doubled: 0 };
afterAll(() => {
  if (figures.passed < engines.length) return;
  tell({
    size: `${count(figures.lives)} lives on SQLite and PostgreSQL: ${count(figures.orders)} orders`,
    faults: `${count(figures.crashes)} crashes, ${count(figures.pairs)} pairs of actions at once through two engines`,
    lost: figures.lost,
    doubled: figures.doubled,
  });
});

describe.each(engines)('on $name', ({ name, shared }) => {
  it('the promises hold after every move, and the ledger is whole', { timeout }, async () => {
    const { storage } = await shared();
    await seedDemo(storage);
    const numRuns = Number(process.env.STORED_LIVES ?? (name === 'SQLite' ? 25 : 8));
    let orders = 0;
    await fc.assert(
      fc.asyncProperty(lifeStarts, lifeMoves, async (start, moves) => {
        const conversationId = fresh('life');
        const store = storedLife(storage, conversationId);
        const world = lifeWorld(store, snapshot, conversationId);
        let before = await store.state();
        for (const move of [...start, ...moves]) {
          const arrival = await world.play(move);
          const after = await store.state();
          checkLife(before, after, arrival);
          before = after;
        }
        expect(world.errors).toEqual([]);
        orders += before.orders.length;
        figures.crashes += world.counts.crashes;
        addTally(before);
      }),
      { numRuns, endOnFailure: true },
    );
    expect(orders).toBeGreaterThan(0);
    figures.lives += numRuns;
    figures.orders += orders;
    const { rows, head, privates } = await storage.readLedger();
    expect(verifyLedger(rows, head, privates, [ledgerKey])).toMatchObject({ ok: true });
  });

  it('two at once make one: agents and customers press in the same moment, through two engines', { timeout }, async () => {
    const { storage } = await shared();
    await seedDemo(storage);
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(lifeStarts, lifeMoves, async (start, moves) => {
        const conversationId = fresh('pair');
        const store = storedLife(storage, conversationId);
        const [one, other] = [lifeWorld(store, snapshot, conversationId), lifeWorld(store, snapshot, conversationId, 'other-')];
        for (const move of start) await one.play(move);
        for (let n = 0; n + 1 < moves.length; n += 2) {
          const [a, b] = [moves[n], moves[n + 1]];
          if (!a || !b || a.kind === 'crash' || b.kind === 'crash') continue;
          await Promise.all([one.play(a), other.play(b)]);
          pairs += 1;
          checkEnd(await store.state());
        }
        addTally(await store.state());
      }),
      { numRuns: Number(process.env.STORED_LIVES ?? (name === 'SQLite' ? 10 : 6)), endOnFailure: true },
    );
    expect(pairs).toBeGreaterThan(0);
    figures.pairs += pairs;
    figures.passed += 1;
  });
});

function addTally(state: LifeState): void {
  const { lost, doubled } = tally(state);
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  figures.lost += lost;
  figures.doubled += doubled;
}

/** What must hold of a state, however it was reached. */
function checkEnd(state: LifeState): void {
  checkLife(state, state, undefined);
}
