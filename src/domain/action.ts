/** What a button means. Buttons on the wire carry only `{a: '<seq>.<n>'}`; the meaning is read from the stored message. */
import type { HandoffReason } from './handoff.ts';
import type { OfferDecision } from './offer.ts';
import type { OnBehalfKind } from './on-behalf.ts';
import type { Label } from './vocabulary.ts';

/** Questions of the coverage dialog. */
export const coverageQuestions = ['product', 'kind', 'dataCause', 'workedBefore', 'trained'] as const;
export type CoverageQuestion = (typeof coverageQuestions)[number];

/** Fields of the ticket dialog. */
export const ticketFields = [
  'description',
  'symptom',
  'product',
  'errorText',
  'urgency',
  'contactName',
  'contactEmail',
  'company',
] as const;
export type TicketField = (typeof ticketFields)[number];

export const errands = ['ticket', 'human', 'status', 'help', 'topics', 'cancel', 'other', 'continue'] as const;
export type Errand = (typeof errands)[number];

export type Action =
  /** A guess of an ask-back, for the customer's message with this seq. */
  | { readonly kind: 'guess'; readonly label: Label; readonly ofSeq: number }
  | { readonly kind: 'faq'; readonly faqId: string }
  | { readonly kind: 'faqProduct'; readonly faqLabel: Label; readonly product: string; readonly ofSeq: number }
  /** A vote on an answer, for the customer's message with this seq if there was one. */
  | { readonly kind: 'helped'; readonly faqId: string; readonly helped: boolean; readonly ofSeq?: number | undefined }
  | { readonly kind: 'answer'; readonly requestId: string; readonly question: CoverageQuestion; readonly value: string }
  | { readonly kind: 'field'; readonly requestId: string; readonly field: TicketField; readonly value: string }
  | { readonly kind: 'changeField'; readonly requestId: string; readonly field?: TicketField | undefined }
  | { readonly kind: 'startTicket'; readonly requestId?: string | undefined }
  | { readonly kind: 'submitTicket'; readonly requestId: string }
  | { readonly kind: 'reviewAssessment'; readonly requestId: string }
  /** A wish for a visit becomes a request to the consultants. */
  | { readonly kind: 'askConsultants'; readonly requestId: string }
  | { readonly kind: 'requestOffer'; readonly requestId: string }
  | { readonly kind: 'dropRequest'; readonly requestId: string }
  | { readonly kind: 'takeRequest'; readonly requestId: string }
  | { readonly kind: 'decideOffer'; readonly offerId: string; readonly decision: OfferDecision }
  | { readonly kind: 'forwardOffer'; readonly offerId: string }
  | { readonly kind: 'changeOffer'; readonly offerId: string }
  | { readonly kind: 'showOffer'; readonly offerId: string }
  /** Somebody else than the organisation is to pay. */
  | { readonly kind: 'otherBuyer'; readonly offerId: string }
  | { readonly kind: 'withdrawOrder'; readonly requestId: string }
  | { readonly kind: 'withdrawTicket'; readonly requestId: string }
  | { readonly kind: 'objectTo'; readonly requestId: string }
  | { readonly kind: 'replyToTicket'; readonly requestId: string }
  | { readonly kind: 'orderDetail'; readonly ticketId: string; readonly urgency: string }
  /** Leaves the queue or the conversation with a human and takes a ticket instead. */
  | { readonly kind: 'leaveTicket'; readonly handoffId: string }
  /** Leaves the queue or the conversation with a human. */
  | { readonly kind: 'endHandoff'; readonly handoffId: string }
  | { readonly kind: 'answerRemote'; readonly handoffId: string; readonly remoteId: string; readonly accepted: boolean }
  /** Which of several customers staff mean, for their message with this seq. */
  | { readonly kind: 'staffCustomer'; readonly organisationId: string; readonly ofSeq: number }
  /** Opens a form for a customer where the channel has forms; about their message with this seq. */
  | { readonly kind: 'staffForm'; readonly form: OnBehalfKind; readonly organisationId: string; readonly ofSeq?: number | undefined }
  | { readonly kind: 'rateHandoff'; readonly handoffId: string; readonly helped: boolean }
  /** `other` below an ask-back says for which of the customer's messages no guess fitted; `human` may say why and about which request. */
  | {
      readonly kind: 'errand';
      readonly errand: Errand;
      readonly ofSeq?: number | undefined;
      readonly reason?: HandoffReason | undefined;
      readonly requestId?: string | undefined;
    };

/** True for presses that are stored and unique: the second one gets the first one's result. */
export function isOnce(action: Action): boolean {
  return oncePresses.includes(action.kind);
}

const oncePresses: readonly Action['kind'][] = [
  'decideOffer',
  'submitTicket',
  'forwardOffer',
  'otherBuyer',
  'withdrawOrder',
  'withdrawTicket',
  'leaveTicket',
  'endHandoff',
  'answerRemote',
  'rateHandoff',
];
