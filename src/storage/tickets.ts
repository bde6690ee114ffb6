/** Tickets and their history: rows to domain and back, numbers, and every change. */
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import type { Coverage, TicketState } from '../domain/vocabulary.ts';
import { type Executor, insert, mustChange } from './database.ts';
import { requestLimit } from './requests.ts';
import { statement } from './statement.ts';
import type { NewRow, Row } from './tables.ts';

export const toTicket = (row: Row<'tickets'>): Ticket => ({
  id: row.id,
  number: row.number,
  foreignNumber: row.foreign_number ?? undefined,
  requestId: row.request_id,
  conversationId: row.conversation_id,
  organisationId: row.organisation_id ?? undefined,
  ownerId: row.owner_id,
  subject: row.subject,
  body: row.body,
  product: row.product ?? undefined,
  category: row.category,
  coverage: row.coverage as Coverage,
  state: row.state as TicketState,
  urgency: row.urgency ?? undefined,
  contactName: row.contact_name ?? undefined,
  contactEmail: row.contact_email ?? undefined,
  orderId: row.order_id ?? undefined,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
});

const fromTicket = (ticket: Ticket): Row<'tickets'> => ({
  id: ticket.id,
  number: ticket.number,
  foreign_number: ticket.foreignNumber ?? null,
  request_id: ticket.requestId,
  conversation_id: ticket.conversationId,
  organisation_id: ticket.organisationId ?? null,
  owner_id: ticket.ownerId,
  subject: ticket.subject,
  body: ticket.body,
  product: ticket.product ?? null,
  category: ticket.category,
  coverage: ticket.coverage,
  state: ticket.state,
  urgency: ticket.urgency ?? null,
  contact_name: ticket.contactName ?? null,
  contact_email: ticket.contactEmail ?? null,
  order_id: ticket.orderId ?? null,
  created_at: ticket.createdAt,
  updated_at: ticket.updatedAt,
  version: ticket.version + 1,
});

export const toEvent = (row: Row<'ticket_events'>): TicketEvent => ({
  id: row.id,
  ticketId: row.ticket_id,
  at: row.at,
  kind: row.kind as TicketEvent['kind'],
  visibility: row.visibility as TicketEvent['visibility'],
  author: row.author as TicketEvent['author'],
  text: row.text ?? undefined,
  from: (row.from_state ?? undefined) as TicketState | undefined,
  to: (row.to_state ?? undefined) as TicketState | undefined,
});

const fromEvent = (event: TicketEvent): NewRow<'ticket_events'> => ({
  id: event.id,
  ticket_id: event.ticketId,
  at: event.at,
  kind: event.kind,
  visibility: event.visibility,
  author: event.author,
  text: event.text ?? null,
  from_state: event.from ?? null,
  to_state: event.to ?? null,
});

export const ticketsOfConversation = statement<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where('request_id', 'in', (eb) =>
      eb
        .selectFrom('requests')
        .select('id')
        .where('conversation_id', '=', p('conversationId'))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(requestLimit),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc'),
);

export const ticketOfRequest = statement<{ requestId: string }>()((db, p) =>
  db.selectFrom('tickets').selectAll().where('request_id', '=', p('requestId')),
);

const update = statement<Row<'tickets'> & { expected: number }>()((db, p) =>
  db
    .updateTable('tickets')
    .set({
      organisation_id: p('organisation_id'),
      owner_id: p('owner_id'),
      subject: p('subject'),
      body: p('body'),
      product: p('product'),
      category: p('category'),
      coverage: p('coverage'),
      state: p('state'),
      urgency: p('urgency'),
      contact_name: p('contact_name'),
      contact_email: p('contact_email'),
      order_id: p('order_id'),
      updated_at: p('updated_at'),
      version: p('version'),
    })
    .where('id', '=', p('id'))
    .where('version', '=', p('expected')),
);

const reserve = statement<{ year: number; count: number }>()((db, p) =>
  db
    .insertInto('ticket_counters')
    .values({ year: p('year'), last: p('count') })
    .onConflict((on) => on.column('year').doUpdateSet((eb) => ({ last: eb('ticket_counters.last', '+', eb.ref('excluded.last')) })))
    .returning('last'),
);

/** Takes `count` numbers of the year for ever. Out: the first of them. */
export async function reserveTicketNumbers(db: Executor, year: number, count: number): Promise<number> {
  const row = await db.first(reserve, { year, count });
  if (!row) throw new Error('The counter gave no number');
  return row.last - count + 1;
}

export async function createTicket(tx: Executor, ticket: Ticket, events: readonly TicketEvent[]): Promise<void> {
  await insert(tx, 'tickets', [fromTicket(ticket)]);
  await insert(tx, 'ticket_events', events.map(fromEvent));
}

/** Updates where the version still holds, a conflict otherwise. */
export async function changeTicket(tx: Executor, ticket: Ticket, events: readonly TicketEvent[]): Promise<void> {
  await mustChange(tx, update, { ...fromTicket(ticket), expected: ticket.version });
  await insert(tx, 'ticket_events', events.map(fromEvent));
}
