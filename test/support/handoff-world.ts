/** Two customers, two agents and a clock in any order, with crashes and repeats; every move goes through the turn engine over a store in memory. */
import fc from 'fast-check';
import { type Agent, agentPrincipal } from '../../src/domain/agent.ts';
import { isOpenHandoff } from '../../src/domain/handoff.ts';
import type { DeskAction } from '../../src/domain/handoff-action.ts';
import type { Principal } from '../../src/domain/identity.ts';
import type { TurnStore } from '../../src/domain/ports.ts';
import { demoAgents, demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { Arrival, ArrivalInput, TurnEngine, TurnResult } from '../../src/turn/types.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import type { Understood } from '../../src/understanding/types.ts';
import { cardButtons } from '../conversations/play.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';

const deeds = ['claim', 'say', 'note', 'queue', 'colleague', 'return', 'solved', 'ticket', 'customerGone', 'offerRemote'] as const;
type Deed = (typeof deeds)[number];

export type HandoffMove =
  | { readonly kind: 'say'; readonly c: number; readonly text: string }
  | { readonly kind: 'press'; readonly c: number; readonly pick: number }
  | { readonly kind: 'desk'; readonly agent: number; readonly c: number; readonly deed: Deed }
  /** Both agents at once, and the customer with them. */
  | { readonly kind: 'race'; readonly c: number; readonly text: string }
  | { readonly kind: 'here'; readonly agent: number; readonly state: 'arrives' | 'leaves' | 'fallsAway' }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'again' }
  | { readonly kind: 'crash'; readonly written: boolean };

const c = fc.integer({ min: 0, max: 1 });
const agent = fc.integer({ min: 0, max: 1 });
const words = fc.constantFrom(
  'Mensch',
  'Ich möchte mit einem Menschen sprechen',
  'Was kostet das?',
  'Es ist dringend',
  'Danke',
  'abbrechen',
  'Status',
  'xyz',
  'Unsere Buchungen sind doppelt',
);

export const handoffMoves: fc.Arbitrary<readonly HandoffMove[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('say' as const), c, text: words }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('press' as const), c, pick: fc.nat(50) }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('desk' as const), agent, c, deed: fc.constantFrom(...deeds) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('race' as const), c, text: words }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('here' as const),
        agent,
        state: fc.constantFrom('arrives', 'arrives', 'leaves', 'fallsAway'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 3, 6, 11) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'again' as const }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), written: fc.boolean() }) },
  ),
  { minLength: 8, maxLength: 40 },
);

/** One arrival with what it led to and who had the conversation before. */
export interface Taken {
  readonly arrival: Arrival;
  readonly result: TurnResult;
}

export interface HandoffWorld {
  readonly store: MemoryStore;
  readonly taken: readonly Taken[];
  readonly errors: readonly string[];
  readonly crashes: () => number;
  play(move: HandoffMove): Promise<void>;
  /** Everybody goes home and an hour passes. */
  end(): Promise<void>;
}

export const conversations = ['c0', 'c1'] as const;
const minuteMs = 60_000;

