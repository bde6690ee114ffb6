/** The receipt of an order: who ordered what when, the exact terms, the words as shown, and the values that prove it. */
import { moment } from '../../cards/format.ts';
import { offerLines } from '../../cards/offer-card.ts';
import { termsInShort } from '../../cards/offer-summary.ts';
import { shownText } from '../../cards/shown-text.ts';
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { knowledgeIn } from '../../content/knowledge-in.ts';
import type { DatedHead, LedgerRow } from '../../domain/ledger.ts';
import type { Offer, Order } from '../../domain/offer.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Paper, PaperBlock, PaperSection } from '../../paper/paper.ts';
import { orderSentences } from './billing-view.ts';
import { type Line, when } from './words.ts';

export interface ReceiptFacts {
  readonly order: Order;
  readonly offer: Offer;
  readonly ledger: LedgerRow;
  readonly head: DatedHead;
  readonly ticket?: Ticket | undefined;
}

/** In: the order with its offer and ledger row. Out: everything the receipt says: German, with a summary above it where the offer was made in another language. */
export function receiptPaper(knowledge: Knowledge, facts: ReceiptFacts): Paper {
  const { texts, service } = knowledge;
  const { order, offer, ticket } = facts;
  const { about, terms } = offerLines(knowledge, offer);
  const author = `${service.vendorName} ${service.productLine}`;
  const number = ticket?.number ?? order.id;
  return {
    author,
    over: `${author} · ${texts['portal.title']}`,
    title: texts['portal.receipt.title'],
    about: number,
    fileName: `Nachweis-${number}`,
    at: order.placedAt,
    pageWords: texts['paper.page'],
    sections: [
      ...summaryOf(knowledge, facts),
      { blocks: [lines(factsOf(knowledge, facts))] },
      { title: texts['ticket.next'], blocks: nextOf(knowledge, facts).map((text): PaperBlock => ({ kind: 'text', text })) },
      { title: texts['portal.offer.about'], blocks: [lines(about)] },
      {
        title: texts['portal.receipt.terms'],
        blocks: [{ kind: 'lines', lines: terms, strong: [texts['offer.net'], texts['offer.gross']] }],
      },
      ...shownOf(knowledge, offer),
      {
        title: texts['portal.receipt.proof'],
        blocks: [
          { kind: 'text', text: texts['portal.receipt.proofNote'], quiet: true },
          { kind: 'lines', lines: proofOf(knowledge, facts), code: true },
        ],
      },
    ],
  };
}

function summaryOf(german: Knowledge, { order, offer, ticket }: ReceiptFacts): PaperSection[] {
  const { language = 'de' } = offer;
  if (language === 'de') return [];
  const knowledge = knowledgeIn(german, language);
  const { receiptSummary: words } = knowledge;
  const said = [
    fill(words.ordered, { name: order.placedByName, date: moment(order.placedAt, language) }),
    ...(ticket ? [fill(words.ticket, { number: ticket.number })] : []),
    ...termsInShort(knowledge, offer, (plain) => plain),
  ];
  const blocks: PaperBlock[] = [
    { kind: 'text', text: words.binding },
    { kind: 'quote', text: said.join('\n') },
  ];
  return [{ title: words.title, language, blocks }];
}

const lines = (all: readonly Line[]): PaperBlock => ({ kind: 'lines', lines: all });

function factsOf({ texts }: Knowledge, { order, offer, ticket }: ReceiptFacts): Line[] {
  const number: Line[] = ticket ? [[texts['ticket.number'], ticket.number]] : [];
  return [
    [texts['portal.receipt.order'], order.id],
    ...number,
    [texts['portal.receipt.by'], order.placedByName],
    [texts['portal.receipt.at'], when(order.placedAt).text],
    [texts['portal.receipt.offered'], when(offer.offeredAt).text],
    [texts['portal.receipt.state'], texts[`portal.order.${order.state}`]],
  ];
}

function nextOf(knowledge: Knowledge, { order, ticket }: ReceiptFacts): string[] {
  const [, ...next] = orderSentences(knowledge, order);
  return [...next, ...(ticket ? [knowledge.texts[`stateNext.${ticket.state}`]] : [])];
}

function shownOf({ texts }: Knowledge, { shown }: Offer): PaperSection[] {
  if (!shown) return [];
  const record: PaperBlock = { kind: 'record', title: texts['portal.receipt.raw'], text: shown.text };
  return [{ title: texts['portal.receipt.shown'], blocks: [{ kind: 'quote', text: shownText(shown.text) }, record] }];
}

function proofOf({ texts }: Knowledge, { offer, ledger, head }: ReceiptFacts): Line[] {
  const shownHash: Line[] = offer.shown ? [[texts['portal.receipt.shownHash'], offer.shown.sha256]] : [];
  return [
    ...shownHash,
    [texts['portal.receipt.termsHash'], offer.termsSha256],
    [texts['portal.receipt.row'], String(ledger.n)],
    [texts['portal.receipt.hash'], ledger.hash],
    [texts['portal.receipt.previous'], ledger.previous],
    [
      texts['portal.receipt.head'],
      fill(texts['portal.receipt.headValue'], { date: when(head.at).text, count: head.count, hash: head.hash }),
    ],
  ];
}
