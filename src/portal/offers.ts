/** The page of one offer and the decision on it. The press goes through the turn engine, which makes one result of many presses. */
import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Handler, HttpAnswer } from '../domain/exchange.ts';
import { mayAnswerOffer, mayPlaceOrder } from '../domain/identity.ts';
import { type Offer, offerDecisions } from '../domain/offer.ts';
import { failure, forVisitors, pageOf } from './answers.ts';
import { offerFacts } from './api/offers.ts';
import type { Context, Visitor } from './context.ts';
import { errorPage } from './pages/error-page.ts';
import { offerPage } from './pages/offer-page.ts';
import { readForm } from './read-form.ts';
import { offerPageView } from './views/offer-view.ts';
import { seeOther } from './visitors.ts';

const formSchema = z.object({
  decision: z.enum([...offerDecisions, 'forward']),
  token: z.string().min(1).max(200),
  /** Made for each display of the form, so that the same form sent again is the same press. */
  form: z.string().regex(/^[\w-]{8,64}$/),
});
type Form = z.infer<typeof formSchema>;

/** `GET /portal/offers/:id`. Shows, and changes nothing. */
export function offer(context: Context): Handler {
  return forVisitors(context, async (request, visitor) => {
    const facts = await offerFacts(context, request, visitor);
    if (!facts) return failure(context, 'notFound', visitor);
    const knowledge = context.snapshotKnowledge();
    const view = offerPageView(knowledge, facts, visitor, context.now());
    return pageOf(context, { title: view.subject, visitor, inApp: true }, offerPage(knowledge, view, context.randomId()));
  });
}

/** `POST /portal/offers/:id`: one decision. Leads back to the offer's page, which says the outcome; decided offers stay as they are. */
export function decideOffer(context: Context): Handler {
  return forVisitors(context, async (request, visitor) => {
    const found = await context.store.offerById(visitor.principal, request.params.id ?? '');
    if (!found || !mayAnswerOffer(visitor.principal, found.offer)) return failure(context, 'notFound', visitor);
    const page = `/portal/offers/${found.offer.id}`;
    const form = formSchema.safeParse(await readForm(request));
    if (!form.success || !isSame(form.data.token, found.offer.pressToken)) return failure(context, 'form', visitor, page);
    if (found.offer.state !== 'open') return seeOther(page);
    if (form.data.decision === 'order' && !mayPlaceOrder(visitor.principal, found.offer)) return noRight(context, visitor, page);
    await press(context, visitor, found.offer, form.data);
    return seeOther(page);
  });
}

async function press({ engine, now }: Context, { principal }: Visitor, { id, conversationId }: Offer, form: Form): Promise<void> {
  await engine.take({
    channel: 'portal',
    conversationId,
    conversationKind: 'personal',
    dialogScope: 'main',
    activityId: `portal:${id}:${form.decision}:${form.form}`,
    principal,
    at: now(),
    input: { kind: 'offerPage', offerId: id, pressToken: form.token, decision: form.decision },
  });
}

function noRight(context: Context, visitor: Visitor, page: string): HttpAnswer {
  const { texts } = context.snapshotKnowledge();
  const title = texts['portal.error.noRightTitle'];
  const content = errorPage({ title, text: texts['order.noRight'], link: { href: page, label: texts['portal.error.toOffer'] } });
  return pageOf(context, { title, visitor, status: 403 }, content);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