/** In: the snapshot. Out: the world, both agents at their desks. */
export function handoffWorld(snapshot: Snapshot): HandoffWorld {
  const store = memoryStore([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
  const errors: string[] = [];
  const taken: Taken[] = [];
  const memory = new Map<string, Understood>();
  const understand = (text: string): Understood => {
    const known = memory.get(text) ?? snapshot.understanding.understand(text);
    memory.set(text, known);
    return known;
  };
  const service = { ...snapshot.knowledge.service, handoff: 'live' as const, remoteCode: '123', chatsPerAgent: 1 };
  const current: Snapshot = {
    ...snapshot,
    knowledge: { ...snapshot.knowledge, service },
    understanding: { ...snapshot.understanding, understand },
  };
  const here = new Set(demoAgents.map(({ id }) => id));
  let at = Date.UTC(2026, 10, 23, 9);
  let count = 0;
  let crashes = 0;
  let crash: 'before' | 'after' | undefined;
  let last: Arrival | undefined;
  const next = (): string => `x${++count}`;
  const commit: TurnStore['commit'] = async (turn) => {
    const now = crash;
    crash = undefined;
    if (now === 'before') throw new Error('crash');
    const outcome = await store.commit(turn);
    if (now === 'after') throw new Error('crash');
    return outcome;
  };
  const start = (): TurnEngine =>
    makeEngine({
      store: { ...store, commit },
      snapshot: () => current,
      publicUrl: () => 'https://support.example',
      newId: next,
      newToken: next,
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: (fields) => void errors.push(String(fields.error)) },
      pause: async () => {},
    });
  let engine = start();

  /** Whoever meets a crash starts again and sends the same once more. */
  const deliver = async (arrival: Arrival): Promise<TurnResult> => {
    try {
      return await engine.take(arrival);
    } catch (error) {
      if (!(error instanceof Error && error.message === 'crash')) throw error;
      crashes += 1;
      engine = start();
      return engine.take(arrival);
    }
  };
  const take = async (index: number, input: ArrivalInput, principal: Principal, activityId = next()): Promise<void> => {
    const arrival: Arrival = {
      channel: input.kind === 'desk' ? 'system' : 'webchat',
      conversationId: conversations[index] ?? 'c0',
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId,
      principal,
      at,
      input,
    };
    last = arrival;
    taken.push({ arrival, result: await deliver(arrival) });
  };
  const signs = (): void => {
    for (const id of here) store.desk.presence.set(id, { seenAt: at, isAvailable: true });
  };
  const pass = async (minutes: number): Promise<void> => {
    for (let n = 0; n < minutes; n += 1) {
      at += minuteMs;
      signs();
      const due = [...store.timers.values()].filter(({ dueAt }) => dueAt <= at);
      for (const timer of due) {
        const { handoffId } = timer.payload as { readonly handoffId?: string };
        const about = store.desk.handoffs.get(handoffId ?? '');
        const principal: Principal = { kind: 'system', id: 'system', mayOrder: false, verifiedBy: 'none', at };
        const index = (conversations as readonly string[]).indexOf(about?.conversationId ?? '');
        await take(
          index < 0 ? 0 : index,
          { kind: 'timer', name: timer.name, payload: timer.payload },
          principal,
          `timer:${timer.key}:${timer.dueAt}`,
        );
        if (store.timers.get(timer.key) === timer) store.timers.delete(timer.key);
      }
    }
  };
  const desk = (who: number, index: number, deed: Deed): Promise<void> => {
    const handoffs = [...store.desk.handoffs.values()].filter(({ conversationId }) => conversationId === conversations[index]);
    const handoff = handoffs.find(isOpenHandoff) ?? handoffs.at(-1);
    const action = actionOf(deed, handoff?.id ?? 'none', demoAgents[1 - who]?.id ?? '', `Wort ${next()}.`);
    return take(index, { kind: 'desk', action }, agentPrincipal(demoAgents[who] as Agent, 'demo', at));
  };
  const say = (index: number, text: string): Promise<void> => take(index, { kind: 'text', text, uploads: [] }, customerOf(index, at));

  const play = async (move: HandoffMove): Promise<void> => {
    at += 1000;
    signs();
    switch (move.kind) {
      case 'say':
        return say(move.c, move.text);
      case 'press': {
        const a = buttonOf(store, conversations[move.c] ?? '', move.pick);
        return a === undefined ? undefined : take(move.c, { kind: 'press', a, values: {} }, customerOf(move.c, at));
      }
      case 'desk':
        return desk(move.agent, move.c, move.deed);
      case 'race':
        await Promise.all([desk(0, move.c, 'claim'), say(move.c, move.text), desk(1, move.c, 'claim'), desk(0, 1 - move.c, 'claim')]);
        return undefined;
      case 'here':
        return comeOrGo(demoAgents[move.agent]?.id ?? '', move.state);
      case 'wait':
        return pass(move.minutes);
      case 'again':
        if (last) taken.push({ arrival: last, result: await deliver(last) });
        return undefined;
      case 'crash':
        crash = move.written ? 'after' : 'before';
        return undefined;
    }
  };
  const comeOrGo = async (id: string, state: 'arrives' | 'leaves' | 'fallsAway'): Promise<void> => {
    if (state === 'arrives') here.add(id);
    else here.delete(id);
    const sign = store.desk.presence.get(id);
    if (state === 'leaves' && sign) store.desk.presence.set(id, { ...sign, isAvailable: false });
    signs();
  };
  const end = async (): Promise<void> => {
    crash = undefined;
    here.clear();
    await pass(60);
  };
  signs();
  return { store, taken, errors, crashes: () => crashes, play, end };
}

function customerOf(index: number, at: number): Principal {
  const { id, name, email, organisationId, mayOrder } = index === 0 ? demoCustomer : demoColleague;
  return { kind: 'customer', id, name, email, organisationId, mayOrder, verifiedBy: 'demo', at };
}

function buttonOf(store: MemoryStore, conversationId: string, pick: number): string | undefined {
  const buttons = store.messages
    .filter((message) => message.conversationId === conversationId)
    .flatMap(({ content }) => [...(content.buttons ?? []).map(({ a }) => a), ...cardButtons(content.card).map(({ value }) => value.a)]);
  return pick % 3 === 0 ? buttons[pick % Math.max(1, buttons.length)] : buttons.slice(-4)[pick % 4];
}

function actionOf(deed: Deed, handoffId: string, colleague: string, text: string): DeskAction {
  switch (deed) {
    case 'say':
    case 'note':
      return { kind: deed, handoffId, text };
    case 'queue':
      return { kind: 'passOn', handoffId, to: 'queue' };
    case 'colleague':
      return { kind: 'passOn', handoffId, to: { agentId: colleague } };
    case 'solved':
    case 'ticket':
    case 'customerGone':
      return { kind: 'close', handoffId, outcome: deed };
    default:
      return { kind: deed, handoffId };
  }
}
