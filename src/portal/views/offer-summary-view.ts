/** What stands above a German offer on its page when it comes from a conversation in another language: the terms in short, what each button means, what came of it. */
import { summaryParagraphs } from '../../cards/offer-summary.ts';
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { knowledgeIn } from '../../content/knowledge-in.ts';
import { type RichBlock, richText } from '../../content/rich-text.ts';
import type { Offer, Order } from '../../domain/offer.ts';
import type { Language, OfferState } from '../../domain/vocabulary.ts';
import type { DecisionView, OutcomeView } from './offer-parts.ts';

export interface OfferSummaryView {
  readonly language: Language;
  readonly title: string;
  readonly blocks: readonly RichBlock[];
}

interface Decided {
  readonly offer: Offer;
  readonly order?: Order | undefined;
}

/** What the page lets the visitor do, or says of the outcome. */
interface Rest {
  readonly decision?: DecisionView | undefined;
  readonly outcome?: OutcomeView | undefined;
}

/** In: the German content, the offer with its state, the rest of its page. Out: the summary; none for an offer from a German conversation. */
export function offerSummaryView(
  german: Knowledge,
  { offer, order }: Decided,
  state: OfferState,
  rest: Rest,
): OfferSummaryView | undefined {
  const { language = 'de' } = offer;
  if (language === 'de') return undefined;
  const knowledge = knowledgeIn(german, language);
  const { decision, outcome } = rest;
  const said = decision ? notes(knowledge, decision) : outcomeWords(knowledge, state, order);
  const ways = decision ? buttons(german, knowledge, decision) : outcome ? links(german, knowledge, outcome) : [];
  const markdown = [...said, summaryParagraphs(knowledge, offer, ways)].join('\n\n');
  return { language, title: knowledge.offerSummary.title, blocks: richText(markdown) };
}

function notes({ offerSummary: words, texts }: Knowledge, { right, waits }: DecisionView): string[] {
  const noRight = right === 'missing' ? [words.noRight] : right === 'forwarded' ? [words.noRightForwarded] : [];
  return [...noRight, ...(waits ? [texts['objection.orderWaits']] : [])];
}

function buttons({ texts: german }: Knowledge, { offerSummary: words }: Knowledge, decision: DecisionView): string[] {
  const meaning = {
    order: words.orderButton,
    forward: words.forwardButton,
    decline: words.declineButton,
    review: words.reviewButton,
  } as const;
  const object = decision.objectTo === undefined ? [] : [fill(words.objectButton, { caption: german['app.ticket.object'] })];
  return [...decision.buttons.map(({ decision: name, label: caption }) => fill(meaning[name], { caption })), ...object];
}

function outcomeWords({ offerSummary: words, texts }: Knowledge, state: OfferState, order: Order | undefined): string[] {
  switch (state) {
    case 'accepted':
      return [words.accepted, ...(order ? [orderWords(words, texts, order)] : [])];
    case 'declined':
      return [texts['offer.declined']];
    case 'reviewRequested':
      return [texts['offer.review']];
    case 'open':
      return [];
    default:
      return [words[state]];
  }
}

function orderWords(words: Knowledge['offerSummary'], texts: Knowledge['texts'], { state }: Order): string {
  const after = {
    placed: texts['order.conditional'],
    confirmed: words.orderConfirmed,
    fulfilled: words.orderConfirmed,
    withdrawn: words.orderWithdrawn,
    cancelled: words.orderCancelled,
  };
  return after[state];
}

function links({ texts: german }: Knowledge, { offerSummary: words }: Knowledge, outcome: OutcomeView): string[] {
  const { ticketNumber: number, receiptHref, newerHref, canRenew } = outcome;
  return [
    ...(number ? [fill(words.ticketLink, { caption: fill(german['portal.offer.toTicket'], { number }) })] : []),
    ...(receiptHref ? [fill(words.receiptLink, { caption: german['order.receiptLink'] })] : []),
    ...(canRenew ? [fill(words.renewButton, { caption: german['portal.offer.renew'] })] : []),
    ...(newerHref ? [fill(words.newerLink, { caption: german['portal.offer.newer'] })] : []),
  ];
}
