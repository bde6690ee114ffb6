/** Whatever people type and press, in whatever order: the promises hold. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/identity.ts';
import { parseButtonId } from '../../src/domain/message.ts';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { ArrivalInput } from '../../src/turn/types.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { cardButtons } from '../conversations/play.ts';
import { count, tell } from '../long/figures.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { tally } from '../support/life-rules.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';

const runs = Number(process.env.INVARIANT_RUNS ?? 200);
/** At full size a run takes as long as it needs. */
const timeout = 120_000 + runs * 100;

let snapshot: Snapshot;

beforeAll(async () => {
  snapshot = await shippedSnapshot(true);
}, 120_000);

type Move =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'press'; readonly pick: number }
  | { readonly kind: 'again' }
  | { readonly kind: 'odd'; readonly a: string }
  | { readonly kind: 'wait'; readonly days: number };

const sayings = fc.constantFrom(
  'Wir brauchen eine Schulung für Hausperfekt',
  'Könnt ihr die Doppelbuchungen bereinigen, die ich gemacht habe?',
  'Seit heute stürzt die Abrechnung ab',
  'Die Abrechnung stürzt ab, und könnt ihr die Doppelbuchungen von mir bereinigen?',
  'Hausperfekt',
  'ja',
  'nein',
  'weiß ich nicht',
  'abbrechen',
  'Was kostet die Stunde?',
  'Mensch bitte',
  'Status',
  'erika@beispiel.example',
  'danke',
  '',
  '🙂',
  'ändern',
  '<script>alert(1)</script>',
);

const moves = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('say' as const), text: sayings }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('press' as const), pick: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('odd' as const), a: fc.constantFrom('999.0', '1.99', 'x', '0.0', '-1.2') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
  ),
  { minLength: 3, maxLength: 25 },
);

/** Chance alone leaves some runs without an order: here every button below the first offer is pressed once. */
const everyFirstButton = Array.from({ length: 12 }, (_, pick): [Move[]] => [
  [
    { kind: 'say', text: 'Wir brauchen eine Schulung für Hausperfekt' },
    { kind: 'press', pick },
  ],
]);

const people: Record<string, Principal> = {
  customer: { kind: 'customer', ...demoCustomer, verifiedBy: 'demo', at: 0 },
  colleague: { kind: 'customer', ...demoColleague, verifiedBy: 'demo', at: 0 },
  anonymous: { kind: 'anonymous', id: 'dl_x', mayOrder: false, verifiedBy: 'none', at: 0 },
  staff: { kind: 'staff', id: 't:o', mayOrder: true, verifiedBy: 'entra', at: 0 },
};

async function playMoves(who: string, played: readonly Move[]): Promise<{ store: MemoryStore; errors: string[]; orderPresses: number }> {
  const store = memoryStore([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
  const errors: string[] = [];
  let count = 0;
  let at = Date.UTC(2026, 10, 22);
  let orderPresses = 0;
  const next = (): string => {
    count += 1;
    return `x${count}`;
  };
  const log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (fields: Readonly<Record<string, unknown>>) => void errors.push(String(fields.error)),
  };
  const engine = makeEngine({
    store,
    snapshot: () => snapshot,
    publicUrl: () => 'https://support.example',
    newId: next,
    newToken: next,
    log,
    pause: async () => {},
  });
  let last: { activityId: string; input: ArrivalInput } | undefined;
  for (const move of played) {
    at += 1000 + (move.kind === 'wait' ? move.days * 86_400_000 : 0);
    const input = inputOf(move, store, last?.input);
    if (!input) continue;
    last = { activityId: move.kind === 'again' && last ? last.activityId : next(), input };
    if (isOrderPress(input, store)) orderPresses += 1;
    const principal = people[who] as Principal;
    await engine.take({
      channel: 'webchat',
      conversationId: 'c',
      conversationKind: 'personal',
      dialogScope: 'main',
      principal,
      at,
      ...last,
    });
  }
  return { store, errors, orderPresses };
}

function buttonsOf(store: MemoryStore): string[] {
  return store.messages.flatMap(({ content }) => [
    ...(content.buttons ?? []).map(({ a }) => a),
    ...cardButtons(content.card).map(({ value }) => value.a),
  ]);
}

function inputOf(move: Move, store: MemoryStore, last: ArrivalInput | undefined): ArrivalInput | undefined {
  if (move.kind === 'say') return { kind: 'text', text: move.text, uploads: [] };
  if (move.kind === 'odd') return { kind: 'press', a: move.a, values: {} };
  if (move.kind === 'again') return last;
  if (move.kind === 'wait') return undefined;
  const all = buttonsOf(store);
  const a = all[move.pick % Math.max(1, all.length)];
  return a === undefined ? undefined : { kind: 'press', a, values: {} };
}

function isOrderPress(input: ArrivalInput, store: MemoryStore): boolean {
  const id = input.kind === 'press' ? parseButtonId(input.a) : undefined;
  const action = store.messages.find(({ seq, direction }) => seq === id?.seq && direction === 'out')?.actions[id?.n ?? -1];
  return action?.kind === 'decideOffer' && action.decision === 'order';
}

const figures = { orders: 0, repeats: 0, kinds: 0, lost: 0, doubled: 0 };
afterAll(() => {
  if (figures.kinds < Object.keys(people).length) return;
  tell({
    size: `${count(runs * figures.kinds)} conversations of ${figures.kinds} kinds of people: ${count(figures.orders)} orders`,
    faults: `${count(figures.repeats)} repeats of the same activity`,
    lost: figures.lost,
    doubled: figures.doubled,
  });
});

describe.each(Object.keys(people))('a %s who types and presses anything', (who) => {
  it('never meets a failure, never orders without the right and the press, never gets a second ticket', { timeout }, async () => {
    let [orders, repeats] = [0, 0];
    await fc.assert(
      fc.asyncProperty(moves, async (played) => {
        const { store, errors, orderPresses } = await playMoves(who, played);
        orders += store.orders.size;
        const { lost, doubled } = tally({
          orders: [...store.orders.values()],
          tickets: [...store.tickets.values()],
          ledger: [...store.ledger],
        });
        expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
        figures.lost += lost;
        figures.doubled += doubled;
        repeats += played.filter(({ kind }) => kind === 'again').length;
        expect(errors).toEqual([]);
        if (who !== 'customer') expect(store.orders.size).toBe(0);
        expect(store.orders.size).toBeLessThanOrEqual(orderPresses);
        for (const order of store.orders.values()) {
          const offer = store.offers.get(order.offerId);
          expect(offer?.state).toBe('accepted');
          expect(offer?.shown?.text).toContain('Stundensatz netto');
          expect(order.placedAt).toBeLessThanOrEqual(offer?.terms.validUntil ?? 0);
        }
        const requests = [...store.tickets.values()].map(({ requestId }) => requestId);
        expect(new Set(requests).size).toBe(requests.length);
        for (const ticket of store.tickets.values()) expect(ticket.state).not.toBe('open');
        const said = store.messages.filter(({ direction }) => direction === 'out').map(({ content }) => content.text);
        for (const text of said) expect(text).not.toMatch(/undefined|\[object|\{\w+\}|NaN/);
      }),
      { numRuns: runs, examples: everyFirstButton },
    );
    expect(orders > 0, 'the moves reach orders where they may').toBe(who === 'customer');
    figures.orders += orders;
    figures.repeats += repeats;
    figures.kinds += 1;
  });
});
