/** Our own tickets as a ticket system: rows for the embedded adapter, among them tickets made without a chat. */
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import { mayChange, stateAllowed } from '../domain/ticket.ts';
import type { EmbeddedStore, SystemDraft } from '../domain/ticketing.ts';
import type { OrderState } from '../domain/vocabulary.ts';
import { conflict, type Database, type Executor, insert } from './database.ts';
import { orderById } from './offers.ts';
import { statement } from './statement.ts';
import { ticketById } from './ticket-links.ts';
import { changeTicket, createTicket, toEvent, toTicket } from './tickets.ts';

const byNumber = statement<{ number: string }>()((db, p) => db.selectFrom('tickets').selectAll().where('number', '=', p('number')));
const byAddress = statement<{ email: string; limit: number; offset: number }>()((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where('contact_email', '=', p('email'))
    .orderBy('created_at')
    .orderBy('id')
    .limit(p('limit'))
    .offset(p('offset')),
);
const openByAddress = statement<{ email: string; limit: number; offset: number }>()((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where('contact_email', '=', p('email'))
    .where('state', 'not in', ['resolved', 'closed', 'declined', 'withdrawn'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(p('limit'))
    .offset(p('offset')),
);
const changedSince = statement<{ at: number; limit: number }>()((db, p) =>
  db.selectFrom('tickets').selectAll().where('updated_at', '>=', p('at')).orderBy('updated_at').orderBy('id').limit(p('limit')),
);
const eventsOf = statement<{ ticketId: string }>()((db, p) =>
  db.selectFrom('ticket_events').selectAll().where('ticket_id', '=', p('ticketId')).orderBy('at').orderBy('n'),
);

export function embeddedStore(db: Database): EmbeddedStore {
  const tickets = async (found: ReturnType<typeof rowsOf>): Promise<Ticket[]> => (await found).map(toTicket);
  const rowsOf = (email: string, open: boolean, limit: number, offset: number) =>
    db.rows(open ? openByAddress : byAddress, { email, limit, offset });
  const change = async (work: (tx: Executor) => Promise<'done' | 'refused'>): Promise<'done' | 'refused' | 'conflict'> => {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (error === conflict || db.isConflict(error)) return 'conflict';
      throw error;
    }
  };
  return {
    async insertOwn(draft) {
      const done = await change((tx) => insertWhole(tx, draft));
      return done === 'done' ? 'created' : 'found';
    },
    async ownTicket(id) {
      const row = await db.first(ticketById, { id });
      return row && toTicket(row);
    },
    async ownTicketByNumber(number) {
      const row = await db.first(byNumber, { number });
      return row && toTicket(row);
    },
    ownTicketsOf: (email, open, limit, offset) => tickets(rowsOf(email, open, limit, offset)),
    ownChangedSince: (at, limit) => tickets(db.rows(changedSince, { at, limit })),
    async ownEvents(ticketId) {
      return (await db.rows(eventsOf, { ticketId })).map(toEvent);
    },
    async addOwnEvent(event) {
      await change(async (tx) => {
        await insert(tx, 'ticket_events', [toRow(event)]);
        return 'done';
      });
    },
    changeOwn: (ticket, to, event) =>
      change(async (tx) => {
        const order = ticket.orderId === undefined ? undefined : await tx.first(orderById, { id: ticket.orderId });
        const allowed = mayChange(ticket.state, to) && stateAllowed(ticket.coverage, to, order?.state as OrderState | undefined);
        if (!allowed) return 'refused';
        await changeTicket(tx, { ...ticket, state: to, updatedAt: event.at }, [event]);
        return 'done';
      }),
    changeOwnFields: (ticket, fields, at) =>
      change(async (tx) => {
        await changeTicket(tx, { ...ticket, ...fields, updatedAt: at }, []);
        return 'done';
      }),
  };
}

const toRow = (event: TicketEvent) => ({
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

/** A ticket without a chat has a conversation and a request of its own, with ids made of its number: the second insert is a conflict. */
async function insertWhole(tx: Executor, draft: SystemDraft): Promise<'done'> {
  const { reference: number, requester, createdAt } = draft;
  const conversation_id = `desk:${number}`;
  const request_id = `desk-request:${number}`;
  const ownerId = requester.email ?? 'unknown';
  await insert(tx, 'conversations', [
    {
      id: conversation_id,
      channel: 'system',
      kind: 'personal',
      last_seq: 0,
      version: 1,
      started_at: createdAt,
      changed_at: createdAt,
      address: null,
    },
  ]);
  await insert(tx, 'requests', [
    {
      id: request_id,
      conversation_id,
      organisation_id: null,
      owner_id: ownerId,
      label: 'action/ticket',
      subject: draft.subject,
      description: draft.body,
      facts: '{}',
      asked: 0,
      assessment: null,
      state: 'ticketed',
      details: '{}',
      language: null,
      created_at: createdAt,
      version: 1,
    },
  ]);
  const ticket: Ticket = {
    id: `desk-ticket:${number}`,
    number,
    requestId: request_id,
    conversationId: conversation_id,
    ownerId,
    subject: draft.subject,
    body: draft.body,
    product: draft.product,
    category: draft.category,
    coverage: draft.coverage,
    state: draft.state,
    urgency: draft.urgency,
    contactName: requester.name,
    contactEmail: requester.email,
    createdAt,
    updatedAt: createdAt,
    version: 0,
  };
  const created = {
    id: `${ticket.id}:created`,
    ticketId: ticket.id,
    at: createdAt,
    kind: 'created',
    visibility: 'public',
    author: 'customer',
  } as const;
  await createTicket(tx, ticket, [{ ...created, text: draft.body, to: draft.state }]);
  return 'done';
}
