/** What agents read: their queues, one request whole, the rate on file, themselves. */
import * as z from 'zod';
import { rateOnFile } from '../../content/rate-on-file.ts';
import type { QueueItem, RequestDetail } from '../../domain/agent-ports.ts';
import type { Handler } from '../../domain/exchange.ts';
import { mayDecideObjection } from '../../domain/objection.ts';
import type { Offer } from '../../domain/offer.ts';
import { findTicketNumber } from '../../domain/ticket.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import { heldMailView } from './mails.ts';
import { readsReport } from './report.ts';
import type { MeView, TicketDetailView } from './shapes.ts';

const most = 200;

/** Press tokens order: they go to the customer's page and nowhere else. */
const withoutToken = ({ pressToken: _, ...offer }: Offer): Omit<Offer, 'pressToken'> => offer;

const line = ({ request, ticket, organisation }: QueueItem) => ({ request, ticket, organisation });

/** `GET /agent/api/queue`: what waits for agents, oldest first. */
export function queue(context: Context): Handler {
  return forAgents(context, async (_request, { principal }) => {
    const { store } = context;
    const [toClass, toConfirm, objections, mails] = await Promise.all([
      store.requestsToClass(most),
      store.ordersToConfirm(most),
      store.openObjections(most),
      store.heldMails(most),
    ]);
    return json({
      toClass: toClass.map(line),
      toConfirm: toConfirm.map((item) => ({ ...line(item), order: item.order, offer: withoutToken(item.offer) })),
      objections: objections.map((item) => ({
        ...line(item),
        objection: item.objection,
        mayDecide: mayDecideObjection(principal.id, item.objection),
      })),
      mails: mails.map(heldMailView),
    });
  });
}

/** `GET /agent/api/tickets`: in hand, newest first. */
export function tickets(context: Context): Handler {
  return forAgents(context, async () => json({ tickets: (await context.store.ticketsInHand(most)).map(line) }));
}

/** `GET /agent/api/tickets/:number`: everything about one, internal notes included. */
export function ticket(context: Context): Handler {
  return forAgents(context, async ({ params }, { principal }) => {
    const number = findTicketNumber(params.number ?? '');
    const requestId = number && (await context.store.requestIdOfTicket(number));
    const found = requestId && (await context.store.requestDetail(requestId));
    if (!found) return apiError(context, 404, 'unknown', context.snapshotKnowledge().texts['agent.refused.unknown']);
    return json(await detailView(context, found, principal.id));
  });
}

async function detailView({ store, understand }: Context, found: RequestDetail, agentId: string): Promise<TicketDetailView> {
  const { request, ticket, organisation, objection } = found;
  const { label, confidence, evidence } = understand(request.description);
  const file = organisation && (await store.customerFile(organisation.id));
  const alarms = (await store.alarms(most)).filter(({ about }) => about === ticket.id);
  return {
    ...found,
    offers: found.offers.map(withoutToken),
    mayDecideObjection: objection ? mayDecideObjection(agentId, objection) : false,
    evidence: { label, confidence, words: evidence },
    others: (file?.openTickets ?? []).filter(({ id }) => id !== ticket.id),
    alarms: alarms.map(({ kind, text, at }) => ({ kind, text, at })),
  };
}

const rateQuery = z.object({ category: z.string().min(1).max(100), product: z.string().min(1).max(100).optional() });

/** `GET /agent/api/rate?category=&product=`: the rate on file to fill the form with; `null` when none is. */
export function rate(context: Context): Handler {
  return forAgents(context, async ({ query }) => {
    const asked = rateQuery.safeParse(Object.fromEntries(query));
    if (!asked.success) return apiError(context, 422, 'shape');
    const { rates } = context.snapshotKnowledge();
    return json({ rate: rateOnFile(rates, asked.data.category, asked.data.product, context.now()) ?? null });
  });
}

/** `GET /agent/api/me`. */
export function me(context: Context): Handler {
  return forAgents(context, async (_request, { agent }) => {
    const { rates, products, clauses } = context.snapshotKnowledge();
    const { id, name, shownName, email } = agent;
    const view: MeView = {
      agent: { id, name, shownName, email },
      categories: rates.categories.map((category) => ({ id: category.id, name: category.name })),
      products: products.map((product) => ({ id: product.id, name: product.name })),
      clauses,
      readsReport: readsReport(context, agent),
    };
    return json(view);
  });
}

const nameSchema = z.strictObject({
  shownName: z
    .string()
    .trim()
    .min(2)
    .max(40)
    .regex(/^[\p{L}\p{M} .'’-]+$/u),
});

/** `POST /agent/api/me`: the name customers see. */
export function rename(context: Context): Handler {
  return forAgents(context, async (request, { agent }) => {
    const body = nameSchema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const renamed = { ...agent, shownName: body.data.shownName };
    await context.store.saveAgent(renamed);
    return json({ agent: renamed });
  });
}
