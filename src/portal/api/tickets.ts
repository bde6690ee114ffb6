/** The list of tickets and one ticket in full. */
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import type { Context } from '../context.ts';
import { registrationsWaiting } from '../tickets.ts';
import { listView, tabs } from '../views/list-view.ts';
import { forApp, ok, refused } from './answers.ts';
import type { TicketList } from './shapes.ts';
import { ticketDetail } from './ticket-detail.ts';
import { ticketOf } from './ticket-of.ts';

const pageSize = 20;
const querySchema = z.object({
  tab: z.enum(tabs).catch('open'),
  mine: z
    .literal('1')
    .optional()
    .catch(undefined)
    .transform((value) => value === '1'),
  page: z.coerce.number().int().min(1).max(100).catch(1),
});

/** `GET /portal/api/tickets?tab=&mine=&page=`: a page of the tab, the counts of all tabs, and the open offers. */
export function ticketList(context: Context): Handler {
  return forApp(context, async ({ query }, visitor) => {
    const { store, now } = context;
    const asked = querySchema.parse(Object.fromEntries(query));
    const [tickets, offers] = [await store.tickets(visitor.principal), await store.openOffers(visitor.principal)];
    const { scopes, ...view } = listView(context.snapshotKnowledge(), visitor, { tickets, offers }, asked, now());
    const pages = Math.max(1, Math.ceil(view.tickets.length / pageSize));
    const page = Math.min(asked.page, pages);
    const shown: TicketList = {
      ...view,
      tabs: view.tabs.map(({ label, count }, index) => ({ name: tabs[index] ?? 'open', label, count })),
      tickets: view.tickets.slice((page - 1) * pageSize, page * pageSize),
      page,
      pages,
      registrations: await registrationsWaiting(context, visitor.principal),
    };
    return ok(shown);
  });
}

/** `GET /portal/api/tickets/:number`. */
export function oneTicket(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const found = await ticketOf(context, request, visitor);
    return found ? ok(await ticketDetail(context, found, visitor)) : refused(context, 'notFound');
  });
}
