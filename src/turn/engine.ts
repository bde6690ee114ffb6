/** The turn as a transaction: lock, seen?, load, decide, render, one commit. Everything that happens goes this way. */
import { decide } from '../../dialogs/router.ts';
import type { Facts, Ids, Step, Turn } from '../../dialogs/step.ts';
import { say } from '../../dialogs/step.ts';
import type { Knowledge } from '../content/knowledge.ts';
import { germanOf, knowledgeIn } from '../content/knowledge-in.ts';
import { phrase } from '../content/text-keys.ts';
import { type Desk, noDesk } from '../domain/handoff.ts';
import type { Log } from '../domain/log.ts';
import type { Json, JsonObject, StoredMessage } from '../domain/message.ts';
import type { Conversation, Loaded, MessageStore, Span, TurnCommit, TurnStore } from '../domain/ports.ts';
import type { Channel, Language } from '../domain/vocabulary.ts';
import type { Snapshot } from '../understanding/snapshot.ts';
import type { Understood } from '../understanding/types.ts';
import { countsOf } from './counts.ts';
import { readDialogState } from './dialog-state.ts';
import { mostPapers, needsPapers, withPapers } from './handoff-papers.ts';
import { makeLock } from './lock.ts';
import { dialogKey, queryFor } from './query.ts';
import { type ReadInput, readInput } from './read-input.ts';
import { incomingMessage, outgoing } from './records.ts';
import { spokenLanguage } from './spoken-language.ts';
import { makeTicketNumbers } from './ticket-numbers.ts';
import { TurnError } from './turn-error.ts';
import type { Arrival, TurnEngine, TurnResult } from './types.ts';

export interface EngineParts {
  readonly store: TurnStore & Pick<MessageStore, 'messagesAfter'>;
  /** The snapshot in force; asked once a turn. */
  readonly snapshot: () => Snapshot;
  /** Base address of our pages, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly newId: () => string;
  /** Unguessable, for press tokens. */
  readonly newToken: () => string;
  readonly log: Log;
  /** Who answers when a human is asked for: our agents unless a hub elsewhere does. */
  readonly hub?: Desk['hub'] | undefined;
  /** Waits a moment before a conflicting turn is decided again. */
  readonly pause: (attempt: number) => Promise<void>;
}

const maxAttempts = 8;

export function makeEngine(parts: EngineParts): TurnEngine {
  const lock = makeLock();
  const numbers = makeTicketNumbers(parts.store);
  const ids: Ids = { id: parts.newId, token: parts.newToken, ticketNumber: numbers.next };
  let closed = false;

  const take = async (arrival: Arrival): Promise<TurnResult> => {
    if (closed) throw new TurnError('turn.closed', 'The engine is stopping');
    const snapshot = parts.snapshot();
    const understood = arrival.input.kind === 'text' ? snapshot.understanding.understand(arrival.input.text) : undefined;
    return lock.run(arrival.conversationId, () => attemptAll(arrival, snapshot, understood));
  };

  const attemptAll = async (arrival: Arrival, snapshot: Snapshot, understood: Understood | undefined): Promise<TurnResult> => {
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const result = await attemptOnce(arrival, snapshot, understood);
      if (result) return result;
      await parts.pause(attempt);
    }
    throw new TurnError('turn.conflict', `The conversation kept changing; ${maxAttempts} attempts failed`);
  };

  const attemptOnce = async (arrival: Arrival, snapshot: Snapshot, understood: Understood | undefined): Promise<TurnResult | undefined> => {
    const loaded = await parts.store.load(queryFor(arrival, understood, snapshot.knowledge));
    if (loaded.seen) return storedResult(arrival.conversationId, loaded.seen);
    await numbers.prepare(arrival.at);
    const read = readInput(arrival, loaded, snapshot.understanding, understood);
    const conversation = loaded.conversation ?? newConversation(arrival);
    const stored = readDialogState(loaded.dialog?.state);
    const repeated = resultStillNewest(read, loaded);
    const language = spokenLanguage(arrival.channel, stored.state, read.input, loaded);
    const dialog = { ...stored, state: { ...stored.state, language } };
    // Whoever enters something for a customer reads the receipt in the form's language; mails go out in the customer's.
    const reader = read.input.kind === 'onBehalf' ? read.input.entry.language : language;
    const knowledge = knowledgeIn(snapshot.knowledge, reader ?? 'de');
    const step = inLanguage(repeated ? say(dialog.state, []) : decideSafely(arrival, loaded, dialog, read, knowledge), language);
    // Nothing is written for an action that is refused: it may be tried again.
    if (step.refusal) return { outcome: 'done', replies: [], refusal: step.refusal };
    const { commit, result } = await assemble(arrival, conversation, loaded, read, step, { ...snapshot, knowledge });
    if ((await parts.store.commit(commit)) === 'conflict') return undefined;
    if (!repeated) return result;
    const first = await storedResult(arrival.conversationId, repeated);
    return { ...result, replies: first.replies };
  };

  const decideSafely = (
    arrival: Arrival,
    loaded: Loaded,
    dialog: ReturnType<typeof readDialogState>,
    read: ReadInput,
    knowledge: Knowledge,
  ): Step => {
    try {
      return decide(factsOf(loaded, dialog, deskOf(arrival, loaded)), turnOf(arrival, read, ids), knowledge);
    } catch (error) {
      // Whoever acts from a page hears that it failed; the customer's chat does not.
      if (hearElsewhere.includes(arrival.input.kind)) throw error;
      // A bug must not swallow the message: it is kept, and the person hears of a way on.
      parts.log.error({ error, conversationId: arrival.conversationId }, 'turn.decide-failed');
      const human = { title: phrase('button.human'), action: { kind: 'errand', errand: 'human', reason: 'botError' } } as const;
      return say({ ...dialog.state, waiting: undefined }, [{ kind: 'text', phrases: [phrase('dialog.error')], choices: [human] }]);
    }
  };

  const deskOf = (arrival: Arrival, { conversation, desk }: Loaded): Desk => {
    const channel = conversation?.channel ?? arrival.channel;
    const address = arrival.address ?? conversation?.address;
    return { ...noDesk, hub: parts.hub ?? 'own', reachable: readsTheTable.includes(channel) || address !== undefined, ...desk };
  };

  const assemble = async (
    arrival: Arrival,
    conversation: Conversation,
    loaded: Loaded,
    read: ReadInput,
    step: Step,
    { knowledge, understanding }: Snapshot,
  ) => {
    const incoming = incomingMessage(arrival, conversation.lastSeq + 1, loaded.pressedMessage);
    const firstOut = conversation.lastSeq + (incoming ? 2 : 1);
    const delivery = sendsByConnector(arrival, conversation) ? 'due' : 'none';
    const out = outgoing(step, arrival, firstOut, delivery, { knowledge, channel: conversation.channel, publicUrl: parts.publicUrl() });
    const { channel, conversationId, activityId, principal, at } = arrival;
    const papers = async () => {
      const before = await parts.store.messagesAfter(conversationId, Math.max(0, conversation.lastSeq - mostPapers), mostPapers);
      // A commit of another process meanwhile makes this one a conflict; its messages are not ours to tell.
      const messages = [...before.filter(({ seq }) => seq <= conversation.lastSeq), ...(incoming ? [incoming] : [])];
      return { messages, requests: loaded.requests, understanding, texts: germanOf(knowledge).texts };
    };
    const commit: TurnCommit = {
      activity: { channel, conversationId, activityId },
      conversation: arrival.address ? { ...conversation, address: withLocale(arrival.address, conversation) } : conversation,
      messages: [...(incoming ? [incoming] : []), ...out.messages],
      dialog: { key: dialogKey(arrival), state: step.state as unknown as Json, expectedVersion: loaded.dialog?.version ?? 0 },
      press: loaded.pressedBefore ? undefined : read.press,
      effects: needsPapers(out.effects) ? withPapers(out.effects, await papers()) : out.effects,
      counts: countsOf(principal, loaded.requests, step),
      principal,
      at,
    };
    const result: TurnResult = { outcome: 'done', incoming, replies: out.messages };
    return { commit, result };
  };

  const storedResult = async (conversationId: string, span: Span): Promise<TurnResult> => {
    const rows = await parts.store.messagesAfter(conversationId, span.firstSeq - 1, span.lastSeq - span.firstSeq + 1);
    const within = rows.filter((row) => row.seq <= span.lastSeq);
    return { outcome: 'duplicate', incoming: within.find((row) => row.direction === 'in'), replies: within.filter(isReply) };
  };

  const close = (): Promise<void> => {
    closed = true;
    return lock.idle();
  };

  return { take, close };
}

