/** One offer: its frozen terms, what was shown, and either the decision or its outcome. */
import { offerLines } from '../../cards/offer-card.ts';
import { shownText } from '../../cards/shown-text.ts';
import type { Knowledge } from '../../content/knowledge.ts';
import { mayAnswerOffer, mayPlaceOrder } from '../../domain/identity.ts';
import { judgeObjection, type Objection } from '../../domain/objection.ts';
import type { Offer, OfferDecision, Order } from '../../domain/offer.ts';
import type { Request } from '../../domain/request.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { OfferState } from '../../domain/vocabulary.ts';
import type { Visitor } from '../context.ts';
import { orderSentences } from './billing-view.ts';
import type { DecisionView, OutcomeView } from './offer-parts.ts';
import { type OfferSummaryView, offerSummaryView } from './offer-summary-view.ts';
import { type Badge, type Line, offerBadge, offerStateAt, when } from './words.ts';

export interface OfferPageView {
  readonly id: string;
  /** Of an offer from a conversation in another language: what stands above the German. */
  readonly summary?: OfferSummaryView | undefined;
  /** Proves that a press comes from this page. */
  readonly pressToken: string;
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

export interface OfferFacts {
  readonly offer: Offer;
  readonly order?: Order | undefined;
  readonly ticket?: Ticket | undefined;
  readonly request: Request;
  readonly objection?: Objection | undefined;
  /** The open offer that replaced this one, if the visitor may see it. */
  readonly newer?: Offer | undefined;
}

/** In: the offer with what belongs to it, who looks, now. Out: everything the page says; a decision only while it is open. */
export function offerPageView(knowledge: Knowledge, facts: OfferFacts, visitor: Visitor, at: number): OfferPageView {
  const { offer } = facts;
  const state = offerStateAt(offer, at);
  const lines = offerLines(knowledge, offer);
  const rest = state === 'open' ? { decision: decision(knowledge, facts, visitor) } : { outcome: outcome(knowledge, facts, state) };
  return {
    id: offer.id,
    summary: offerSummaryView(knowledge, facts, state, rest),
    pressToken: offer.pressToken,
    subject: offer.terms.subject,
    badge: offerBadge(knowledge, state),
    about: [...lines.about, ...reason(knowledge, facts)],
    terms: lines.terms,
    times: times(knowledge, offer),
    shown: offer.shown && { text: shownText(offer.shown.text), sha256: offer.shown.sha256 },
    ...rest,
  };
}

/** Why a person classed it so, beside the offer that came with that classing. */
function reason({ texts }: Knowledge, { offer, request: { assessment } }: OfferFacts): Line[] {
  const isOfThisClassing = offer.madeBy === 'agent' && assessment?.by === 'agent' && assessment.at === offer.offeredAt;
  return isOfThisClassing && assessment.reason ? [[texts['portal.offer.reason'], assessment.reason]] : [];
}

function times({ texts }: Knowledge, offer: Offer): Line[] {
  const moments = [
    [texts['portal.offer.asked'], offer.offeredAt],
    [texts['portal.offer.forwarded'], offer.forwardedAt],
    [texts['portal.offer.decided'], offer.decidedAt],
  ] as const;
  return moments.flatMap(([label, at]) => (at === undefined ? [] : [[label, when(at).text] as const]));
}

function decision({ texts }: Knowledge, { offer, request, ticket, objection }: OfferFacts, { principal }: Visitor): DecisionView {
  const mayOrder = mayPlaceOrder(principal, offer);
  const isForwarded = offer.forwardedAt !== undefined;
  const verdict = judgeObjection(request, ticket, objection);
  const waits = verdict === 'running';
  const noRight = texts[isForwarded ? 'portal.offer.noRightForwarded' : 'portal.offer.noRight'];
  const canForward = !mayOrder && !isForwarded && mayAnswerOffer(principal, offer);
  const all: readonly (readonly [OfferDecision | 'forward', boolean, string])[] = [
    ['order', mayOrder && !waits, texts['button.order']],
    ['forward', canForward && !waits, texts['button.forward']],
    ['decline', true, texts['button.decline']],
    ['review', request.assessment?.finality !== 'final', texts['button.reviewFirst']],
  ];
  return {
    right: mayOrder ? 'own' : isForwarded ? 'forwarded' : 'missing',
    waits,
    notes: [texts['offer.note'], ...(mayOrder ? [] : [noRight]), ...(waits ? [texts['objection.orderWaits']] : [])],
    done: isForwarded && !mayOrder ? texts['portal.offer.forwarded'] : undefined,
    buttons: all.flatMap(([name, isPossible, label]) => (isPossible ? [{ decision: name, label }] : [])),
    objectTo: verdict === 'possible' ? ticket?.number : undefined,
  };
}

function outcome(knowledge: Knowledge, { order, ticket, newer }: OfferFacts, state: Exclude<OfferState, 'open'>): OutcomeView {
  const { texts } = knowledge;
  const isOver = state === 'expired' || state === 'declined';
  const mayGoOn = ticket?.state !== 'closed' && ticket?.state !== 'withdrawn' && ticket?.orderId === undefined;
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
    canRenew: isOver && mayGoOn && !newer,
  };
}
