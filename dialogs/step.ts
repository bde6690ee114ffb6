/** The shape of every dialog function: facts and turn in; state, replies and effects out. Pure: no clock, no chance, no I/O. */
import type { Knowledge } from '../src/content/knowledge.ts';
import { germanOf } from '../src/content/knowledge-in.ts';
import type { Phrase } from '../src/content/text-keys.ts';
import type { Action } from '../src/domain/action.ts';
import type { AgentAction, CustomerAction, Refusal } from '../src/domain/agent-action.ts';
import type { Effect } from '../src/domain/effect.ts';
import type { Effort } from '../src/domain/effort.ts';
import type { Desk, Handoff } from '../src/domain/handoff.ts';
import type { DeskAction, DeskRefusal } from '../src/domain/handoff-action.ts';
import type { HubNews } from '../src/domain/handoff-hub.ts';
import type { Contact, Organisation, Principal } from '../src/domain/identity.ts';
import type { MailDeed } from '../src/domain/incoming-mail.ts';
import type { Objection } from '../src/domain/objection.ts';
import type { Offer, OfferDecision, Order } from '../src/domain/offer.ts';
import type { OnBehalf, OnBehalfRefusal } from '../src/domain/on-behalf.ts';
import type { Request } from '../src/domain/request.ts';
import type { CustomerFacts } from '../src/domain/teams.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import type { Channel } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import type { Reply } from './reply.ts';
import type { DialogState } from './state.ts';

/** Everything a decision rests on, loaded once. */
export interface Facts {
  readonly dialog: DialogState;
  /** True when the stored state no longer parsed and was started afresh. */
  readonly dialogLost: boolean;
  readonly requests: readonly Request[];
  readonly offers: readonly Offer[];
  readonly orders: readonly Order[];
  readonly tickets: readonly Ticket[];
  readonly efforts: readonly Effort[];
  readonly objections: readonly Objection[];
  /** Tickets the person may see, newest first; only loaded when asked for. */
  readonly ownTickets: readonly Ticket[];
  readonly organisation?: Organisation | undefined;
  readonly orderers: readonly Contact[];
  /** The conversation's open hand-off, else its newest. */
  readonly handoff?: Handoff | undefined;
  readonly desk: Desk;
  /** What was found for the customer staff asked about; only for staff alone with the bot. */
  readonly customer?: CustomerFacts | undefined;
}

/** Sources of new ids; the only way anything random enters. */
export interface Ids {
  id(): string;
  token(): string;
  /** `IMM-2026-000123-7` */
  ticketNumber(): string;
}

export type TurnInput =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly understood: Understood;
      readonly uploads: readonly string[];
      readonly seq: number;
      readonly cut: boolean;
      /** For staff: the text without the customer's name and the question around it. */
      readonly about?: Understood | undefined;
    }
  /** A typed choice or a pressed button, its meaning read from the stored message. */
  | {
      readonly kind: 'action';
      readonly action: Action;
      readonly values: Readonly<Record<string, string>>;
      readonly original?: Understood | undefined;
      /** Of the message that stands for it. */
      readonly seq?: number | undefined;
    }
  | { readonly kind: 'unknownButton' }
  | { readonly kind: 'joined' }
  | { readonly kind: 'offerPage'; readonly offerId: string; readonly pressToken: string; readonly decision: OfferDecision | 'forward' }
  /** A support agent acts on a request of this conversation. */
  | { readonly kind: 'agent'; readonly action: AgentAction }
  /** A support agent acts on a hand-off of this conversation. */
  | { readonly kind: 'desk'; readonly action: DeskAction }
  /** News of a hub elsewhere about a hand-off of this conversation. */
  | { readonly kind: 'hub'; readonly handoffId: string; readonly news: HubNews }
  /** A customer acts on a request of this conversation, on the portal's pages. */
  | { readonly kind: 'customer'; readonly action: CustomerAction }
  /** Staff enter something for a customer by a form. */
  | { readonly kind: 'onBehalf'; readonly entry: OnBehalf; readonly understood: Understood }
  /** A mail that belongs to a ticket or an offer of this conversation, or begins it. */
  | { readonly kind: 'mail'; readonly deed: MailDeed }
  /** A wish kept from an anonymous chat: a new offer in the name of the person who now asks. */
  | { readonly kind: 'wish'; readonly offerId: string }
  | { readonly kind: 'timer'; readonly name: string; readonly offerId?: string | undefined; readonly handoffId?: string | undefined };

