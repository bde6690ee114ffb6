/** Random hand-offs: no message lost or on the wrong side, never two owners, never silence without a person or a ticket, nothing said twice. */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type Handoff, isOpenHandoff } from '../../src/domain/handoff.ts';
import type { StoredMessage } from '../../src/domain/message.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { count, tell } from '../long/figures.ts';
import { type HandoffWorld, handoffMoves, handoffWorld, type Taken } from '../support/handoff-world.ts';
import { shippedSnapshot } from '../support/knowledge.ts';

const runs = Number(process.env.INVARIANT_RUNS ?? 500);

let snapshot: Snapshot;

beforeAll(async () => {
  snapshot = await shippedSnapshot(true);
}, 120_000);

const needsTicket = ['nobodyInTime', 'nobodyThere', 'closedNow', 'ticketInstead', 'ticket'];

it(
  `in ${runs} runs keeps every word, one owner, and a way on`,
  async () => {
    const reached = new Map<string, number>();
    const reach = (what: string, count = 1) => reached.set(what, (reached.get(what) ?? 0) + count);
    const gone = { lost: 0, doubled: 0 };
    await fc.assert(
      fc.asyncProperty(handoffMoves, async (moves) => {
        const world = handoffWorld(snapshot);
        for (const move of moves) {
          const before = world.taken.length;
          const heldBefore = heldBy(world);
          await world.play(move);
          oneOwner(world);
          if (move.kind !== 'race' && move.kind !== 'wait') silentWhileHeld(heldBefore, heldBy(world), world.taken.slice(before));
        }
        await world.end();
        const { lost, doubled } = everyWordOnce(world);
        gone.lost += lost;
        gone.doubled += doubled;
        everyEndSaidOnce(world);
        expect([...world.store.desk.handoffs.values()].filter(isOpenHandoff), 'an hour after everybody left nothing waits').toEqual([]);
        expect(world.errors).toEqual([]);
        for (const { outcome = '', firstAcceptedAt } of world.store.desk.handoffs.values()) {
          reach(outcome);
          if (firstAcceptedAt !== undefined) reach('accepted');
        }
        for (const { result } of world.taken) if (result.refusal) reach(result.refusal.code);
        reach('crashes', world.crashes());
      }),
      { numRuns: runs },
    );
    for (const what of [
      'accepted',
      'solved',
      'ticket',
      'nobodyThere',
      'returned',
      'leftByCustomer',
      'ticketInstead',
      'alreadyTaken',
      'chatLimit',
      'crashes',
    ])
      expect([what, reached.get(what) ?? 0], JSON.stringify(Object.fromEntries(reached))).not.toEqual([what, 0]);
    const of = (what: string): string => count(reached.get(what) ?? 0);
    tell({
      size: `${count(runs)} runs: ${of('accepted')} conversations taken over`,
      faults: `${of('crashes')} crashes, ${of('alreadyTaken')} claims of what was taken`,
      ...gone,
    });
  },
  180_000 + runs * 200,
);

/** Who has each conversation. */
function heldBy({ store }: HandoffWorld): ReadonlyMap<string, string> {
  const held = [...store.desk.handoffs.values()].filter(({ state }) => state === 'accepted');
  return new Map(held.map(({ conversationId, acceptedBy = '' }) => [conversationId, acceptedBy]));
}

function oneOwner({ store }: HandoffWorld): void {
  const open = [...store.desk.handoffs.values()].filter(isOpenHandoff);
  expect(new Set(open.map(({ conversationId }) => conversationId)).size).toBe(open.length);
  const owners = open.filter(({ state }) => state === 'accepted').map(({ acceptedBy }) => acceptedBy);
  expect(new Set(owners).size, 'one conversation in hand at a time').toBe(owners.length);
  for (const owner of owners) expect(owner).toBeDefined();
}

/** While the same person has the conversation before and after, the bot says nothing to the customer's words. */
function silentWhileHeld(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, taken: readonly Taken[]): void {
  for (const { arrival, result } of taken) {
    const holder = before.get(arrival.conversationId);
    if (holder === undefined || after.get(arrival.conversationId) !== holder || arrival.input.kind !== 'text' || result.outcome !== 'done')
      continue;
    expect(result.replies.map(({ content }) => content.text)).toEqual([]);
  }
}

/** What was acknowledged is stored once, in its own conversation, and nobody reads what was not meant for them. */
function everyWordOnce({ store, taken }: HandoffWorld): { readonly lost: number; readonly doubled: number } {
  let [lost, doubled] = [0, 0];
  const delivered = new Map(taken.map((one) => [`${one.arrival.conversationId}|${one.arrival.activityId}`, one]));
  for (const conversationId of ['c0', 'c1']) {
    const rows = store.messages.filter((row) => row.conversationId === conversationId);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    const own = [...delivered.values()].filter(({ arrival }) => arrival.conversationId === conversationId);
    const said = own.flatMap(({ arrival: { input } }) => (input.kind === 'text' ? [input.text] : []));
    expect(
      textsOf(rows, 'customer', (row) => row.content.value === undefined).filter((text) => said.includes(text)).length,
    ).toBeGreaterThanOrEqual(said.length);
    const told = own.flatMap(({ arrival: { input }, result }) =>
      input.kind === 'desk' && input.action.kind === 'say' && !result.refusal ? [input.action.text] : [],
    );
    const kept = textsOf(rows, 'agent');
    lost += surplus(told, kept);
    doubled += surplus(kept, told);
    expect(kept.toSorted()).toEqual(told.toSorted());
    const noted = own.flatMap(({ arrival: { input } }) =>
      input.kind === 'desk' && input.action.kind === 'note' ? [input.action.text] : [],
    );
    for (const { content } of rows) for (const note of noted) expect(content.text).not.toContain(note);
  }
  return { lost, doubled };
}

/** How many of the ones are not among the others, each counted as often as it is there. */
function surplus(ones: readonly string[], others: readonly string[]): number {
  const left = [...others];
  return ones.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  }).length;
}

function textsOf(
  rows: readonly StoredMessage[],
  author: StoredMessage['author'],
  fits: (row: StoredMessage) => boolean = () => true,
): string[] {
  return rows.filter((row) => row.author === author && fits(row)).map(({ content }) => content.text);
}

/** The customer hears of each end once, and what nobody settled is a ticket with the conversation in it. */
function everyEndSaidOnce({ store }: HandoffWorld): void {
  for (const handoff of store.desk.handoffs.values()) {
    expect(noticesOf(store.messages, handoff), `${handoff.outcome}`).toHaveLength(1);
    if (!needsTicket.includes(handoff.outcome ?? '')) continue;
    const ticket = store.tickets.get(handoff.ticketId ?? '');
    const lines = store.ticketEvents.filter(({ ticketId }) => ticketId === ticket?.id).map(({ text }) => text);
    expect([ticket?.body, ...lines].join('\n'), handoff.outcome).toContain('Verlauf des Gesprächs:\nKunde: ');
  }
}

function noticesOf(messages: readonly StoredMessage[], { id, state }: Handoff): StoredMessage[] {
  return messages.filter(({ content }) => content.entities?.some((entity) => entity.id === id && entity.state === state));
}
