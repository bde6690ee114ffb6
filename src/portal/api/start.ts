/** What the app starts with: who is signed in, the words it says, the links below every page. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { Context, Visitor } from '../context.ts';
import { legalLinks } from '../pages/layout.ts';
import { meOf } from './person.ts';
import type { Start } from './shapes.ts';

const families = /^(app|field|portal\.(list|tab|offers|ticket|billing|offer|error|receipt)|ticket|state)\./;
const single = [
  'portal.title',
  'portal.skip',
  'portal.overview',
  'portal.signedInAs',
  'portal.signOut',
  'portal.termsLink',
  'chatPage.privacyLink',
  'chatPage.imprintLink',
  'offer.question',
  'offer.clause',
  'offer.title',
  'offer.net',
  'offer.gross',
  'order.receiptLink',
  'order.receiptPdf',
  'button.forward',
];

/** In: who is signed in. Out: the start of the app for them. */
export function startOf(context: Context, visitor: Visitor): Start {
  const knowledge = context.snapshotKnowledge();
  return {
    me: meOf(context, visitor),
    texts: textsOf(knowledge),
    links: legalLinks(knowledge),
    productLine: knowledge.service.productLine,
  };
}

function textsOf({ texts }: Knowledge): Start['texts'] {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => families.test(key) || single.includes(key)));
}
