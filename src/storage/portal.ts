/** Reads for the customers' pages, limited to what the principal may see. */
import { type SqlBool, sql } from 'kysely';
import { isVerifiedCustomer, maySee, type Principal } from '../domain/identity.ts';
import type { PortalStore } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Database, Executor } from './database.ts';
import { head, toLedgerRow } from './ledger.ts';
import { objectionOfRequest, toObjection } from './objections.ts';
import { offerById, offersOfRequest, orderById, ordersOfRequest, toOffer, toOrder } from './offers.ts';
import { effortsOfRequest, toEffort } from './order-life.ts';
import { requestById, toRequest } from './requests.ts';
import { statement } from './statement.ts';
import { ticketOfRequest, toEvent, toTicket } from './tickets.ts';

/** A page shows at most so many. */
const listLimit = 200;

type Seer = { ownerId: string; organisationId: string | null };

const everyTicket = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('tickets').selectAll().orderBy('created_at', 'desc').orderBy('number', 'desc').limit(p('limit')),
);
const ownTickets = statement<Seer & { limit: number }>()((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where((eb) => eb.or([eb('owner_id', '=', p('ownerId')), eb('organisation_id', '=', p('organisationId'))]))
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .limit(p('limit')),
);
/** What is in hand comes before what is over: however many came since, it is never cut off first. */
const isOver = sql<number>`case when state in ('resolved', 'closed', 'declined', 'withdrawn') then 1 else 0 end`;
const listedTickets = statement<Seer & { limit: number }>()((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where((eb) => eb.or([eb('owner_id', '=', p('ownerId')), eb('organisation_id', '=', p('organisationId'))]))
    .orderBy(isOver)
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .limit(p('limit')),
);
const ticketByNumber = statement<{ number: string }>()((db, p) => db.selectFrom('tickets').selectAll().where('number', '=', p('number')));
export const eventsOf = statement<{ ticketId: string }>()((db, p) =>
  db.selectFrom('ticket_events').selectAll().where('ticket_id', '=', p('ticketId')).orderBy('at').orderBy('n'),
);
/** Written out, not as a parameter: the indexes cover exactly these. */
const isOpen = sql<SqlBool>`state = 'open'`;
export const openOffers = statement<Seer>()((db, p) =>
  db
    .selectFrom('offers')
    .selectAll()
    .where(isOpen)
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', p('ownerId')),
        eb.and([eb('organisation_id', '=', p('organisationId')), eb('forwarded_at', 'is not', null)]),
      ]),
    )
    .orderBy('offered_at', 'desc')
    .orderBy('id', 'desc'),
);
const everyOpenOffer = statement<object>()((db) =>
  db.selectFrom('offers').selectAll().where(isOpen).orderBy('offered_at', 'desc').orderBy('id', 'desc').limit(listLimit),
);
const orderedRow = statement<{ orderId: string }>()((db, p) =>
  db.selectFrom('ledger').selectAll().where('order_id', '=', p('orderId')).where('kind', '=', 'ordered').orderBy('n').limit(1),
);

/** `maySee` of the domain, as parameters of a query. */
const seer = (principal: Principal): Seer => ({
  ownerId: principal.id,
  organisationId: isVerifiedCustomer(principal) ? (principal.organisationId ?? null) : null,
});

/** The newest tickets the principal may see. */
export async function visibleTickets(db: Executor, principal: Principal, limit: number): Promise<readonly Ticket[]> {
  const rows =
    principal.kind === 'agent' ? await db.rows(everyTicket, { limit }) : await db.rows(ownTickets, { ...seer(principal), limit });
  return rows.map(toTicket);
}

export function portalStore(db: Database): PortalStore {
  return {
    tickets: async (principal) =>
      principal.kind === 'agent'
        ? visibleTickets(db, principal, listLimit)
        : (await db.rows(listedTickets, { ...seer(principal), limit: listLimit })).map(toTicket),
    ticketByNumber: (principal, number) => ticketView(db, principal, number),
    offerById: (principal, offerId) => offerView(db, principal, offerId),
    async openOffers(principal) {
      const rows = principal.kind === 'agent' ? await db.rows(everyOpenOffer, {}) : await db.rows(openOffers, seer(principal));
      return rows.map(toOffer);
    },
    receipt: (principal, orderId) => receipt(db, principal, orderId),
  };
}

/** Internal history lines are left out for everybody but agents. */
async function ticketView(db: Executor, principal: Principal, number: string): ReturnType<PortalStore['ticketByNumber']> {
  const row = await db.first(ticketByNumber, { number });
  const ticket = row && toTicket(row);
  if (!ticket || !maySee(principal, ticket)) return undefined;
  const requestId = ticket.requestId;
  const request = await db.first(requestById, { id: requestId });
  if (!request) return undefined;
  const events = (await db.rows(eventsOf, { ticketId: ticket.id })).map(toEvent);
  const orders = (await db.rows(ordersOfRequest, { requestId })).map(toOrder);
  const objection = await db.first(objectionOfRequest, { requestId });
  return {
    ticket,
    events: principal.kind === 'agent' ? events : events.filter((event) => event.visibility === 'public'),
    offers: (await db.rows(offersOfRequest, { requestId })).map(toOffer),
    order: orders.find((order) => order.id === ticket.orderId) ?? orders[0],
    request: toRequest(request),
    efforts: (await db.rows(effortsOfRequest, { requestId })).map(toEffort),
    objection: objection && toObjection(objection),
  };
}

async function offerView(db: Executor, principal: Principal, offerId: string): ReturnType<PortalStore['offerById']> {
  const row = await db.first(offerById, { id: offerId });
  const offer = row && toOffer(row);
  if (!offer || !maySee(principal, offer)) return undefined;
  const { requestId } = offer;
  const request = await db.first(requestById, { id: requestId });
  if (!request) return undefined;
  const order = (await db.rows(ordersOfRequest, { requestId })).find((candidate) => candidate.offer_id === offer.id);
  const ticket = await db.first(ticketOfRequest, { requestId });
  return {
    offer,
    request: toRequest(request),
    ...(order ? { order: toOrder(order) } : {}),
    ...(ticket ? { ticket: toTicket(ticket) } : {}),
  };
}

async function receipt(db: Executor, principal: Principal, orderId: string): ReturnType<PortalStore['receipt']> {
  const order = await db.first(orderById, { id: orderId });
  const offer = order && (await db.first(offerById, { id: order.offer_id }));
  if (!order || !offer || !maySee(principal, toOffer(offer))) return undefined;
  const ledger = await db.first(orderedRow, { orderId });
  const top = await db.first(head, {});
  if (!ledger || !top) return undefined;
  const ticket = await db.first(ticketOfRequest, { requestId: order.request_id });
  return {
    order: toOrder(order),
    offer: toOffer(offer),
    ledger: toLedgerRow(ledger),
    head: top,
    ...(ticket ? { ticket: toTicket(ticket) } : {}),
  };
}
