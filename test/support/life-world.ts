/** A small world in which customers, a colleague, two agents and clocks do anything to one conversation, with repeats and crashes; and what must hold after every move. */
import fc from 'fast-check';
import { agentPrincipal } from '../../src/domain/agent.ts';
import type { AgentAction, Classing, CustomerAction, FinalCoverage } from '../../src/domain/agent-action.ts';
import type { Contact, Principal } from '../../src/domain/identity.ts';
import type { MessageStore, TurnStore } from '../../src/domain/ports.ts';
import type { Channel } from '../../src/domain/vocabulary.ts';
import { demoAgents, demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { Arrival, ArrivalInput, TurnEngine, TurnResult } from '../../src/turn/types.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import type { Understood } from '../../src/understanding/types.ts';
import { cardButtons } from '../conversations/play.ts';
import type { LifeState } from './life-rules.ts';

const dayMs = 86_400_000;

const who = fc.constantFrom('customer' as const, 'customer' as const, 'colleague' as const);
const agent = fc.constantFrom(0 as const, 1 as const);
const sayings = fc.constantFrom(
  'Wir brauchen eine Schulung für Hausperfekt',
  'Die Abrechnung stürzt ab, und ich brauche eine Schulung für Hausperfekt',
  'Hausperfekt',
  'ja',
  'abbrechen',
  'für die WEG Lindenstraße',
  'Das war doch im Vertrag',
  'Auftrag stornieren',
);

const coverage = fc.constantFrom('covered' as const, 'billable' as const, 'billable' as const, 'notOffered' as const);
const deeds = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('classify' as const),
      coverage,
      offer: fc.boolean(),
      ceiling: fc.constantFrom(undefined, 5, 30, 60),
      onFile: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('confirmOrder' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancelOrder' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fulfilOrder' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retractOffer' as const) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('addEffort' as const), minutes: fc.constantFrom(-30, -5, 5, 15, 20, 45) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('setTicketState' as const),
      to: fc.constantFrom('open' as const, 'open' as const, 'waitingCustomer' as const, 'resolved' as const, 'closed' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reply' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('decideObjection' as const),
      granted: fc.boolean(),
      coverage: fc.constantFrom('covered' as const, 'covered' as const, 'billable' as const, 'notOffered' as const),
    }),
  },
);
type DeedDraft = typeof deeds extends fc.Arbitrary<infer T> ? T : never;

const pageActions = fc.constantFrom(
  'withdrawOrder' as const,
  'withdrawTicket' as const,
  'objectTo' as const,
  'objectTo' as const,
  'objectTo' as const,
  'replyToTicket' as const,
  'replyToTicket' as const,
  'requestOffer' as const,
  'requestOffer' as const,
  'otherBuyer' as const,
);

/** How a life begins: with an offer that is shown, ordered, confirmed by an agent, or then objected to. */
export const lifeStarts = fc.constantFrom(1, 2, 3, 4).map((steps): LifeMove[] => {
  const moves: LifeMove[] = [
    { kind: 'say', text: 'Wir brauchen eine Schulung für Hausperfekt' },
    { kind: 'page', who: 'customer', pick: 1, decision: 'order' },
    { kind: 'agent', agent: 0, pick: 1, deed: { kind: 'confirmOrder' } },
    { kind: 'act', who: 'customer', pick: 1, action: 'objectTo' },
  ];
  return moves.slice(0, steps);
});