export interface Turn {
  readonly principal: Principal;
  readonly at: number;
  readonly ids: Ids;
  readonly channel: Channel;
  readonly conversationId: string;
  readonly conversationKind: 'personal' | 'group';
  readonly input: TurnInput;
}

export interface Scene {
  readonly facts: Facts;
  readonly turn: Turn;
  readonly knowledge: Knowledge;
}

/** The texts for what is written down, in tickets, orders and mails: German whatever is spoken. */
export const writtenTexts = ({ knowledge }: Scene): Knowledge['texts'] => germanOf(knowledge).texts;

export interface Step {
  readonly state: DialogState;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
  /** True when a request was brought to an end; the router then goes on with the next one of the same message. */
  readonly finished?: true | undefined;
  /** Why an agent's or the portal's action was not done; then nothing is written at all. */
  readonly refusal?: StepRefusal | undefined;
}

/** The code of a refusal, with what its sentence names. */
export interface StepRefusal {
  readonly code: Refusal | DeskRefusal | OnBehalfRefusal;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

/** A step that does nothing and says why. */
export function refuse(state: DialogState, code: StepRefusal['code'], values?: StepRefusal['values']): Step {
  return { state, replies: [], effects: [], refusal: values ? { code, values } : { code } };
}

/** A step that says these replies in the given state. */
export function say(state: DialogState, replies: readonly Reply[], effects: readonly Effect[] = []): Step {
  return { state, replies, effects };
}

/** The same step, marked as the end of its request. */
export function finish(step: Step): Step {
  return { ...step, finished: true };
}

/** A plain text reply. */
export function text(...phrases: readonly Phrase[]): Reply {
  return { kind: 'text', phrases };
}

/** Runs the next step on the state of the first and joins what both say and change. A request saved twice is saved once, as last changed. */
export function andThen(first: Step, next: (state: DialogState) => Step): Step {
  const second = next(first.state);
  return {
    state: second.state,
    replies: [...first.replies, ...second.replies],
    effects: joinEffects(first.effects, second.effects),
    finished: second.finished ?? first.finished,
    ...(first.refusal || second.refusal ? { refusal: first.refusal ?? second.refusal } : {}),
  };
}

function joinEffects(first: readonly Effect[], second: readonly Effect[]): readonly Effect[] {
  const saved = new Set(second.flatMap((effect) => (effect.kind === 'saveRequest' ? [effect.request.id] : [])));
  return [...first.filter((effect) => effect.kind !== 'saveRequest' || !saved.has(effect.request.id)), ...second];
}

/** The request as this turn's earlier effects left it, else as loaded. */
export function requestNow(scene: Scene, effects: readonly Effect[], id: string): Request | undefined {
  const saved = effects.findLast((effect) => effect.kind === 'saveRequest' && effect.request.id === id);
  return saved?.kind === 'saveRequest' ? saved.request : scene.facts.requests.find((request) => request.id === id);
}

/** The product's name as people know it. */
export function productName({ knowledge }: Scene, product: string | undefined): string {
  return productNameIn(knowledge, product);
}

/** The same as it is written down. */
export function writtenProductName({ knowledge }: Scene, product: string | undefined): string {
  return productNameIn(germanOf(knowledge), product);
}

/** The product's name in a language's words. */
export function productNameIn({ products, texts }: Knowledge, product: string | undefined): string {
  return products.find((candidate) => candidate.id === product)?.name ?? texts['product.unknown'];
}
