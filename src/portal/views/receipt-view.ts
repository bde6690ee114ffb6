/** The receipt of an order: who ordered what when, the exact terms, the words as shown, and the values that prove it. */
import { offerLines } from '../../cards/offer-card.ts';
import { shownText } from '../../cards/shown-text.ts';
import { fill, type Knowledge } from '../../content/knowledge.ts';
import type { LedgerHead, LedgerRow } from '../../domain/ledger.ts';
import type { Offer, Order } from '../../domain/offer.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { orderSentences } from './billing-view.ts';
import { type Line, when } from './words.ts';

export interface ReceiptView {
  readonly orderId: string;
  readonly ticketNumber?: string | undefined;
  readonly facts: readonly Line[];
  readonly about: readonly Line[];
  readonly terms: readonly Line[];
  readonly next: readonly string[];
  /** Words as shown, and the whole record that was hashed. */
  readonly shown?: { readonly text: string; readonly record: string } | undefined;
  readonly proof: readonly Line[];
}

export interface ReceiptFacts {
  readonly order: Order;
  readonly offer: Offer;
  readonly ledger: LedgerRow;
  readonly head: LedgerHead;
  readonly ticket?: Ticket | undefined;
}

/** In: the order with its offer and ledger row, now. Out: everything the receipt says. */
export function receiptView(knowledge: Knowledge, { order, offer, ledger, head, ticket }: ReceiptFacts, at: number): ReceiptView {
  const { texts } = knowledge;
  const [, ...next] = orderSentences(knowledge, order);
  const number: Line[] = ticket ? [[texts['ticket.number'], ticket.number]] : [];
  const headWords = fill(texts['portal.receipt.headValue'], { date: when(at).text, count: head.count, hash: head.hash });
  const shownHash: Line[] = offer.shown ? [[texts['portal.receipt.shownHash'], offer.shown.sha256]] : [];
  return {
    orderId: order.id,
    ticketNumber: ticket?.number,
    facts: [
      [texts['portal.receipt.order'], order.id],
      ...number,
      [texts['portal.receipt.by'], order.placedByName],
      [texts['portal.receipt.at'], when(order.placedAt).text],
      [texts['portal.receipt.offered'], when(offer.offeredAt).text],
      [texts['portal.receipt.state'], texts[`portal.order.${order.state}`]],
    ],
    ...offerLines(knowledge, offer),
    next: [...next, ...(ticket ? [texts[`stateNext.${ticket.state}`]] : [])],
    shown: offer.shown && { text: shownText(offer.shown.text), record: offer.shown.text },
    proof: [
      ...shownHash,
      [texts['portal.receipt.termsHash'], offer.termsSha256],
      [texts['portal.receipt.row'], String(ledger.n)],
      [texts['portal.receipt.hash'], ledger.hash],
      [texts['portal.receipt.previous'], ledger.previous],
      [texts['portal.receipt.head'], headWords],
    ],
  };
}
