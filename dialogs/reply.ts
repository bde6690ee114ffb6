/** What a dialog says, as data; `src/cards` turns it into words, cards and buttons. A closed union. */
import type { Phrase } from '../src/content/text-keys.ts';
import type { Action } from '../src/domain/action.ts';
import type { SaidFile } from '../src/domain/handoff-action.ts';
import type { Offer, Order } from '../src/domain/offer.ts';
import type { Request } from '../src/domain/request.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import type { ClauseId, Label } from '../src/domain/vocabulary.ts';

/** A button: its words (a phrase, or a name that is data such as a product's) and what it does. */
export interface Choice {
  readonly title: Phrase | { readonly literal: string };
  readonly action: Action;
}

/** Attached to messages that answer understanding; becomes the `understanding` entity. */
export interface Understanding {
  readonly label: Label;
  readonly confidence: number;
  readonly clauses: readonly ClauseId[];
}

interface Common {
  readonly understanding?: Understanding | undefined;
  /** Quick choices below the message. */
  readonly choices?: readonly Choice[] | undefined;
}

export type Reply =
  | (Common & {
      readonly kind: 'text';
      readonly phrases: readonly Phrase[];
      /** Repeating it after an unknown outcome is right. */
      readonly important?: boolean | undefined;
      readonly clauses?: readonly ClauseId[] | undefined;
      readonly expectsInput?: boolean | undefined;
      /** Offers the way to the conversation with the bot alone, where the channel can open one. */
      readonly personalChat?: boolean | undefined;
      /** A page of ours to go to, as a path; rendered as a link below the words. */
      readonly page?: { readonly label: Phrase; readonly path: string } | undefined;
    })
  /** An FAQ entry; `note` comes below the answer. */
  | (Common & { readonly kind: 'answer'; readonly faqId: string; readonly notes: readonly Phrase[] })
  /** The offer with its exact terms; who may not order sees *Zur Freigabe weiterleiten*. */
  | (Common & { readonly kind: 'offer'; readonly offer: Offer; readonly mayOrder: boolean; readonly canForward: boolean })
  /** What the offer below it says, for a conversation that is not German; the offer itself always is. */
  | (Common & { readonly kind: 'offerSummary'; readonly offer: Offer; readonly canForward: boolean })
  | (Common & { readonly kind: 'ticketSummary'; readonly request: Request; readonly phrases: readonly Phrase[] })
  | (Common & {
      readonly kind: 'ticketReceipt';
      readonly ticket: Ticket;
      readonly order?: Order | undefined;
      readonly phrases: readonly Phrase[];
    })
  | (Common & { readonly kind: 'ticketList'; readonly tickets: readonly Ticket[]; readonly phrases: readonly Phrase[] })
  /** Words of a support agent to the customer, as typed. */
  | (Common & {
      readonly kind: 'agentMessage';
      readonly agentId: string;
      readonly agentName: string;
      readonly text: string;
      readonly files?: readonly SaidFile[] | undefined;
    })
  | (Common & { readonly kind: 'handoffNotice'; readonly id: string; readonly state: string; readonly phrases: readonly Phrase[] });
