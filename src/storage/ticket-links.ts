/** What we know of a ticket outside, and the file with everything that work on it needs. */
import { type SystemTicket, statusAlarms, type TicketFile, type TicketLink } from '../domain/ticketing.ts';
import type { Database, Executor } from './database.ts';
import { organisationWithOrderers, toOrganisation } from './identity.ts';
import { offerById, orderById, toOffer, toOrder } from './offers.ts';
import { requestById, toRequest } from './requests.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';
import { alarmsAbout, clearAlarm } from './ticket-alarms.ts';
import { put } from './ticket-work.ts';
import { toEvent, toTicket } from './tickets.ts';

export const ticketById = statement<{ id: string }>()((db, p) => db.selectFrom('tickets').selectAll().where('id', '=', p('id')));
export const linkOf = statement<{ ticketId: string }>()((db, p) =>
  db.selectFrom('ticket_links').selectAll().where('ticket_id', '=', p('ticketId')),
);
const eventById = statement<{ id: string }>()((db, p) => db.selectFrom('ticket_events').selectAll().where('id', '=', p('id')));
const countPost = statement<{ ticketId: string; settleUntil: number }>()((db, p) =>
  db
    .updateTable('ticket_links')
    .set((eb) => ({ posts: eb('posts', '+', 1), settle_until: p('settleUntil') }))
    .where('ticket_id', '=', p('ticketId')),
);
const uncountPost = statement<{ ticketId: string }>()((db, p) =>
  db
    .updateTable('ticket_links')
    .set((eb) => ({ posts: eb('posts', '-', 1), settle_until: null }))
    .where('ticket_id', '=', p('ticketId')),
);
const settle = statement<{ ticketId: string; settleUntil: number }>()((db, p) =>
  db
    .updateTable('ticket_links')
    .set({ settle_until: p('settleUntil') })
    .where('ticket_id', '=', p('ticketId')),
);
const keepFound = statement<{ ticketId: string; foreignId: string; rawStatus: string; updatedAt: number }>()((db, p) =>
  db
    .updateTable('ticket_links')
    .set({ foreign_id: p('foreignId'), raw_status: p('rawStatus'), foreign_updated_at: p('updatedAt'), settle_until: null })
    .where('ticket_id', '=', p('ticketId')),
);
const keepNumber = statement<{ ticketId: string; number: string }>()((db, p) =>
  db
    .updateTable('tickets')
    .set({ foreign_number: p('number') })
    .where('id', '=', p('ticketId')),
);

export const toLink = (row: Row<'ticket_links'>): TicketLink => ({
  system: row.system,
  reference: row.reference,
  foreignId: row.foreign_id ?? undefined,
  rawStatus: row.raw_status ?? undefined,
  foreignUpdatedAt: row.foreign_updated_at ?? undefined,
  lastEvent: row.last_event ?? undefined,
  posts: row.posts,
  settleUntil: row.settle_until ?? undefined,
});

/** Remembers how the ticket outside stands now. */
export async function keepLink(tx: Executor, ticketId: string, found: SystemTicket): Promise<void> {
  await tx.run(keepFound, { ticketId, foreignId: found.id, rawStatus: found.rawStatus, updatedAt: found.updatedAt });
}

export function linkStore(db: Database) {
  return {
    ticketFile: (ticketId: string) => file(db, ticketId),
    async ticketEvents(ids: readonly string[]) {
      const rows = await Promise.all(ids.map((id) => db.first(eventById, { id })));
      return rows.flatMap((row) => (row ? [toEvent(row)] : []));
    },
    async posting(ticketId: string, settleUntil: number) {
      await db.run(countPost, { ticketId, settleUntil });
    },
    async posted(ticketId: string, settleUntil: number | undefined) {
      if (settleUntil === undefined) await db.run(uncountPost, { ticketId });
      else await db.run(settle, { ticketId, settleUntil });
    },
    async brought(ticketId: string, found: SystemTicket, _at: number, sweepAt: number) {
      await db.transaction(async (tx) => {
        await keepLink(tx, ticketId, found);
        await tx.run(keepNumber, { ticketId, number: found.number });
        await put(tx, `sweep:${ticketId}`, { kind: 'sweep', ticketId }, sweepAt);
      });
    },
    keepRaw: (ticketId: string, found: SystemTicket) =>
      db.transaction(async (tx) => {
        await keepLink(tx, ticketId, found);
        for (const kind of statusAlarms) await clearAlarm(tx, ticketId, kind);
      }),
  };
}

async function file(db: Executor, ticketId: string): Promise<TicketFile | undefined> {
  const row = await db.first(ticketById, { id: ticketId });
  if (!row) return undefined;
  const ticket = toTicket(row);
  const link = await db.first(linkOf, { ticketId });
  const order = ticket.orderId === undefined ? undefined : await db.first(orderById, { id: ticket.orderId });
  const offer = order && (await db.first(offerById, { id: order.offer_id }));
  const organisation = ticket.organisationId ? (await db.rows(organisationWithOrderers, { id: ticket.organisationId }))[0] : undefined;
  const request = await db.first(requestById, { id: ticket.requestId });
  return {
    ticket,
    link: link && toLink(link),
    order: order && toOrder(order),
    offer: offer && toOffer(offer),
    organisation: organisation && toOrganisation(organisation),
    uploads: (request && toRequest(request).details.attachments) ?? [],
    alarms: await alarmsAbout(db, ticketId),
  };
}
