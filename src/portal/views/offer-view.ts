/** One offer: its frozen terms, what was shown, and either the decision or its outcome. */
import { offerLines } from '../../cards/offer-card.ts';
import type { Knowledge } from '../../content/knowledge.ts';
import { mayPlaceOrder } from '../../domain/identity.ts';
import type { Offer, OfferDecision, Order } from '../../domain/offer.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { OfferState } from '../../domain/vocabulary.ts';
import type { Visitor } from '../context.ts';
import { orderSentences } from './billing-view.ts';
import { shownText } from './shown-text.ts';
import { type Badge, type Line, offerBadge, offerStateAt, when } from './words.ts';

export interface OfferPageView {
  readonly id: string;
  readonly subject: string;
  readonly badge: Badge;
  readonly about: readonly Line[];
  readonly terms: readonly Line[];
  /** When it was made, forwarded, decided. */
  readonly times: readonly Line[];
  /** The words of the conversation, exactly as stored. */
  readonly shown?: { readonly text: string; readonly sha256: string } | undefined;
  readonly decision?: DecisionView | undefined;
  readonly outcome?: OutcomeView | undefined;
}

export interface DecisionView {
  readonly notes: readonly string[];
  readonly buttons: readonly { readonly decision: OfferDecision; readonly label: string }[];
  readonly pressToken: string;
}

export interface OutcomeView {
  readonly sentences: readonly string[];
  readonly ticketNumber?: string | undefined;
  readonly receiptHref?: string | undefined;
  readonly newerHref?: string | undefined;
}

export interface OfferFacts {
  readonly offer: Offer;
  readonly order?: Order | undefined;
  readonly ticket?: Ticket | undefined;
  /** The open offer that replaced this one, if the visitor may see it. */
  readonly newer?: Offer | undefined;
}

/** In: the offer with what belongs to it, who looks, now. Out: everything the page says; a decision only while it is open. */
export function offerPageView(knowledge: Knowledge, facts: OfferFacts, visitor: Visitor, at: number): OfferPageView {
  const { offer } = facts;
  const state = offerStateAt(offer, at);
  const lines = offerLines(knowledge, offer);
  return {
    id: offer.id,
    subject: offer.terms.subject,
    badge: offerBadge(knowledge, state),
    about: lines.about,
    terms: lines.terms,
    times: times(knowledge, offer),
    shown: offer.shown && { text: shownText(offer.shown.text), sha256: offer.shown.sha256 },
    ...(state === 'open' ? { decision: decision(knowledge, offer, visitor) } : { outcome: outcome(knowledge, facts, state) }),
  };
}

function times({ texts }: Knowledge, offer: Offer): Line[] {
  const moments = [
    [texts['portal.offer.asked'], offer.offeredAt],
    [texts['portal.offer.forwarded'], offer.forwardedAt],
    [texts['portal.offer.decided'], offer.decidedAt],
  ] as const;
  return moments.flatMap(([label, at]) => (at === undefined ? [] : [[label, when(at).text] as const]));
}

function decision({ texts }: Knowledge, offer: Offer, { principal }: Visitor): DecisionView {
  const mayOrder = mayPlaceOrder(principal, offer);
  const order = { decision: 'order', label: texts['button.order'] } as const;
  const noRight = texts[offer.forwardedAt === undefined ? 'portal.offer.noRight' : 'portal.offer.noRightForwarded'];
  return {
    notes: [texts['offer.note'], ...(mayOrder ? [] : [noRight])],
    buttons: [
      ...(mayOrder ? [order] : []),
      { decision: 'decline', label: texts['button.decline'] },
      { decision: 'review', label: texts['button.reviewFirst'] },
    ],
    pressToken: offer.pressToken,
  };
}

function outcome(knowledge: Knowledge, { order, ticket, newer }: OfferFacts, state: Exclude<OfferState, 'open'>): OutcomeView {
  const { texts } = knowledge;
  const sentences: Record<typeof state, readonly string[]> = {
    accepted: [texts['portal.offer.acceptedText'], ...(order ? orderSentences(knowledge, order) : [])],
    declined: [texts['offer.declined']],
    reviewRequested: [texts['offer.review']],
    expired: [texts['portal.offer.expiredText']],
    superseded: [texts['portal.offer.supersededText']],
    retracted: [texts['portal.offer.retractedText']],
  };
  return {
    sentences: sentences[state],
    ticketNumber: ticket?.number,
    receiptHref: order && `/portal/orders/${order.id}/receipt`,
    newerHref: newer && `/portal/offers/${newer.id}`,
  };
}
