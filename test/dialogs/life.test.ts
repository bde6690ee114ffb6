/** Customers, a colleague, two agents, clocks, new rates, repeats and crashes in any order: the promises about orders, work and bills hold after every move. */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { count, tell } from '../long/figures.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { checkLife, type LifeState, tally } from '../support/life-rules.ts';
import { type LifeStore, lifeMoves, lifeStarts, lifeWorld } from '../support/life-world.ts';
import { memoryStore } from '../support/memory-store.ts';

const runs = Number(process.env.INVARIANT_RUNS ?? 400);
/** At full size a run takes as long as it needs. */
const timeout = 600_000 + runs * 200;

let snapshot: Snapshot;

beforeAll(async () => {
  snapshot = await shippedSnapshot(true);
}, 120_000);

function memoryLife(): LifeStore {
  const store = memoryStore([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
  const state = async (): Promise<LifeState> => ({
    requests: [...store.requests.values()],
    offers: [...store.offers.values()],
    orders: [...store.orders.values()],
    tickets: [...store.tickets.values()],
    efforts: [...store.efforts.values()],
    objections: [...store.objections.values()],
    messages: [...store.messages],
    ledger: [...store.ledger],
  });
  return {
    ...store,
    state,
    dueTimers: async (at) => [...store.timers.values()].filter(({ dueAt }) => dueAt <= at).toSorted((a, b) => a.dueAt - b.dueAt),
    removeTimer: async (key) => void store.timers.delete(key),
  };
}

it('never an order without text and right, never work or a billable minute before order and confirmation, one press one result', {
  timeout,
}, async () => {
  const reached = { orders: 0, confirmed: 0, minutes: 0, fulfilled: 0, objections: 0, granted: 0, withdrawn: 0, cancelled: 0, crashes: 0 };
  const gone = { lost: 0, doubled: 0 };
  await fc.assert(
    fc.asyncProperty(lifeStarts, lifeMoves, async (start, moves) => {
      const store = memoryLife();
      const world = lifeWorld(store, snapshot);
      let before = await store.state();
      for (const move of [...start, ...moves]) {
        const arrival = await world.play(move);
        const after = await store.state();
        checkLife(before, after, arrival);
        before = after;
      }
      expect(world.errors).toEqual([]);
      const { lost, doubled } = tally(before);
      gone.lost += lost;
      gone.doubled += doubled;
      reached.orders += before.orders.length;
      for (const { state } of before.orders) if (state !== 'placed') reached[state] += 1;
      reached.minutes += before.efforts.length;
      reached.objections += before.objections.length;
      reached.granted += before.objections.filter(({ state }) => state === 'granted').length;
      reached.crashes += world.counts.crashes;
    }),
    { numRuns: runs },
  );
  // A world in which nothing happens would prove nothing.
  for (const [what, count] of Object.entries(reached)) expect(count, `the moves reach: ${what}`).toBeGreaterThan(0);
  expect(gone).toEqual({ lost: 0, doubled: 0 });
  const { orders, minutes, objections, crashes } = reached;
  tell({
    size: `${count(runs)} lives: ${count(orders)} orders, ${count(minutes)} entries of minutes, ${count(objections)} objections`,
    faults: `${count(crashes)} crashes before or after a commit, each repeated`,
    ...gone,
  });
});
