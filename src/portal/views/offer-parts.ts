/** What an offer's page lets the visitor do, and what it says of the outcome. */
import type { OfferDecision } from '../../domain/offer.ts';

export interface DecisionView {
  /** Whether the visitor may order, or those who may have it already. */
  readonly right: 'own' | 'forwarded' | 'missing';
  /** An objection is decided first. */
  readonly waits: boolean;
  readonly notes: readonly string[];
  /** What the visitor has done already. It stands where its button stood, so that a second press meets no other button. */
  readonly done?: string | undefined;
  readonly buttons: readonly { readonly decision: OfferDecision | 'forward'; readonly label: string }[];
  /** Where a person has classed: the ticket on whose page an objection may be raised instead of a review. */
  readonly objectTo?: string | undefined;
}

export interface OutcomeView {
  readonly sentences: readonly string[];
  readonly ticketNumber?: string | undefined;
  readonly receiptHref?: string | undefined;
  readonly newerHref?: string | undefined;
  /** True when the same may be asked for again. */
  readonly canRenew: boolean;
}
