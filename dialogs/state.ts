/** The dialog's memory: ids and small marks only; everything of value lies in requests, offers and tickets. */
import type { CoverageQuestion, TicketField } from '../src/domain/action.ts';
import type { Label, Language } from '../src/domain/vocabulary.ts';

/** What the bot waits for. */
export type Waiting =
  | { readonly for: 'question'; readonly requestId: string; readonly question: CoverageQuestion }
  | { readonly for: 'field'; readonly requestId: string; readonly field: TicketField }
  | { readonly for: 'summary'; readonly requestId: string }
  /** The description of a request that does not exist yet ("Ticket anlegen" without a word about what). */
  | { readonly for: 'newRequest'; readonly human: boolean }
  | { readonly for: 'offer'; readonly offerId: string }
  | { readonly for: 'offerDescription'; readonly offerId: string }
  /** Why the customer objects, in their words. */
  | { readonly for: 'objection'; readonly requestId: string }
  /** Words for the ticket. */
  | { readonly for: 'ticketReply'; readonly requestId: string }
  /** Who is to pay, where orders for others are allowed. */
  | { readonly for: 'buyer'; readonly offerId: string }
  /** The address of somebody without an account, for the ticket of a conversation with a human. */
  | { readonly for: 'handoffContact'; readonly ticketId: string };

export interface DialogState {
  readonly v: 1;
  readonly welcomed: boolean;
  /** Spoken last; the turn keeps it, dialogs need not. Unset until somebody's words tell; then the bot speaks German. */
  readonly language?: Language | undefined;
  readonly waiting?: Waiting | undefined;
  /** The last question that was answered, for "Und für Hausperfekt?". */
  readonly topic?: { readonly label: Label; readonly faqId: string } | undefined;
  /** The product named last. */
  readonly product?: string | undefined;
  /** Misunderstandings in a row. */
  readonly misunderstood: number;
  /** Requests of the same message that are still to be looked at. */
  readonly queue: readonly string[];
}

export const freshState: DialogState = { v: 1, welcomed: false, misunderstood: 0, queue: [] };
