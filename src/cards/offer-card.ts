/** The offer as people see it: every term, a worked example marked as one, and three equal buttons. */
import type { Reply } from '../../dialogs/reply.ts';
import { fill, type Knowledge } from '../content/knowledge.ts';
import type { TextKey } from '../content/text-keys.ts';
import type { MessageContent } from '../domain/message.ts';
import { type Offer, price } from '../domain/offer.ts';
import type { Buttons, RenderContext } from './buttons.ts';
import { card, heading, paragraph, pressAction, row } from './card-parts.ts';
import { moment, money } from './format.ts';
import { escapeMarkdown } from './words.ts';

type OfferReply = Extract<Reply, { kind: 'offer' }>;
type Line = readonly [label: string, value: string];

const exampleMinutes = 45;

/** Label and value of every term, in the order of the card. */
export function offerLines(knowledge: Knowledge, offer: Offer): { about: Line[]; terms: Line[] } {
  const { terms } = offer;
  const { rate } = terms;
  const { texts } = knowledge;
  const say = (key: TextKey, values: Record<string, string | number>) => fill(texts[key], values);
  const hour = price({ ...rate, minimumMinutes: 60, incrementMinutes: 60 }, 60);
  const example = price(rate, exampleMinutes);
  const mark = rate.example ? ` (${texts['offer.exampleRate']})` : '';
  const about: Line[] = [
    [texts['offer.product'], terms.productName],
    [texts['offer.subject'], terms.subject],
    [texts['offer.description'], terms.description],
  ];
  const ceiling: Line[] = terms.ceilingMinutes
    ? [[texts['offer.ceiling'], say('offer.ceilingValue', { minutes: terms.ceilingMinutes })]]
    : [];
  const exampleWords = {
    minutes: example.billedMinutes,
    net: money(example.netCents),
    vat: money(example.vatCents),
    gross: money(example.grossCents),
  };
  const lines: Line[] = [
    [texts['offer.clause'], terms.clauses.map((clause) => `${clause} ${knowledge.clauses[clause] ?? ''}`.trim()).join('; ')],
    [texts['offer.buyer'], buyerWords(knowledge, offer)],
    [texts['offer.net'], money(rate.netCentsPerHour) + mark],
    [say('offer.vat', { percent: rate.vatPercent }), money(hour.vatCents)],
    [texts['offer.gross'], money(hour.grossCents) + mark],
    [texts['offer.increment'], say('offer.incrementValue', { minutes: rate.incrementMinutes })],
    [texts['offer.minimum'], say('offer.minimumValue', { minutes: rate.minimumMinutes })],
    ...ceiling,
    [texts['offer.example'], say('offer.exampleValue', exampleWords) + mark],
    [texts['offer.valid'], say('offer.validValue', { date: moment(terms.validUntil) })],
  ];
  return { about, terms: lines };
}

function buyerWords({ texts }: Knowledge, { terms: { buyer } }: Offer): string {
  const { company, customerNo, onBehalfOf } = buyer;
  if (!company) return texts['offer.buyerUnknown'];
  if (onBehalfOf !== undefined) return fill(texts['offer.buyerOther'], { onBehalfOf, company, customerNo });
  return fill(texts['offer.buyerValue'], { company, customerNo });
}

export function offerContent(reply: OfferReply, context: RenderContext, buttons: Buttons): MessageContent {
  const { knowledge, channel } = context;
  const { texts } = knowledge;
  const { offer } = reply;
  const lines = offerLines(knowledge, offer);
  const url = `${context.publicUrl}/portal/offers/${offer.id}`;
  const first = reply.canForward
    ? buttons.add(texts['button.forward'], { kind: 'forwardOffer', offerId: offer.id })
    : buttons.add(texts['button.order'], { kind: 'decideOffer', offerId: offer.id, decision: 'order' });
  const decline = buttons.add(texts['button.decline'], { kind: 'decideOffer', offerId: offer.id, decision: 'decline' });
  const review = buttons.add(texts['button.reviewFirst'], { kind: 'decideOffer', offerId: offer.id, decision: 'review' });
  // What an agent offered changes only by an agent.
  const own = offer.madeBy === 'bot' ? [buttons.add(texts['button.changeOffer'], { kind: 'changeOffer', offerId: offer.id })] : [];
  const beside = [...own, buttons.add(texts['button.otherBuyer'], { kind: 'otherBuyer', offerId: offer.id })];
  const notes = [texts['offer.note'], ...(reply.canForward ? [texts['offer.noRightNote']] : [])];
  const body = [
    heading(texts['offer.title']),
    ...lines.about.map(([label, value]) => row(label, value)),
    { type: 'ActionSet', actions: beside.map((button) => pressAction(channel, button)) },
    ...lines.terms.map(([label, value]) => row(label, value, label === texts['offer.net'] || label === texts['offer.gross'])),
    ...notes.map(paragraph),
    { ...paragraph(texts['offer.question']), weight: 'Bolder' },
  ];
  return {
    text: offerText(knowledge, lines, notes, url),
    card: card(
      body,
      [first, decline, review].map((button) => pressAction(channel, button)),
    ),
    entities: [{ type: 'https://schema.support-lotse.dev/offer', id: offer.id, state: offer.state }],
  };
}

function offerText(knowledge: Knowledge, lines: { about: Line[]; terms: Line[] }, notes: readonly string[], url: string): string {
  const list = [...lines.about, ...lines.terms].map(([label, value]) => `${label}: ${escapeMarkdown(value)}`);
  return [knowledge.texts['offer.title'], list.join('\n'), ...notes, fill(knowledge.texts['offer.link'], { url })].join('\n\n');
}
