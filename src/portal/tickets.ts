/** The overview and the page of one ticket. */
import * as z from 'zod';
import type { Handler } from '../domain/exchange.ts';
import type { Principal } from '../domain/identity.ts';
import { findTicketNumber } from '../domain/ticket.ts';
import { failure, forVisitors, guarded, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { listPage } from './pages/list-page.ts';
import { ticketPage } from './pages/ticket-page.ts';
import { confirmsFor } from './registrations.ts';
import { listView, tabs } from './views/list-view.ts';
import { ticketPageView } from './views/ticket-view.ts';
import { seeOther, visitorOf } from './visitors.ts';

const tabSchema = z.enum(tabs).catch('open');

/** `GET /portal?tab=&mine=`. */
export function overview(context: Context): Handler {
  return guarded(context, async ({ query, header }) => {
    const visitor = await visitorOf(context, { header });
    if (!visitor) return seeOther('/portal/sign-in');
    const { store, now } = context;
    const [tickets, offers] = await Promise.all([store.tickets(visitor.principal), store.openOffers(visitor.principal)]);
    const knowledge = context.snapshotKnowledge();
    const asked = { tab: tabSchema.parse(query.get('tab')), mine: query.get('mine') === '1' };
    const view = listView(knowledge, visitor, { tickets, offers }, asked, now());
    const waiting = await registrationsWaiting(context, visitor.principal);
    return pageOf(
      context,
      { title: knowledge.texts['portal.list.title'], visitor, inApp: true },
      listPage(knowledge, { ...view, registrations: waiting }),
    );
  });
}

/** How many registrations this person can confirm. */
export async function registrationsWaiting({ store }: Context, principal: Principal): Promise<number> {
  const organisationId = confirmsFor(principal);
  return organisationId === undefined ? 0 : (await store.pendingRegistrations(organisationId)).length;
}

/** `GET /portal/tickets/:number`. */
export function ticket(context: Context): Handler {
  return forVisitors(context, async ({ params }, visitor) => {
    const number = findTicketNumber(params.number ?? '');
    const found = number === undefined ? undefined : await context.store.ticketByNumber(visitor.principal, number);
    if (!found) return failure(context, 'notFound', visitor);
    const knowledge = context.snapshotKnowledge();
    const view = ticketPageView(knowledge, found, visitor, context.now());
    return pageOf(context, { title: `${view.number} ${view.subject}`, visitor, inApp: true }, ticketPage(knowledge, view));
  });
}
