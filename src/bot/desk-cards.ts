/** Keeps the agents' channel up to date from what is stored: a card for each hand-off and each ticket to class, changed in place, with its history in the thread. */
import { classingCard, type DeskContent, deskLine, handoffCard } from '../cards/desk-card.ts';
import type { Knowledge } from '../content/knowledge.ts';
import type { AgentStore } from '../domain/agent-ports.ts';
import type { DeskCard, DeskCardStore, DeskSubject } from '../domain/desk-card.ts';
import { isOpenHandoff } from '../domain/handoff.ts';
import type { HandoffStore } from '../domain/handoff-ports.ts';
import type { Log } from '../domain/log.ts';
import type { JsonObject } from '../domain/message.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { AgentChannel, TeamsStore } from '../domain/teams.ts';
import { type Address, addressSchema } from './address.ts';
import { rootOf } from './arrival.ts';
import type { Connector, SendOutcome } from './connector.ts';
import type { SendRate } from './send-rate.ts';
import type { Timing } from './timing.ts';

export interface DeskCardsOptions {
  readonly store: DeskCardStore &
    Pick<HandoffStore, 'openHandoffs' | 'handoffDetail'> &
    Pick<AgentStore, 'requestsToClass' | 'ordersToConfirm' | 'requestDetail'> &
    Pick<TeamsStore, 'agentChannel'> &
    Pick<MessageStore, 'onCommitted'>;
  readonly connector: Pick<Connector, 'send' | 'update'>;
  readonly rate: SendRate;
  readonly knowledge: () => Knowledge;
  readonly publicUrl: () => string;
  readonly timing: Timing;
  readonly log: Log;
}

