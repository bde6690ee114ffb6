/** Brings delivered cards up to date in place: an offer that was decided loses its buttons and says so. Nothing depends on it. */
import { fill, type Knowledge } from '../content/knowledge.ts';
import { knowledgeIn } from '../content/knowledge-in.ts';
import type { Log } from '../domain/log.ts';
import type { Json, JsonObject, StoredMessage } from '../domain/message.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { SentCard, StaleCard, TeamsStore } from '../domain/teams.ts';
import { type Address, addressSchema } from './address.ts';
import type { Connector } from './connector.ts';
import { replyActivity } from './outgoing.ts';
import type { SendRate } from './send-rate.ts';
import type { Timing } from './timing.ts';

export interface CardUpdatesOptions {
  readonly store: Pick<TeamsStore, 'keepSentCard' | 'staleCards' | 'cardShows'> & Pick<MessageStore, 'onCommitted'>;
  readonly connector: Pick<Connector, 'update'>;
  readonly rate: SendRate;
  readonly knowledge: () => Knowledge;
  readonly timing: Timing;
  readonly log: Log;
}

export interface CardUpdates {
  /** Remembers a delivered message if it shows a state that may change. Never rejects. */
  delivered(message: StoredMessage, activityId: string): Promise<void>;
  start(): void;
  /** Resolves when no update is running. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const schema = 'https://schema.support-lotse.dev/';
const batch = 20;
const mostTries = 3;
/** Only Teams is known to update activities. */
const place = 'teams:';
const pauseAfterMiss = 5_000;

export function createCardUpdates(options: CardUpdatesOptions): CardUpdates {
  const { store, timing, log } = options;
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let stopListening: () => void = () => undefined;
  let closed = false;

  function look(conversationId: string): void {
    if (closed || !conversationId.startsWith(place)) return;
    if (running.has(conversationId)) return void again.add(conversationId);
    const work = bringUpToDate(conversationId)
      .catch((error: unknown) => log.error({ err: error, conversationId }, 'cards could not be updated'))
      .finally(() => {
        running.delete(conversationId);
        if (again.delete(conversationId)) look(conversationId);
      });
    running.set(conversationId, work);
  }

  async function bringUpToDate(conversationId: string): Promise<void> {
    for (const card of await store.staleCards(conversationId, batch)) await updateOne(card);
  }

  async function updateOne(card: StaleCard): Promise<void> {
    const address = addressSchema.safeParse(card.address);
    for (let tries = 1; address.success && tries <= mostTries && !closed; tries += 1) {
      const wait = await attempt(card, address.data);
      if (wait === 0) break;
      await new Promise<void>((resolve) => timing.after(wait, resolve));
    }
    // Updated, or never to be: either way this state is done with.
    if (!closed) await store.cardShows(card.conversationId, card.seq, card.stateNow);
  }

  /** Out: 0 when there is nothing more to try, else the wait before the next try. */
  async function attempt(card: StaleCard, address: Address): Promise<number> {
    for (let wait = book(card); wait > 0; wait = book(card)) await new Promise<void>((resolve) => timing.after(wait, resolve));
    const activity = settledActivity(card, options.knowledge());
    const outcome = await options.connector.update(address, card.activityId, activity);
    if (outcome.kind === 'delivered' || outcome.kind === 'rejected' || outcome.kind === 'stopped') return 0;
    log.warn({ conversationId: card.conversationId, seq: card.seq, outcome }, 'a card could not be updated');
    return outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? pauseAfterMiss) : pauseAfterMiss;
  }

  const book = (card: StaleCard): number => options.rate.book(card.conversationId, timing.now());

  return {
    async delivered(message, activityId) {
      const card = cardOf(message, activityId);
      if (!card) return;
      await store.keepSentCard(card).catch((error: unknown) => log.error({ err: error }, 'a sent card could not be kept'));
      look(message.conversationId);
    },
    start() {
      stopListening = store.onCommitted(({ conversationId }) => look(conversationId));
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
    async close() {
      closed = true;
      stopListening();
    },
  };
}

/** Offers and tickets name themselves in an entity with the state that is shown. */
function cardOf({ conversationId, seq, content }: StoredMessage, activityId: string): SentCard | undefined {
  if (!content.card) return undefined;
  for (const { type, id, state } of content.entities ?? []) {
    const about = type === `${schema}offer` ? 'offer' : type === `${schema}ticket` ? 'ticket' : undefined;
    if (about && typeof id === 'string' && typeof state === 'string') return { conversationId, seq, activityId, about, aboutId: id, state };
  }
  return undefined;
}

/** In: a card as it was sent and its state now. Out: the same card with the state at its head, an offer without its buttons; the words say it too. */
export function settledActivity({ conversationId, seq, about, content, stateNow }: StaleCard, knowledge: Knowledge): JsonObject {
  const { texts } = knowledgeIn(knowledge, content.language ?? 'de');
  const name = about === 'offer' ? texts[`offerState.${stateNow as 'declined'}`] : texts[`state.${stateNow as 'new'}`];
  const line = fill(texts['card.stateNow'], { state: name ?? stateNow });
  const card = content.card && withLine(content.card, line, about === 'offer');
  const entities = content.entities?.map((entity) => (entity.type === `${schema}${about}` ? { ...entity, state: stateNow } : entity));
  const settled = { text: `**${line}**\n\n${content.text}`, card, entities };
  const message = {
    conversationId,
    seq,
    direction: 'out',
    author: 'bot',
    authorId: 'bot',
    actions: [],
    important: false,
    delivery: 'none',
    at: 0,
  } as const;
  return replyActivity({ ...message, content: settled }, 'teams');
}

function withLine({ actions, body, ...rest }: JsonObject, line: string, closes: boolean): JsonObject {
  const parts = (Array.isArray(body) ? body : []) as readonly Json[];
  const kept = closes ? parts.filter((part) => !isActionSet(part)) : parts;
  const head = { type: 'TextBlock', text: line, weight: 'Bolder', wrap: true };
  return { ...rest, body: [head, ...kept], ...(actions !== undefined && !closes ? { actions } : {}) };
}

function isActionSet(part: Json): boolean {
  return typeof part === 'object' && part !== null && 'type' in part && part.type === 'ActionSet';
}
