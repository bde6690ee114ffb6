/** Our own tickets behind the port: the ticket's number is a unique key, so making it twice makes one. */
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import {
  type EmbeddedStore,
  type OwnFields,
  type SystemEvent,
  type SystemTicket,
  type TicketSystem,
  TicketSystemError,
} from '../domain/ticketing.ts';

export interface EmbeddedParts {
  readonly store: EmbeddedStore;
  readonly now: () => number;
  readonly newId: () => string;
}

const perPage = 100;

export function embedded({ store, now, newId }: EmbeddedParts): TicketSystem {
  const mustLoad = async (id: string): Promise<Ticket> => {
    const ticket = await store.ownTicket(id);
    if (!ticket) throw new TicketSystemError('notFound', `ticket ${id} is not there`);
    return ticket;
  };
  return {
    name: 'embedded',
    capabilities: {
      idempotency: 'native',
      settleMs: 0,
      timeoutMs: 5000,
      webhooks: false,
      internalNotes: true,
      requesterByEmail: true,
      files: false,
    },
    async create(draft) {
      const outcome = await store.insertOwn(draft);
      const ticket = await store.ownTicketByNumber(draft.reference);
      if (!ticket) throw new TicketSystemError('unknown', 'the ticket cannot be read back');
      return { ticket: shown(ticket), outcome, dropped: [] };
    },
    async findByReference(reference) {
      const ticket = await store.ownTicketByNumber(reference);
      return ticket ? [shown(ticket)] : [];
    },
    async get(id) {
      const ticket = await store.ownTicket(id);
      return ticket && shown(ticket);
    },
    async listByRequester(email, { open, limit, cursor }) {
      const offset = Number(cursor ?? 0);
      const items = (await store.ownTicketsOf(email, open ?? false, limit, offset)).map(shown);
      return { items, next: items.length < limit ? undefined : String(offset + limit) };
    },
    async addMessage(id, { reference, text, visibility }) {
      const ticket = await mustLoad(id);
      await store.addOwnEvent({ id: reference, ticketId: ticket.id, at: now(), kind: 'message', visibility, author: 'bot', text });
    },
    async history(id, after) {
      const events = (await store.ownEvents((await mustLoad(id)).id)).flatMap(toSystemEvent);
      return events.slice(events.findIndex((event) => event.id === after) + 1);
    },
    async changeStatus(id, to) {
      const ticket = await mustLoad(id);
      if (ticket.state === to) return shown(ticket);
      const line: TicketEvent = {
        id: newId(),
        ticketId: id,
        at: now(),
        kind: 'state',
        visibility: 'public',
        author: 'system',
        from: ticket.state,
        to,
      };
      await done(store.changeOwn(ticket, to, line));
      return shown(await mustLoad(id));
    },
    async update(id, draft) {
      const ticket = await mustLoad(id);
      const { subject, product, category, urgency, coverage } = draft;
      const fields: OwnFields = { subject, product, category, urgency, coverage };
      const differs = (Object.keys(fields) as (keyof OwnFields)[]).some((name) => fields[name] !== ticket[name]);
      if (differs) await done(store.changeOwnFields(ticket, fields, now()));
      return [];
    },
    async foldDuplicate() {
      // The number is unique: there is no second ticket.
    },
    async changedSince(cursor) {
      if (cursor === '') return { items: [], next: String(now()) };
      const found = await store.ownChangedSince(Number(cursor), perPage);
      return { items: found.map(shown), next: String(found.at(-1)?.updatedAt ?? cursor) };
    },
    async health() {
      return { missing: [] };
    },
  };
}

async function done(change: Promise<'done' | 'refused' | 'conflict'>): Promise<void> {
  const outcome = await change;
  if (outcome === 'refused') throw new TicketSystemError('refused', 'the rules for tickets do not allow this state');
  if (outcome === 'conflict') throw new TicketSystemError('conflict', 'the ticket has changed meanwhile');
}

const shown = (ticket: Ticket): SystemTicket => ({
  id: ticket.id,
  number: ticket.number,
  state: ticket.state,
  rawStatus: ticket.state,
  subject: ticket.subject,
  reference: ticket.number,
  createdAt: ticket.createdAt,
  updatedAt: ticket.updatedAt,
});

function toSystemEvent({ id, at, kind, visibility, author, text, from, to }: TicketEvent): SystemEvent[] {
  // The first line came through this port, in the customer's words.
  const by = kind === 'created' ? 'us' : author === 'customer' ? 'requester' : author === 'agent' ? 'agent' : 'us';
  if (kind === 'state') return [{ id, at, kind: 'status', visibility, author: by, from, to }];
  return text === undefined ? [] : [{ id, at, kind: 'message', visibility, author: by, text }];
}
