/** What a turn changes. A closed union; storage has one handler for each, all in the turn's one transaction. */
import type { Effort } from './effort.ts';
import type { Handoff, HandoffEvent, HandoffState } from './handoff.ts';
import type { HubWork } from './handoff-hub.ts';
import type { LedgerDraft } from './ledger.ts';
import type { MailJob } from './mail.ts';
import type { Json } from './message.ts';
import type { Objection } from './objection.ts';
import type { Offer, Order } from './offer.ts';
import type { KeptAssessment, Request } from './request.ts';
import type { Lookup } from './teams.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { Label, OrderState } from './vocabulary.ts';

/** Who changed an order and why, kept beside it. */
export interface OrderChange {
  readonly id: string;
  readonly by: string;
  readonly byName: string;
  readonly byKind: 'customer' | 'agent';
  readonly reason?: string | undefined;
}

export type Effect =
  /** Inserts (version 0) or updates (where version matches) the request; stored with version + 1. */
  | { readonly kind: 'saveRequest'; readonly request: Request }
  /** Inserts the offer in state open; unique: one open offer per request. `shown` is filled by the turn after rendering. */
  | { readonly kind: 'makeOffer'; readonly offer: Offer; readonly ledger: LedgerDraft }
  /** Changes the offer where (id, state open, version) still holds; with `order`, inserts it (unique per offer). */
  | {
      readonly kind: 'decideOffer';
      readonly offer: Offer;
      readonly to: Exclude<Offer['state'], 'open'>;
      readonly at: number;
      readonly order?: Order | undefined;
      readonly ledger: LedgerDraft;
    }
  /** Passes the open offer on to colleagues with the right to order. */
  | { readonly kind: 'forwardOffer'; readonly offer: Offer; readonly at: number; readonly ledger: LedgerDraft }
  /** Changes the order where (id, state, version) still holds, and keeps the change. */
  | {
      readonly kind: 'changeOrder';
      readonly order: Order;
      readonly to: Exclude<OrderState, 'placed'>;
      readonly at: number;
      readonly change: OrderChange;
      readonly ledger: LedgerDraft;
    }
  /** Inserts an entry of effort; the database refuses a billable one without a confirmed order. */
  | { readonly kind: 'addEffort'; readonly effort: Effort; readonly ledger: LedgerDraft }
  /** Inserts the objection (unique per request). */
  | { readonly kind: 'raiseObjection'; readonly objection: Objection; readonly ledger: LedgerDraft }
  /** Decides the objection where (id, state open, version) still holds; given as it is afterwards, with the version it had. */
  | { readonly kind: 'decideObjection'; readonly objection: Objection; readonly ledger: LedgerDraft }
  /** Keeps a classing by a person in the request's history. */
  | { readonly kind: 'keepAssessment'; readonly assessment: KeptAssessment; readonly ledger: LedgerDraft }
  /** Inserts the ticket (unique per request) and its first history lines. */
  | { readonly kind: 'createTicket'; readonly ticket: Ticket; readonly events: readonly TicketEvent[]; readonly withTranscript?: true }
  /** Updates the ticket where (id, version) still holds, and adds history lines. `withTranscript`: the turn adds the conversation. */
  | { readonly kind: 'changeTicket'; readonly ticket: Ticket; readonly events: readonly TicketEvent[]; readonly withTranscript?: true }
  | { readonly kind: 'schedule'; readonly key: string; readonly dueAt: number; readonly name: string; readonly payload: Json }
  | { readonly kind: 'unschedule'; readonly key: string }
  /** Work for outside systems; sent after the commit by its own worker. */
  | { readonly kind: 'enqueue'; readonly work: 'mail'; readonly key: string; readonly payload: MailJob }
  /** The same for a hub elsewhere; items of one conversation go out in order. */
  | { readonly kind: 'enqueue'; readonly work: 'handoff'; readonly key: string; readonly payload: HubWork }
  /** Inserts the hand-off (at most one open per conversation). Its summary is filled by the turn. */
  | { readonly kind: 'requestHandoff'; readonly handoff: Handoff; readonly events: readonly HandoffEvent[] }
  /**
   * Changes the hand-off where (id, `from`, version) still holds; given as it is afterwards, with the version it had.
   * With `limit` only while the agent who takes it has fewer conversations in hand.
   */
  | {
      readonly kind: 'changeHandoff';
      readonly handoff: Handoff;
      readonly from: HandoffState;
      readonly events: readonly HandoffEvent[];
      readonly limit?: number | undefined;
    }
  /** Keeps that staff looked at a customer. */
  | { readonly kind: 'keepLookup'; readonly lookup: Lookup }
  /** Hand-offs come to this conversation from now on. */
  | { readonly kind: 'chooseAgentChannel'; readonly chosenBy: string; readonly chosenAt: number }
  /** Kept for editors: an answer's vote, a question nobody could answer or that was asked back about, the guess a person chose or that none fitted. */
  | {
      readonly kind: 'note';
      readonly about:
        | 'helped'
        | 'notHelped'
        | 'unanswered'
        | 'askedBack'
        | 'chosenGuess'
        | 'otherMeant'
        | 'wish'
        | 'chatHelped'
        | 'chatNotHelped';
      readonly label?: Label | undefined;
      readonly faqId?: string | undefined;
      /** Seq of the customer's message it is about. */
      readonly seq?: number | undefined;
      /** The customer's words without what points to a person; only where editors need them. */
      readonly text?: string | undefined;
      /** How sure the first guess was, 0 to 1. */
      readonly confidence?: number | undefined;
      /** The offer an anonymous visitor wanted to order. */
      readonly offerId?: string | undefined;
    };
