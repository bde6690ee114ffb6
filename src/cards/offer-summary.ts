/** The English summary above an offer: its terms in short, what its German buttons mean, and that the German text is what applies. */
import { fill, type Knowledge } from '../content/knowledge.ts';
import { germanOf } from '../content/knowledge-in.ts';
import { type Offer, price } from '../domain/offer.ts';
import { moment, money } from './format.ts';
import { productOf } from './ticket-cards.ts';
import { escapeMarkdown } from './words.ts';

/** In: content in the language of the conversation, the offer, whether it can only be forwarded. Out: the summary as Markdown. */
export function offerSummary(knowledge: Knowledge, { offer, canForward }: { readonly offer: Offer; readonly canForward: boolean }): string {
  const { offerSummary: words } = knowledge;
  const { texts: german } = germanOf(knowledge);
  const buttons = [
    canForward
      ? fill(words.forwardButton, { caption: german['button.forward'] })
      : fill(words.orderButton, { caption: german['button.order'] }),
    fill(words.declineButton, { caption: german['button.decline'] }),
    fill(words.reviewButton, { caption: german['button.reviewFirst'] }),
    ...(offer.madeBy === 'bot' ? [fill(words.changeButton, { caption: german['button.changeOffer'] })] : []),
    fill(words.otherBuyerButton, { caption: german['button.otherBuyer'] }),
  ];
  return [`**${words.title}**`, summaryParagraphs(knowledge, offer, buttons)].join('\n\n');
}

/** In: content in the language of the summary, the offer, what each button means. Out: which text applies, the terms, the buttons, as Markdown. */
export function summaryParagraphs(knowledge: Knowledge, offer: Offer, buttons: readonly string[]): string {
  const { offerSummary: words, language } = knowledge;
  const lines = [...termsInShort(knowledge, offer, escapeMarkdown), fill(words.valid, { date: moment(offer.terms.validUntil, language) })];
  return [words.binding, lines.join(hardBreak), ...(buttons.length > 0 ? [list(buttons)] : [])].join('\n\n');
}

/** One below the other within a paragraph, in Markdown. */
const hardBreak = '  \n';

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** In: content in the language wanted, the offer, what makes people's words harmless there. Out: the terms, a line each. */
export function termsInShort(knowledge: Knowledge, offer: Offer, harmless: (words: string) => string): readonly string[] {
  const { offerSummary: words, language } = knowledge;
  const { rate, clauses, subject, product, ceilingMinutes } = offer.terms;
  const hour = price({ ...rate, minimumMinutes: 60, incrementMinutes: 60 }, 60);
  return [
    fill(words.product, { product: productOf(knowledge, product) }),
    fill(words.subject, { subject: harmless(subject) }),
    fill(words.clause, { clauses: clauses.join(', ') }),
    buyerWords(knowledge, offer, harmless),
    fill(words.rate, { net: money(hour.netCents, language), gross: money(hour.grossCents, language), percent: rate.vatPercent }),
    ...(rate.example ? [words.exampleRate] : []),
    fill(words.billing, { increment: rate.incrementMinutes, minimum: rate.minimumMinutes }),
    ...(ceilingMinutes ? [fill(words.ceiling, { minutes: ceilingMinutes })] : []),
  ];
}

function buyerWords({ offerSummary: words }: Knowledge, { terms: { buyer } }: Offer, harmless: (words: string) => string): string {
  const { company, customerNo, onBehalfOf } = buyer;
  if (!company) return words.buyerUnknown;
  const named = { company: harmless(company), customerNo: harmless(customerNo) };
  return onBehalfOf === undefined ? fill(words.buyer, named) : fill(words.buyerOther, { ...named, onBehalfOf: harmless(onBehalfOf) });
}