export interface DeskCards {
  start(): void;
  /** Somebody spoke in a conversation: a channel that shut the bot out is tried again. */
  wake(conversationId: string): void;
  /** The card of a hand-off as it would be shown now. */
  handoffNow(id: string): Promise<JsonObject | undefined>;
  /** Resolves when nothing is being looked at. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What a card is about, as it stands now. */
interface Subject {
  readonly about: DeskSubject;
  readonly aboutId: string;
  readonly content: DeskContent;
  /** Differs when the card would show something else. */
  readonly mark: string;
  readonly lines: readonly string[];
  readonly isLive: boolean;
}

const soon = 250;
const regularly = 30_000;
const mostOpen = 50;
/** A send nobody confirmed is repeated after this, at most twice. */
const repeatAfter = 60_000;
const mostTries = 3;
const adaptive = 'application/vnd.microsoft.card.adaptive';

export function createDeskCards(options: DeskCardsOptions): DeskCards {
  const { store, connector, rate, knowledge, publicUrl, timing, log } = options;
  let running: Promise<void> | undefined;
  let again = false;
  let requested = false;
  let closed = false;
  /** The channel that shut the bot out; nothing goes there until somebody speaks in it. */
  let shut: string | undefined;
  let stopListening: () => void = () => undefined;
  let cancel: () => void = () => undefined;

  function look(): void {
    if (closed) return;
    if (running) {
      again = true;
      return;
    }
    running = bringUpToDate()
      .catch((error: unknown) => log.error({ err: error }, 'the agents’ channel could not be brought up to date'))
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          look();
        }
      });
  }

  function request(): void {
    if (requested || closed) return;
    requested = true;
    timing.after(soon, () => {
      requested = false;
      look();
    });
  }

  async function bringUpToDate(): Promise<void> {
    const channel = await store.agentChannel();
    const address = channel && rootAddress(channel);
    if (!channel || !address) return;
    const isShut = (): boolean => shut === address.conversation.id;
    for (const subject of isShut() ? [] : await subjects(channel)) if (!closed && !isShut()) await settle(subject, address);
  }

  async function subjects({ chosenAt }: AgentChannel): Promise<Subject[]> {
    const [open, toClass, live] = [
      await store.openHandoffs(mostOpen),
      [...(await store.requestsToClass(mostOpen)), ...(await store.ordersToConfirm(mostOpen))],
      await store.liveDeskCards(200),
    ];
    const handoffs = new Set([...open.map(({ handoff }) => handoff.id), ...idsOf(live, 'handoff')]);
    const fresh = toClass.filter(({ ticket }) => ticket.createdAt >= chosenAt);
    const requests = new Set([...fresh.map(({ request: { id } }) => id), ...idsOf(live, 'ticket')]);
    const found = [...(await Promise.all([...handoffs].map(ofHandoff))), ...(await Promise.all([...requests].map(ofTicket)))];
    return found.filter((subject) => subject !== undefined);
  }

  async function ofHandoff(aboutId: string): Promise<Subject | undefined> {
    const detail = await store.handoffDetail(aboutId);
    if (!detail) return undefined;
    const { handoff, events } = detail;
    const content = handoffCard(knowledge(), publicUrl(), detail);
    // How it came into the queue is what the card itself tells.
    const begun = events.findIndex(({ kind }) => kind !== 'requested' && kind !== 'queued');
    const lines = begun < 0 ? [] : events.slice(begun).map((event) => deskLine(knowledge(), event));
    const mark = [handoff.state, handoff.acceptedBy ?? '', handoff.forAgent ?? ''].join(':');
    return { about: 'handoff', aboutId, content, mark, lines, isLive: isOpenHandoff(handoff) };
  }

  async function ofTicket(aboutId: string): Promise<Subject | undefined> {
    const detail = await store.requestDetail(aboutId);
    if (!detail) return undefined;
    const { request: asked, ticket, offers, orders } = detail;
    const isOver = ticket.state === 'closed' || ticket.state === 'declined' || ticket.state === 'withdrawn';
    const { finality = 'provisional', coverage = 'undecided' } = asked.assessment ?? {};
    const content = classingCard(knowledge(), publicUrl(), detail);
    return {
      about: 'ticket',
      aboutId,
      content,
      mark: [finality, coverage, ticket.state, ...[offers[0], orders[0]].map((one) => one?.state ?? '')].join(':'),
      lines: [],
      isLive: finality !== 'final' && !isOver,
    };
  }

  /** Each step is taken by whoever keeps it first: of two processes one sends. */
  async function settle(subject: Subject, channel: Address): Promise<void> {
    const { about, aboutId } = subject;
    const kept = (await store.deskCard(about, aboutId)) ?? freshCard(subject, channel.conversation.id);
    if (kept.version === 0 && !subject.isLive) return;
    const sent = kept.activityId === undefined ? await send(kept, subject, channel) : kept;
    const shown = sent && (await update(sent, subject, channel));
    const told = shown && (await tell(shown, subject, channel));
    if (told && told.isLive !== subject.isLive) await store.keepDeskCard({ ...told, isLive: subject.isLive });
  }

  async function send(card: DeskCard, subject: Subject, channel: Address): Promise<DeskCard | undefined> {
    const now = timing.now();
    const isTaken = card.version > 0 && now - card.triedAt < repeatAfter;
    if (isTaken) return undefined;
    if (card.tries >= mostTries) return void (await store.keepDeskCard({ ...card, isLive: false }));
    const mine = await store.keepDeskCard({ ...card, tries: card.tries + 1, triedAt: now });
    if (!mine) return undefined;
    const outcome = await through(channel.conversation.id, () => connector.send(channel, activityOf(subject)));
    if (outcome.kind === 'delivered' && outcome.activityId !== undefined)
      return await store.keepDeskCard({ ...mine, activityId: outcome.activityId, shown: subject.mark, tries: 0 });
    report(subject, outcome);
    if (outcome.kind === 'throttled' || outcome.kind === 'unreached' || outcome.kind === 'stopped') await postpone(mine, outcome);
    return undefined;
  }

  /** Surely not delivered: tried again when the connector wants it, or somebody speaks again, without counting. */
  async function postpone(card: DeskCard, outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'stopped')
      return void (await store.keepDeskCard({ ...card, tries: card.tries - 1, triedAt: timing.now() - repeatAfter }));
    const wait = outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? regularly) : regularly;
    await store.keepDeskCard({ ...card, tries: card.tries - 1, triedAt: timing.now() - repeatAfter + wait });
    timing.after(wait, look);
  }

  async function update(card: DeskCard, subject: Subject, channel: Address): Promise<DeskCard | undefined> {
    if (card.shown === subject.mark || card.activityId === undefined) return card;
    const { activityId } = card;
    const place = { ...channel, conversation: { ...channel.conversation, id: card.conversationId } };
    const outcome = await through(card.conversationId, () => connector.update(place, activityId, activityOf(subject)));
    if (outcome.kind !== 'delivered') report(subject, outcome);
    if (outcome.kind === 'stopped') return undefined;
    const isDone = outcome.kind === 'delivered' || outcome.kind === 'rejected' || card.tries >= mostTries;
    if (isDone) return await store.keepDeskCard({ ...card, shown: subject.mark, tries: 0 });
    timing.after(outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? regularly) : regularly, look);
    return void (await store.keepDeskCard({ ...card, tries: card.tries + 1 }));
  }

  /** A line once lost is lost: it stands in the workspace too. */
  async function tell(card: DeskCard, subject: Subject, channel: Address): Promise<DeskCard | undefined> {
    let kept: DeskCard | undefined = card;
    for (const text of subject.lines.slice(card.told)) {
      kept = kept && (await store.keepDeskCard({ ...kept, told: kept.told + 1 }));
      if (!kept) return undefined;
      const thread = threadOf(channel, kept);
      await through(kept.conversationId, () => connector.send(thread, { type: 'message', textFormat: 'plain', text }));
    }
    return kept;
  }

  /** Within the limits of Teams, which hold for a channel with all its threads. */
  async function through(conversationId: string, call: () => Promise<SendOutcome>): Promise<SendOutcome> {
    for (let wait = rate.book(conversationId, timing.now()); wait > 0 && !closed; wait = rate.book(conversationId, timing.now()))
      await new Promise<void>((resolve) => timing.after(wait, resolve));
    const outcome = await call();
    if (outcome.kind === 'stopped') shut = rootOf(conversationId);
    return outcome;
  }

  const report = ({ about, aboutId }: Subject, outcome: SendOutcome): void =>
    log.warn({ about, aboutId, outcome }, 'a card in the agents’ channel was not confirmed');

  return {
    start() {
      stopListening = store.onCommitted(request);
      const repeat = (): void => {
        look();
        cancel = timing.after(regularly, repeat);
      };
      repeat();
    },
    wake(conversationId) {
      if (shut === undefined || rootOf(conversationId.replace(/^teams:/, '')) !== shut) return;
      shut = undefined;
      look();
    },
    async handoffNow(id) {
      return (await ofHandoff(id))?.content.card;
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      stopListening();
      cancel();
      await running;
    },
  };
}

