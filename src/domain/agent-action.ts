/** What a support agent, or a customer outside the chat's buttons, wants done with one request. Closed unions; ids come from reads, meanings never from text. */
import type { ClauseId, Coverage, TicketState } from './vocabulary.ts';

/** Classings a person may make; "wird geprüft" is not one. */
export const finalCoverages = ['covered', 'billable', 'notOffered'] as const satisfies readonly Coverage[];
export type FinalCoverage = (typeof finalCoverages)[number];

/** A classing by a person with its reason, in words the customer reads. */
export interface Classing {
  readonly coverage: FinalCoverage;
  readonly clauses: readonly ClauseId[];
  /** Key of `content/rates.yaml` categories; needed when billable. */
  readonly category?: string | undefined;
  readonly reason: string;
}

/** A rate typed by an agent, net. */
export interface EnteredRate {
  readonly netCentsPerHour: number;
  readonly vatPercent: number;
  readonly incrementMinutes: number;
  readonly minimumMinutes: number;
}

/** An offer an agent makes with a classing: at the rate on file, or at an entered one, which needs its validity. */
export interface OfferDraft {
  readonly rate: 'onFile' | EnteredRate;
  readonly ceilingMinutes?: number | undefined;
  readonly validDays?: number | undefined;
}

/** States an agent sets by hand; the others follow from offers, orders and customers. */
export const agentTicketStates = ['open', 'waitingCustomer', 'resolved', 'closed'] as const satisfies readonly TicketState[];
export type AgentTicketState = (typeof agentTicketStates)[number];

/** How an objection ends: the classing stays, or it changes. */
export type ObjectionResult =
  | { readonly kind: 'upheld'; readonly answer: string }
  | { readonly kind: 'granted'; readonly classing: Classing };

/** Fields of a ticket that agents correct; the rest follows from classing, offer, order and who asked. */
export const agentTicketFields = ['subject', 'product', 'category', 'urgency'] as const;
export type AgentTicketField = (typeof agentTicketFields)[number];

/** A new value, beside the one the agent saw: when the field says something else by now, nothing is changed. Nothing said reads ''. */
export interface FieldChange {
  readonly seen: string;
  readonly to: string;
}
export type FieldChanges = Readonly<Partial<Record<AgentTicketField, FieldChange>>>;

export const longestSubject = 80;

interface OfRequest {
  readonly requestId: string;
  /** The request's version the agent saw; when it moved on, the action is refused as stale. */
  readonly seenVersion?: number | undefined;
}

export type AgentAction = OfRequest &
  (
    | { readonly kind: 'classify'; readonly classing: Classing; readonly offer?: OfferDraft | undefined }
    | { readonly kind: 'retractOffer'; readonly offerId: string; readonly reason: string }
    /** The classing behind a conditional order holds; work may start. */
    | { readonly kind: 'confirmOrder'; readonly orderId: string }
    /** Covered after all: nothing is billed. */
    | { readonly kind: 'cancelOrder'; readonly orderId: string; readonly clauses: readonly ClauseId[]; readonly reason: string }
    | { readonly kind: 'fulfilOrder'; readonly orderId: string }
    /** Negative minutes correct earlier ones. */
    | { readonly kind: 'addEffort'; readonly minutes: number; readonly note: string }
    | { readonly kind: 'changeFields'; readonly changes: FieldChanges }
    | { readonly kind: 'setTicketState'; readonly to: AgentTicketState }
    | { readonly kind: 'reply'; readonly text: string }
    | { readonly kind: 'note'; readonly text: string }
    | { readonly kind: 'decideObjection'; readonly objectionId: string; readonly result: ObjectionResult }
  );

/** What customers do with a request on the portal's pages; the chat has buttons for the same. */
export type CustomerAction = { readonly requestId: string } & (
  | { readonly kind: 'withdrawOrder' }
  | { readonly kind: 'withdrawTicket' }
  | { readonly kind: 'objectTo'; readonly reason: string }
  /** With files that are stored already. */
  | { readonly kind: 'replyToTicket'; readonly text: string; readonly uploads?: readonly string[] | undefined }
  | { readonly kind: 'requestOffer' }
  | { readonly kind: 'otherBuyer' }
);

/** Why an agent's action was refused; nothing was changed. Each has a sentence `agent.refused.<code>`. */
export const agentRefusals = [
  'notAllowed',
  'unknown',
  'stale',
  'closed',
  'orderActive',
  'objectionOpen',
  'objectionDecided',
  'objectionNone',
  'ownClassing',
  'sameCoverage',
  'clauseUnknown',
  'categoryUnknown',
  'offerNeedsBillable',
  'noOrganisation',
  'otherBuyer',
  'groupConversation',
  'rateMissing',
  'validityMissing',
  'ceilingTooLow',
  'declinedBefore',
  'offerNotOpen',
  'offerOpen',
  'orderState',
  'orderNeeded',
  'ceilingReached',
  'effortNegative',
  'ticketState',
  'ticketMissing',
  'fieldsMoved',
  'fieldUnknown',
  'topicOfClassing',
] as const;
export type AgentRefusal = (typeof agentRefusals)[number];

/** Why a customer's action was refused; nothing was changed. Each has a sentence `customer.refused.<code>`. */
export const customerRefusals = [
  'notYours',
  'noRight',
  'noTicket',
  'over',
  'noOrder',
  'workBegun',
  'notFinal',
  'covered',
  'objectionRunning',
  'objectionDecided',
  'offerOpen',
  'empty',
] as const;
export type CustomerRefusal = (typeof customerRefusals)[number];

export type Refusal = AgentRefusal | CustomerRefusal;
