/** One offer, the decision on it, and passing it on to colleagues who may order. */
import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Handler, HttpRequest } from '../../domain/exchange.ts';
import { mayAnswerOffer, mayPlaceOrder } from '../../domain/identity.ts';
import { isOpen, type Offer } from '../../domain/offer.ts';
import type { Context, Visitor } from '../context.ts';
import { type OfferFacts, offerPageView } from '../views/offer-view.ts';
import { offerStateAt } from '../views/words.ts';
import { forApp, keySchema, ok, placeOf, readJson, refused, refusedBecause } from './answers.ts';

const deedSchema = z.strictObject({
  decision: z.enum(['order', 'decline', 'review', 'forward', 'renew']),
  token: z.string().min(1).max(200),
  key: keySchema,
});

/** `GET /portal/api/offers/:id`. Shows, and changes nothing. */
export function oneOffer(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const facts = await offerFacts(context, request, visitor);
    return facts ? ok(offerPageView(context.snapshotKnowledge(), facts, visitor, context.now())) : refused(context, 'notFound');
  });
}

/** `POST /portal/api/offers/:id`: one press. Out: the offer as it is then; a decided one stays as it is and is shown again. */
export function decideOffer(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const found = await context.store.offerById(visitor.principal, request.params.id ?? '');
    if (!found || !mayAnswerOffer(visitor.principal, found.offer)) return refused(context, 'notFound');
    const { offer } = found;
    const now = context.now();
    const deed = await readJson(request, deedSchema);
    if (!deed || !isSame(deed.token, offer.pressToken)) return refused(context, 'form');
    if (deed.decision === 'renew') {
      if (offer.state === 'declined' || offerStateAt(offer, now) === 'expired') await renew(context, visitor, offer, deed.key);
    } else if (offer.state === 'open') {
      if (deed.decision === 'order' && !mayPlaceOrder(visitor.principal, offer)) return refusedBecause(context, 'noRight', 'order.noRight');
      if (deed.decision === 'forward' && (await ordererMissing(context, visitor)))
        return refusedBecause(context, 'nobody', 'offer.nobodyMayOrder');
      const { id, conversationId } = offer;
      await context.engine.take({
        ...placeOf(context, visitor),
        conversationId,
        activityId: `portal:${id}:${deed.decision}:${deed.key}`,
        input: { kind: 'offerPage', offerId: id, pressToken: deed.token, decision: deed.decision },
      });
    }
    const after = await offerFacts(context, request, visitor);
    if (!after) return refused(context, 'notFound');
    // What the press could not change is said as it was said in the conversation.
    if (isOpen(after.offer, now) && deed.decision !== 'forward') return refusedBecause(context, 'objectionRunning', 'objection.orderWaits');
    return ok(offerPageView(context.snapshotKnowledge(), after, visitor, context.now()));
  });
}

/** "Angebot neu anfordern": the bot's own at once, an agent's by an agent. */
async function renew(context: Context, visitor: Visitor, { id, conversationId, requestId }: Offer, key: string): Promise<void> {
  const action = { kind: 'requestOffer', requestId } as const;
  const activityId = `portal:${id}:renew:${key}`;
  await context.engine.take({ ...placeOf(context, visitor), conversationId, activityId, input: { kind: 'customer', action } });
}

async function ordererMissing({ store }: Context, { principal }: Visitor): Promise<boolean> {
  const colleagues = principal.organisationId === undefined ? [] : await store.colleagues(principal.organisationId);
  return !colleagues.some(({ mayOrder }) => mayOrder);
}

/** The offer of the address with what belongs to it, and the open one that replaced it. */
export async function offerFacts(
  { store }: Context,
  { params }: HttpRequest,
  { principal }: Visitor,
): Promise<(OfferFacts & { readonly offer: Offer }) | undefined> {
  const found = await store.offerById(principal, params.id ?? '');
  if (!found) return undefined;
  const view = found.ticket && (await store.ticketByNumber(principal, found.ticket.number));
  const facts = { ...found, objection: view?.objection };
  if (found.offer.state === 'open' || found.offer.state === 'accepted') return facts;
  const open = [...(view?.offers ?? []), ...(await store.openOffers(principal))];
  return { ...facts, newer: open.find(({ state, requestId }) => state === 'open' && requestId === found.offer.requestId) };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
