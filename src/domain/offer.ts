/** The offer (Angebot): a prompt with its exact, frozen terms; and the order that one press on it makes. */
import type { ClauseId, Language, OfferState, OrderState, ProductId } from './vocabulary.ts';

/** What is charged, exactly as shown. Money in euro cents, net unless named otherwise. */
export interface Rate {
  readonly netCentsPerHour: number;
  readonly vatPercent: number;
  readonly currency: 'EUR';
  readonly incrementMinutes: number;
  readonly minimumMinutes: number;
  /** True for the example rate outside production: shown as "Beispielsatz, nicht verbindlich". */
  readonly example: boolean;
  /** Version of the price list: hash of the rate's entry. */
  readonly version: string;
}

/** Everything the customer agrees to. Frozen when the offer is made, never re-read. */
export interface OfferTerms {
  readonly product?: ProductId | undefined;
  readonly productName: string;
  readonly subject: string;
  readonly description: string;
  readonly clauses: readonly ClauseId[];
  readonly category: string;
  readonly buyer: {
    readonly company: string;
    readonly customerNo: string;
    readonly organisationId?: string | undefined;
    /** Somebody else who is to pay, where the operator allows it. */
    readonly onBehalfOf?: string | undefined;
  };
  readonly rate: Rate;
  /** Upper limit in minutes, when one was agreed. */
  readonly ceilingMinutes?: number | undefined;
  /** Last moment at which the offer can be taken, ms UTC. */
  readonly validUntil: number;
  readonly contentVersion: string;
}

export interface Offer {
  readonly id: string;
  readonly requestId: string;
  readonly conversationId: string;
  readonly organisationId?: string | undefined;
  readonly ownerId: string;
  readonly madeBy: 'bot' | 'agent';
  readonly terms: OfferTerms;
  /** SHA-256 (hex) over the canonical JSON of the terms. */
  readonly termsSha256: string;
  readonly state: OfferState;
  /** Set when it was passed on to colleagues with the right to order, ms UTC. */
  readonly forwardedAt?: number | undefined;
  /** What was really shown: text and card as rendered, and the SHA-256 over both. Filled at the commit. */
  readonly shown?: { readonly text: string; readonly sha256: string } | undefined;
  /** Of the conversation when it was made. The offer is German; elsewhere a summary stands above it. */
  readonly language?: Language | undefined;
  /** Unguessable one-time id for the press on the offer's page; exists nowhere else. */
  readonly pressToken: string;
  readonly offeredAt: number;
  readonly decidedAt?: number | undefined;
  readonly version: number;
}

export interface Order {
  readonly id: string;
  readonly offerId: string;
  readonly requestId: string;
  readonly organisationId: string;
  /** Principal id of the person who pressed. */
  readonly placedBy: string;
  readonly placedByName: string;
  readonly state: OrderState;
  readonly placedAt: number;
  readonly version: number;
}

export const offerDecisions = ['order', 'decline', 'review'] as const;
export type OfferDecision = (typeof offerDecisions)[number];

/** True while the offer can still be taken; rests on the stored deadline, never on a timer having fired. */
export function isOpen(offer: Offer, at: number): boolean {
  return offer.state === 'open' && at <= offer.terms.validUntil;
}

/** Money for an effort in minutes at a rate. In: minutes > 0; out: billed minutes after minimum and increment, and net, VAT, gross in cents (commercial rounding). */
export function price(rate: Rate, minutes: number): { billedMinutes: number; netCents: number; vatCents: number; grossCents: number } {
  const atLeast = Math.max(minutes, rate.minimumMinutes);
  const billedMinutes = Math.ceil(atLeast / rate.incrementMinutes) * rate.incrementMinutes;
  const netCents = Math.round((rate.netCentsPerHour * billedMinutes) / 60);
  const vatCents = Math.round((netCents * rate.vatPercent) / 100);
  return { billedMinutes, netCents, vatCents, grossCents: netCents + vatCents };
}