function idsOf(cards: readonly DeskCard[], about: DeskSubject): string[] {
  return cards.filter((card) => card.about === about).map(({ aboutId }) => aboutId);
}

function freshCard({ about, aboutId }: Subject, conversationId: string): DeskCard {
  return { about, aboutId, conversationId, shown: '', told: 0, isLive: true, tries: 0, triedAt: 0, version: 0 };
}

/** The channel itself, not the thread in which it was chosen: each card begins a thread of its own. */
function rootAddress({ address }: AgentChannel): Address | undefined {
  const read = addressSchema.safeParse(address);
  if (!read.success) return undefined;
  const { activityId: _, user: __, ...rest } = read.data;
  return { ...rest, conversation: { ...rest.conversation, id: rootOf(rest.conversation.id) } };
}

/** Below its card; a group chat has no threads, there it is an answer to the card. */
function threadOf(channel: Address, { conversationId, activityId }: DeskCard): Address {
  const isChannel = channel.conversation.conversationType === 'channel';
  const id = isChannel ? `${conversationId};messageid=${activityId}` : conversationId;
  return { ...channel, conversation: { ...channel.conversation, id }, ...(isChannel ? {} : { activityId }) };
}

function activityOf({ content }: Subject): JsonObject {
  return { type: 'message', locale: 'de-DE', summary: content.text, attachments: [{ contentType: adaptive, content: content.card }] };
}
