/** Puts a ticket into the storage as a turn would, with any words and history. */
import { randomUUID } from 'node:crypto';
import type { Request } from '../../src/domain/request.ts';
import { type Ticket, type TicketEvent, ticketNumber } from '../../src/domain/ticket.ts';
import { demoCustomer } from '../../src/storage/demo.ts';
import type { ServedPortal } from './served-portal.ts';
import { principalOf } from './served-portal.ts';

type Wanted = Partial<Omit<Ticket, 'id' | 'number' | 'requestId' | 'version'>> & { readonly events?: readonly Partial<TicketEvent>[] };

/** In: the portal and what matters for the test. Out: the stored ticket. */
export async function storeTicket({ storage, now }: ServedPortal, { events = [], ...wanted }: Wanted = {}): Promise<Ticket> {
  const at = wanted.createdAt ?? now();
  const principal = principalOf(demoCustomer, at);
  const owner = { ownerId: demoCustomer.id, organisationId: demoCustomer.organisationId };
  const conversationId = randomUUID();
  const year = new Date(at).getUTCFullYear();
  const ticket: Ticket = {
    ...owner,
    subject: 'Nebenkostenabrechnung bricht ab',
    body: 'Die Nebenkostenabrechnung bricht mit Fehler 4711 ab.',
    product: 'hausperfekt',
    category: 'case/akutes-problem',
    coverage: 'covered',
    state: 'new',
    createdAt: at,
    updatedAt: at,
    ...wanted,
    id: randomUUID(),
    number: ticketNumber(year, await storage.reserveTicketNumbers(year, 1)),
    requestId: randomUUID(),
    conversationId,
    version: 0,
  };
  const created: Partial<TicketEvent> = { kind: 'created', author: 'customer', text: ticket.body, to: ticket.state };
  await storage.commit({
    activity: { channel: 'webchat', conversationId, activityId: randomUUID() },
    conversation: { id: conversationId, channel: 'webchat', kind: 'personal', lastSeq: 0, version: 0, startedAt: at },
    messages: [],
    dialog: { key: `${conversationId}|main`, state: {}, expectedVersion: 0 },
    effects: [
      { kind: 'saveRequest', request: requestOf(ticket) },
      { kind: 'createTicket', ticket, events: [created, ...events].map((event) => eventOf(ticket, event)) },
    ],
    counts: [],
    principal,
    at,
  });
  return ticket;
}

function requestOf(ticket: Ticket): Request {
  const { requestId: id, conversationId, organisationId, ownerId, subject, body, createdAt } = ticket;
  return {
    id,
    conversationId,
    organisationId,
    ownerId,
    label: 'case/akutes-problem',
    subject,
    description: body,
    facts: { product: ticket.product, kind: 'fault' },
    asked: 0,
    assessment: { coverage: ticket.coverage, clauses: ['F2.3'], finality: 'provisional', by: 'bot', at: createdAt },
    state: 'ticketed',
    details: {},
    createdAt,
    version: 0,
  };
}

function eventOf(ticket: Ticket, event: Partial<TicketEvent>): TicketEvent {
  return { kind: 'message', visibility: 'public', author: 'agent', at: ticket.createdAt, ...event, id: randomUUID(), ticketId: ticket.id };
}