/** One thing that happens; `pick` chooses among what there is. */
export const lifeMoves = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('say' as const), text: sayings }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('press' as const), who, pick: fc.nat() }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('page' as const),
        who,
        pick: fc.nat(),
        decision: fc.constantFrom(
          'order' as const,
          'order' as const,
          'order' as const,
          'order' as const,
          'decline' as const,
          'review' as const,
        ),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), who, pick: fc.nat(), action: pageActions }) },
    { weight: 9, arbitrary: fc.record({ kind: fc.constant('agent' as const), agent, pick: fc.nat(), deed: deeds }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('mail' as const),
        who: fc.constantFrom('customer' as const, 'colleague' as const, 'stranger' as const),
        pick: fc.nat(),
        about: fc.constantFrom('ticket' as const, 'ticket' as const, 'offer' as const, 'new' as const),
        text: fc.constantFrom('ja', 'Hiermit beauftrage ich die Leistung.', 'Kostenpflichtig beauftragen', 'Noch eine Angabe.', '1'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 16 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rates' as const), cents: fc.integer({ min: 9000, max: 15_000 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), written: fc.boolean() }) },
  ),
  { minLength: 8, maxLength: 45 },
);
export type LifeMove = typeof lifeMoves extends fc.Arbitrary<(infer T)[]> ? T : never;

/** The store as the world sees it: turns, and everything stored so far. */
export interface LifeStore extends TurnStore, Pick<MessageStore, 'messagesAfter'> {
  state(): Promise<LifeState>;
  dueTimers(at: number): Promise<readonly { key: string; name: string; dueAt: number; payload: unknown }[]>;
  removeTimer(key: string): Promise<void>;
}

export interface World {
  /** Does one move. Out: what was sent in, if anything was. */
  play(move: LifeMove): Promise<Arrival | undefined>;
  readonly errors: readonly string[];
  readonly conversationId: string;
  /** Outcomes of agents' actions. */
  readonly counts: { done: number; refused: number; crashes: number };
}

/** In: a store, the snapshot to start from, the conversation, a mark that keeps the ids of two worlds apart. Out: the world. */
export function lifeWorld(store: LifeStore, snapshot: Snapshot, conversationId = 'c', mark = ''): World {
  const errors: string[] = [];
  const counts = { done: 0, refused: 0, crashes: 0 };
  const memory = new Map<string, Understood>();
  const understand = (text: string): Understood => {
    const known = memory.get(text) ?? snapshot.understanding.understand(text);
    memory.set(text, known);
    return known;
  };
  let current: Snapshot = { ...snapshot, understanding: { ...snapshot.understanding, understand } };
  let count = 0;
  let at = Date.UTC(2026, 10, 22);
  let crash: 'before' | 'after' | undefined;
  let last: Arrival | undefined;
  const next = (): string => `${conversationId}-${mark}${++count}`;
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

  const take = async (input: ArrivalInput, principal: Principal, activityId = next()): Promise<Arrival> => {
    const channel = channelOf(input);
    const place = { conversationId, conversationKind: 'personal', dialogScope: 'main' } as const;
    last = { channel, ...place, activityId, principal, at, input };
    note(await deliver(last), input);
    return last;
  };

  /** Whoever meets a crash starts again and sends the same once more. */
  const deliver = async (arrival: Arrival): Promise<TurnResult> => {
    try {
      return await engine.take(arrival);
    } catch (error) {
      if (!(error instanceof Error && error.message === 'crash')) throw error;
      counts.crashes += 1;
      engine = start();
      return engine.take(arrival);
    }
  };

  const note = (result: TurnResult, input: ArrivalInput): void => {
    if (input.kind !== 'agent' && input.kind !== 'customer' && input.kind !== 'mail') return;
    if (result.refusal) counts.refused += 1;
    else counts.done += 1;
  };

  const fireTimers = async (): Promise<void> => {
    for (const timer of await store.dueTimers(at)) {
      const input = { kind: 'timer', name: timer.name, payload: timer.payload } as Extract<ArrivalInput, { kind: 'timer' }>;
      await take(input, { kind: 'system', id: 'system', mayOrder: false, verifiedBy: 'none', at }, `timer:${timer.key}:${timer.dueAt}`);
      await store.removeTimer(timer.key);
    }
  };

  const play = async (move: LifeMove): Promise<Arrival | undefined> => {
    at += 1000;
    switch (move.kind) {
      case 'wait':
        at += move.days * dayMs;
        await fireTimers();
        return undefined;
      case 'rates':
        current = withRate(current, move.cents);
        return undefined;
      case 'crash':
        crash = move.written ? 'after' : 'before';
        return undefined;
      case 'again':
        if (last) await deliver(last);
        return undefined;
      case 'say':
        return take({ kind: 'text', text: move.text, uploads: [] }, customerOf('customer', at));
      default: {
        const made = inputOf(move, await store.state());
        return made && take(made, principalOf(move, at));
      }
    }
  };
  return { play, errors, conversationId, counts };
}

function channelOf(input: ArrivalInput): Channel {
  switch (input.kind) {
    case 'agent':
      return 'system';
    case 'mail':
      return 'mail';
    case 'offerPage':
    case 'customer':
      return 'portal';
    default:
      return 'webchat';
  }
}

function principalOf(move: Extract<LifeMove, { kind: 'press' | 'page' | 'act' | 'agent' | 'mail' }>, at: number): Principal {
  if (move.kind === 'agent') return agentOf(move.agent, at);
  if (move.kind !== 'mail') return customerOf(move.who, at);
  // Who writes a mail is never proved.
  const unproved = { mayOrder: false, verifiedBy: 'none', at } as const;
  if (move.who === 'stranger') return { kind: 'anonymous', id: 'mail:stranger', email: 'fremd@anderswo.example', ...unproved };
  return { ...customerOf(move.who, at), ...unproved };
}

function customerOf(name: 'customer' | 'colleague', at: number): Principal {
  const { id, name: shown, email, organisationId, mayOrder }: Contact = name === 'customer' ? demoCustomer : demoColleague;
  return { kind: 'customer', id, name: shown, email, organisationId, mayOrder, verifiedBy: 'demo', at };
}

function agentOf(index: number, at: number): Principal {
  const found = demoAgents[index];
  if (!found) throw new Error('no such agent');
  return agentPrincipal(found, 'demo', at);
}

function withRate(snapshot: Snapshot, cents: number): Snapshot {
  const { knowledge } = snapshot;
  const entries = knowledge.rates.entries.map((entry) => ({
    ...entry,
    rate: { ...entry.rate, netCentsPerHour: cents, version: `v${cents}` },
  }));
  return { ...snapshot, knowledge: { ...knowledge, rates: { ...knowledge.rates, entries } } };
}

function pickOf<T>(rows: readonly T[], pick: number): T | undefined {
  // Mostly the newest.
  return rows.length === 0 ? undefined : pick % 4 > 0 ? rows.at(-1) : rows[pick % rows.length];
}

function inputOf(
  move: Extract<LifeMove, { kind: 'press' | 'page' | 'act' | 'agent' | 'mail' }>,
  state: LifeState,
): ArrivalInput | undefined {
  switch (move.kind) {
    case 'mail':
      return mailInput(move, state);
    case 'press': {
      const buttons = state.messages.flatMap(({ content }) => [
        ...(content.buttons ?? []).map(({ a }) => a),
        ...cardButtons(content.card).map(({ value }) => value.a),
      ]);
      const a = move.pick % 3 === 0 ? buttons[move.pick % Math.max(1, buttons.length)] : buttons.slice(-6)[move.pick % 6];
      return a === undefined ? undefined : { kind: 'press', a, values: {} };
    }
    case 'page': {
      const offer = pickOf(state.offers, move.pick);
      return offer && { kind: 'offerPage', offerId: offer.id, pressToken: offer.pressToken, decision: move.decision };
    }
    case 'act': {
      const request = pickOf(state.requests, move.pick);
      return request && { kind: 'customer', action: customerAction(move.action, request.id) };
    }
    case 'agent': {
      const request = pickOf(state.requests, move.pick);
      return request && { kind: 'agent', action: agentAction(move.deed, request.id, state) };
    }
  }
}

function mailInput({ about, pick, text }: Extract<LifeMove, { kind: 'mail' }>, state: LifeState): ArrivalInput | undefined {
  switch (about) {
    case 'ticket': {
      const ticket = pickOf(state.tickets, pick);
      return ticket && { kind: 'mail', deed: { kind: 'reply', requestId: ticket.requestId, text, uploads: [] } };
    }
    case 'offer': {
      const offer = pickOf(state.offers, pick);
      return offer && { kind: 'mail', deed: { kind: 'offer', offerId: offer.id, text } };
    }
    case 'new':
      return { kind: 'mail', deed: { kind: 'request', subject: text, text, uploads: [], messageId: '' } };
  }
}

function customerAction(kind: CustomerAction['kind'], requestId: string): CustomerAction {
  if (kind === 'objectTo') return { kind, requestId, reason: 'Das gehört zum Vertrag.' };
  if (kind === 'replyToTicket') return { kind, requestId, text: 'Hier noch eine Angabe.' };
  return { kind, requestId };
}

function agentAction(deed: DeedDraft, requestId: string, state: LifeState): AgentAction {
  const newest = <T extends { readonly id: string; readonly requestId: string }>(rows: readonly T[]): string =>
    rows.findLast((row) => row.requestId === requestId)?.id ?? 'none';
  const classing = (kind: FinalCoverage): Classing =>
    kind === 'billable'
      ? { coverage: kind, clauses: ['F3.1'], category: 'schulung', reason: 'Einweisung' }
      : { coverage: kind, clauses: [kind === 'covered' ? 'F2.3' : 'F6.2'], reason: 'Geprüft' };
  switch (deed.kind) {
    case 'classify': {
      const entered = { netCentsPerHour: 11_000, vatPercent: 19, incrementMinutes: 15, minimumMinutes: 15 };
      const ceiling = deed.ceiling === undefined ? {} : { ceilingMinutes: deed.ceiling };
      const offer = { rate: deed.onFile ? ('onFile' as const) : entered, validDays: 10, ...ceiling };
      return { kind: 'classify', requestId, classing: classing(deed.coverage), ...(deed.offer ? { offer } : {}) };
    }
    case 'addEffort':
      return { kind: 'addEffort', requestId, minutes: deed.minutes, note: 'Arbeit' };
    case 'setTicketState':
      return { kind: 'setTicketState', requestId, to: deed.to };
    case 'reply':
      return { kind: 'reply', requestId, text: 'Wir sehen es uns an.' };
    case 'retractOffer':
      return { kind: 'retractOffer', requestId, offerId: newest(state.offers), reason: 'Umfang geändert' };
    case 'confirmOrder':
    case 'fulfilOrder':
      return { kind: deed.kind, requestId, orderId: newest(state.orders) };
    case 'cancelOrder':
      return { kind: 'cancelOrder', requestId, orderId: newest(state.orders), clauses: ['F2.3'], reason: 'Doch abgedeckt' };
    case 'decideObjection': {
      const result = deed.granted
        ? ({ kind: 'granted', classing: classing(deed.coverage) } as const)
        : ({ kind: 'upheld', answer: 'Es bleibt dabei.' } as const);
      return { kind: 'decideObjection', requestId, objectionId: newest(state.objections), result };
    }
  }
}
