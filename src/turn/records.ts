/** What a turn leaves in the message table and the ledger: rows with their numbers, and offers with what was really shown. */
import type { Reply } from '../../dialogs/reply.ts';
import type { Step } from '../../dialogs/step.ts';
import type { RenderContext } from '../cards/buttons.ts';
import { render } from '../cards/render.ts';
import type { Effect } from '../domain/effect.ts';
import { canonicalJson, type LedgerDraft, sha256 } from '../domain/ledger.ts';
import type { Delivery, Json, JsonObject, MessageContent, StoredMessage } from '../domain/message.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { Arrival } from './types.ts';

/** The incoming message as it is kept, if the arrival leaves one. A press reads as the words on its button. */
export function incomingMessage(arrival: Arrival, seq: number, pressed: StoredMessage | undefined): StoredMessage | undefined {
  const { echo } = arrival;
  const text = wordsOf(arrival, pressed);
  if (text === undefined) return undefined;
  const content: MessageContent = { text, value: echo?.value, channelData: echo?.channelData, attachments: echo?.attachments };
  return {
    conversationId: arrival.conversationId,
    seq,
    direction: 'in',
    author: 'customer',
    authorId: arrival.principal.id,
    content,
    actions: [],
    important: false,
    delivery: 'none',
    at: arrival.at,
  };
}

function wordsOf({ input, principal }: Arrival, pressed: StoredMessage | undefined): string | undefined {
  switch (input.kind) {
    case 'text':
      return input.text;
    case 'press':
      return titleOf(pressed, input.a);
    case 'mail':
      // What an agent lets in is not said by the customer of the conversation.
      return principal.kind === 'agent' ? undefined : input.deed.text;
    default:
      return undefined;
  }
}

/** The words on a button of a message: below it, or anywhere in its card. */
function titleOf(message: StoredMessage | undefined, a: string): string {
  const below = message?.content.buttons?.find((button) => button.a === a)?.title;
  return below ?? titleInCard(message?.content.card, a) ?? '';
}

function titleInCard(part: Json | undefined, a: string): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  if (Array.isArray(part)) return part.map((item: Json) => titleInCard(item, a)).find((title) => title !== undefined);
  const { data, title } = part as JsonObject;
  const isButton = typeof data === 'object' && data !== null && 'a' in data && data.a === a;
  if (isButton && typeof title === 'string') return title;
  return Object.values(part)
    .map((item) => titleInCard(item, a))
    .find((found) => found !== undefined);
}

export interface Outgoing {
  readonly messages: readonly StoredMessage[];
  readonly effects: readonly Effect[];
}

/** Renders the replies for their places and fills offers and ledger entries with what was shown, where and by which activity. */
export function outgoing(
  step: Step,
  arrival: Arrival,
  firstSeq: number,
  delivery: Delivery,
  context: Omit<RenderContext, 'seq'>,
): Outgoing {
  const shown = new Map<string, string>();
  const messages = step.replies.map((reply, index): StoredMessage => {
    const seq = firstSeq + index;
    const rendered = render(reply, { ...context, seq });
    keepShown(shown, reply, rendered.content);
    const { actions, important } = rendered;
    const content = inLanguage(rendered.content, reply, context.knowledge.language);
    return {
      conversationId: arrival.conversationId,
      seq,
      direction: 'out',
      author: reply.kind === 'agentMessage' ? 'agent' : 'bot',
      authorId: reply.kind === 'agentMessage' ? reply.agentId : 'bot',
      content,
      actions,
      important,
      delivery,
      at: arrival.at,
    };
  });
  return { messages, effects: step.effects.map((effect) => complete(effect, arrival, shown)) };
}

/** Offers are German whatever is spoken. */
function inLanguage(content: MessageContent, reply: Reply, language: Language): MessageContent {
  return language === 'de' || reply.kind === 'offer' ? content : { ...content, language };
}

function keepShown(shown: Map<string, string>, reply: Reply, content: MessageContent): void {
  if (reply.kind === 'offer') shown.set(reply.offer.id, canonicalJson({ text: content.text, card: content.card ?? null }));
}

function complete(effect: Effect, arrival: Arrival, shown: ReadonlyMap<string, string>): Effect {
  switch (effect.kind) {
    case 'makeOffer': {
      const text = shown.get(effect.offer.id) ?? '';
      const offer = { ...effect.offer, shown: { text, sha256: sha256(text) } };
      return {
        ...effect,
        offer,
        ledger: circumstances({ ...effect.ledger, personal: { ...effect.ledger.personal, shown: text } }, arrival),
      };
    }
    case 'decideOffer':
    case 'forwardOffer': {
      const personal = { ...effect.ledger.personal, shown: effect.offer.shown?.text ?? '' };
      return { ...effect, ledger: circumstances({ ...effect.ledger, personal }, arrival) };
    }
    default:
      return 'ledger' in effect ? { ...effect, ledger: circumstances(effect.ledger, arrival) } : effect;
  }
}

function circumstances(draft: LedgerDraft, arrival: Arrival): LedgerDraft {
  const { channel, conversationId, activityId, input } = arrival;
  const button: JsonObject = input.kind === 'press' ? { button: input.a } : {};
  return { ...draft, facts: { ...draft.facts, channel, conversationId, activityId, by: input.kind, ...button } };
}
