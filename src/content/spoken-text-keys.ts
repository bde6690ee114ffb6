/** Which texts a conversation, or a mail that comes from one, may say: they stand in every language. All others are German only, as the pages and offers they belong to. */
import { agentAppTextKeys } from './agent-app-text-keys.ts';
import { appTextKeys } from './app-text-keys.ts';
import { teamsDeskTextKeys } from './teams-text-keys.ts';
import { type TextKey, textKeys } from './text-keys.ts';

/** Families of texts that no conversation says. */
const otherFamilies = ['chatPage.', 'paper.', 'portal.', 'mail.', 'agent.', 'offerState.', 'final.name.', 'handoff.speakers.'];

/** What is said, in a conversation or below a mail, although its family is not. */
const saidAllTheSame: readonly TextKey[] = [
  'agent.shownName',
  'mail.noOrder',
  'mail.sender',
  'mail.answer',
  'mail.answerRead',
  'mail.imprint',
  'mail.privacy',
];

/** The German greeting with its hint; terms and captions of the offer, which is shown in German whatever is spoken; lines that are written into tickets. */
const germanOnly: readonly TextKey[] = [
  'welcome.start',
  'welcome.inEnglish',
  'offer.title',
  'offer.product',
  'offer.subject',
  'offer.description',
  'offer.clause',
  'offer.buyer',
  'offer.buyerValue',
  'offer.buyerUnknown',
  'offer.buyerOther',
  'offer.net',
  'offer.vat',
  'offer.gross',
  'offer.increment',
  'offer.incrementValue',
  'offer.minimum',
  'offer.minimumValue',
  'offer.ceiling',
  'offer.ceilingValue',
  'offer.example',
  'offer.exampleValue',
  'offer.valid',
  'offer.validValue',
  'offer.note',
  'offer.question',
  'offer.noRightNote',
  'offer.link',
  'offer.otherBuyerLine',
  'offer.askedLine',
  'offer.expiredLine',
  'order.confirmedLine',
  'order.fulfilledLine',
  'order.withdrawnLine',
  'order.number',
  'order.receiptPdf',
  'final.line',
  'objection.upheldLine',
  'effort.line',
  'handoff.subject',
  'handoff.transcript',
  'handoff.contactLine',
  'button.order',
  'button.decline',
  'button.changeOffer',
  'button.otherBuyer',
];

const pages: Readonly<Record<string, unknown>> = { ...agentAppTextKeys, ...appTextKeys, ...teamsDeskTextKeys };

/** Every text that must stand in each language. */
export const spokenTextKeys: readonly TextKey[] = (Object.keys(textKeys) as TextKey[]).filter(
  (key) =>
    saidAllTheSame.includes(key) || !(key in pages || germanOnly.includes(key) || otherFamilies.some((family) => key.startsWith(family))),
);
