/** The English summary above an offer: its terms in short, what its German buttons mean, and that the German text is what applies. */
import { fill, type Knowledge } from '../content/knowledge.ts';
import { germanOf } from '../content/knowledge-in.ts';
import { type Offer, price } from '../domain/offer.ts';
import { moment, money } from './format.ts';
import { productOf } from './ticket-cards.ts';
import { escapeMarkdown } from './words.ts';

/** In: content in the language of the conversation, the offer, whether it can only be forwarded. Out: the summary as Markdown. */
export function offerSummary(knowledge: Knowledge, { offer, canForward }: { readonly offer: Offer; readonly canForward: boolean }): string {
  const { offerSummary: words, language } = knowledge;
  const { texts: german } = germanOf(knowledge);
  const { rate, clauses, subject, product, ceilingMinutes, validUntil } = offer.terms;
  const hour = price({ ...rate, minimumMinutes: 60, incrementMinutes: 60 }, 60);
  const lines = [
    fill(words.product, { product: productOf(knowledge, product) }),
    fill(words.subject, { subject: escapeMarkdown(subject) }),
    fill(words.clause, { clauses: clauses.join(', ') }),
    buyerWords(knowledge, offer),
    fill(words.rate, { net: money(hour.netCents, language), gross: money(hour.grossCents, language), percent: rate.vatPercent }),
    ...(rate.example ? [words.exampleRate] : []),
    fill(words.billing, { increment: rate.incrementMinutes, minimum: rate.minimumMinutes }),
    ...(ceilingMinutes ? [fill(words.ceiling, { minutes: ceilingMinutes })] : []),
    fill(words.valid, { date: moment(validUntil, language) }),
  ];
  const buttons = [
    canForward
      ? fill(words.forwardButton, { caption: german['button.forward'] })
      : fill(words.orderButton, { caption: german['button.order'] }),
    fill(words.declineButton, { caption: german['button.decline'] }),
    fill(words.reviewButton, { caption: german['button.reviewFirst'] }),
    ...(offer.madeBy === 'bot' ? [fill(words.changeButton, { caption: german['button.changeOffer'] })] : []),
    fill(words.otherBuyerButton, { caption: german['button.otherBuyer'] }),
  ];
  return [`**${words.title}**`, words.binding, lines.join(hardBreak), list(buttons)].join('\n\n');
}

/** One below the other within a paragraph, in Markdown. */
const hardBreak = '  \n';

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

function buyerWords({ offerSummary: words }: Knowledge, { terms: { buyer } }: Offer): string {
  const { company, customerNo, onBehalfOf } = buyer;
  if (!company) return words.buyerUnknown;
  const named = { company: escapeMarkdown(company), customerNo: escapeMarkdown(customerNo) };
  return onBehalfOf === undefined ? fill(words.buyer, named) : fill(words.buyerOther, { ...named, onBehalfOf: escapeMarkdown(onBehalfOf) });
}
