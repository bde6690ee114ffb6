/** A wish to order from an anonymous chat, taken up after signing in: a new offer in the own company's name, never the old one. */
import * as z from 'zod';
import { fill } from '../content/knowledge.ts';
import type { Handler } from '../domain/exchange.ts';
import { isVerifiedCustomer } from '../domain/identity.ts';
import { failure, forVisitors, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { wishPage } from './pages/wish-page.ts';
import { readForm } from './read-form.ts';
import { productName } from './views/words.ts';
import { seeOther } from './visitors.ts';

const formSchema = z.object({ form: z.string().regex(/^[\w-]{8,64}$/) });

/** `GET /portal/wishes/:id`: the id is known only where the wish was made. */
export function wish(context: Context): Handler {
  return forVisitors(context, async ({ params }, visitor) => {
    const found = await context.store.wish(params.id ?? '');
    if (!found) return failure(context, 'notFound', visitor);
    const knowledge = context.snapshotKnowledge();
    const { texts } = knowledge;
    const mayAsk = isVerifiedCustomer(visitor.principal) && visitor.organisation !== undefined;
    const content = wishPage(knowledge, {
      lines: [
        [texts['offer.product'], productName(knowledge, found.request.facts.product)],
        [texts['offer.subject'], found.request.subject],
        [texts['offer.description'], found.request.description],
      ],
      ask: mayAsk ? fill(texts['portal.wish.ask'], { company: visitor.organisation?.name ?? '' }) : undefined,
      action: `/portal/wishes/${found.offer.id}`,
      form: context.randomId(),
    });
    return pageOf(context, { title: texts['portal.wish.title'], visitor }, content);
  });
}

/** `POST /portal/wishes/:id`: makes the new offer, in a conversation of the person's own, and leads to it. */
export function claimWish(context: Context): Handler {
  return forVisitors(context, async (request, visitor) => {
    const { principal } = visitor;
    const found = await context.store.wish(request.params.id ?? '');
    if (!found || !isVerifiedCustomer(principal)) return failure(context, 'notFound', visitor);
    const form = formSchema.safeParse(await readForm(request));
    if (!form.success) return failure(context, 'form', visitor);
    const conversationId = `wish:${found.offer.id}:${principal.id}`;
    await context.engine.take({
      channel: 'portal',
      conversationId,
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: `portal:wish:${form.data.form}`,
      principal,
      at: context.now(),
      input: { kind: 'wish', offerId: found.offer.id },
    });
    const made = (await context.store.openOffers(principal)).find((offer) => offer.conversationId === conversationId);
    return seeOther(made ? `/portal/offers/${made.id}` : '/portal');
  });
}
