/** The box "Abrechnung" of a ticket: what the classing says, what was offered, what was ordered. */
import { offerLines } from '../../cards/offer-card.ts';
import { fill, type Knowledge } from '../../content/knowledge.ts';
import type { Organisation } from '../../domain/identity.ts';
import { isOpen, type Order } from '../../domain/offer.ts';
import type { TicketView } from '../../domain/ports.ts';
import { isForConsultants } from '../../domain/ticket.ts';
import { type Line, when } from './words.ts';

export interface BillingView {
  readonly sentences: readonly string[];
  /** Clauses the classing cites, with what they say. */
  readonly clauses: readonly string[];
  /** State of the order, if there is one. */
  readonly order?: { readonly state: string; readonly receiptHref: string; readonly receiptPdfHref: string } | undefined;
  /** An offer that waits for a decision. */
  readonly openOfferHref?: string | undefined;
  /** Terms of the offer that was ordered, or is open, or was the last one. */
  readonly terms: readonly Line[];
}

/** In: the ticket with what belongs to it, the visitor's organisation, now. Out: the box. */
export function billingView(knowledge: Knowledge, found: TicketView, organisation: Organisation | undefined, at: number): BillingView {
  const { order, offers, request } = found;
  const open = offers.find((offer) => isOpen(offer, at));
  const main = offers.find((offer) => offer.id === order?.offerId) ?? open ?? offers[0];
  return {
    sentences: [
      ...(order ? orderSentences(knowledge, order) : classingSentences(knowledge, found, organisation, open !== undefined)),
      ...reasonOf(knowledge, found),
    ],
    clauses: (request.assessment?.clauses ?? []).map((clause) => `${clause} ${knowledge.clauses[clause] ?? ''}`.trim()),
    order: order && {
      state: knowledge.texts[`portal.order.${order.state}`],
      receiptHref: `/portal/orders/${order.id}/receipt`,
      receiptPdfHref: `/portal/orders/${order.id}/receipt?format=pdf`,
    },
    openOfferHref: open && `/portal/offers/${open.id}`,
    terms: main ? offerLines(knowledge, main).terms : [],
  };
}

/** Why a person classed it so. */
function reasonOf({ texts }: Knowledge, { request: { assessment } }: TicketView): string[] {
  const { finality, reason } = assessment ?? {};
  return finality === 'final' && reason ? [fill(texts['final.reason'], { reason })] : [];
}

/** What an order's state means for the bill. */
export function orderSentences({ texts }: Knowledge, order: Order): string[] {
  const placed = fill(texts['portal.billing.ordered'], { date: when(order.placedAt).text, name: order.placedByName });
  const after = {
    placed: texts['order.conditional'],
    confirmed: texts['portal.order.confirmedText'],
    fulfilled: texts['portal.order.confirmedText'],
    withdrawn: texts['portal.order.withdrawnText'],
    cancelled: texts['portal.order.cancelledText'],
  };
  return [placed, after[order.state]];
}

function classingSentences(
  knowledge: Knowledge,
  { ticket, request }: TicketView,
  organisation: Organisation | undefined,
  hasOffer: boolean,
): string[] {
  const { texts } = knowledge;
  if (ticket.state === 'declined') return [texts['portal.billing.declined']];
  if (isForConsultants(ticket)) return [texts['portal.billing.onSite']];
  const isFinal = request.assessment?.finality === 'final';
  const offer = hasOffer ? [texts['portal.billing.offerWaits']] : [];
  switch (ticket.coverage) {
    case 'covered': {
      const contract = ticket.product !== undefined && organisation?.contracts.includes(ticket.product) === true;
      if (isFinal) return [texts['portal.billing.finalCovered']];
      return [texts[contract ? 'portal.billing.coveredByContract' : 'portal.billing.covered']];
    }
    case 'billable':
      return [texts[isFinal ? 'portal.billing.finalBillable' : 'portal.billing.billable'], ...offer];
    case 'notOffered':
      return [texts['portal.billing.notOffered']];
    default:
      return [texts['portal.billing.undecided'], ...offer];
  }
}