/** Requests keep the language they were written in; mails and pages go by it later. */
function inLanguage(step: Step, language: Language | undefined): Step {
  const effects = step.effects.map((effect) =>
    effect.kind === 'saveRequest' && language !== undefined ? { ...effect, request: { ...effect.request, language } } : effect,
  );
  return { ...step, effects, state: { ...step.state, language } };
}

const isReply = (message: StoredMessage): boolean => message.direction === 'out';

/** A one-time button pressed again while its result is still the last thing said: the result stands, nothing is said twice. */
function resultStillNewest(read: ReadInput, loaded: Loaded): Span | undefined {
  const { pressedBefore, lastOut } = loaded;
  return read.press !== undefined && pressedBefore && lastOut && lastOut.seq <= pressedBefore.lastSeq ? pressedBefore : undefined;
}

function newConversation(arrival: Arrival): Conversation {
  return {
    id: arrival.conversationId,
    channel: arrival.channel,
    kind: arrival.conversationKind,
    lastSeq: 0,
    version: 0,
    startedAt: arrival.at,
    address: arrival.address,
  };
}

/** Not every activity names the person's language; the one named last stays. */
function withLocale(address: JsonObject, { address: before }: Conversation): JsonObject {
  return before?.locale === undefined ? address : { locale: before.locale, ...address };
}

const proactiveKinds: readonly Arrival['input']['kind'][] = ['timer', 'offerPage', 'agent', 'desk', 'hub', 'customer', 'mail'];

function sendsByConnector(arrival: Arrival, conversation: Conversation): boolean {
  const proactive = proactiveKinds.includes(arrival.input.kind);
  return arrival.address !== undefined || (proactive && conversation.address !== undefined);
}

/** Whoever acts there hears of a failure at once, and may try again. */
const hearElsewhere: readonly Arrival['input']['kind'][] = ['agent', 'customer', 'desk', 'hub', 'onBehalf', 'mail'];

/** Channels whose clients read the message table: what is stored reaches the person. */
const readsTheTable: readonly Channel[] = ['webchat', 'portal'];

function factsOf(loaded: Loaded, dialog: ReturnType<typeof readDialogState>, desk: Desk): Facts {
  const { requests, offers, orders, tickets, efforts, objections, ownTickets, organisation, orderers, handoff, customer } = loaded;
  return {
    dialog: dialog.state,
    dialogLost: dialog.lost,
    requests,
    offers,
    orders,
    tickets,
    efforts,
    objections,
    ownTickets,
    organisation,
    orderers,
    handoff,
    customer,
    desk,
  };
}

function turnOf(arrival: Arrival, read: ReadInput, ids: Ids): Turn {
  const { principal, at, channel, conversationId, conversationKind } = arrival;
  return { principal, at, ids, channel, conversationId, conversationKind, input: read.input };
}
