/** What waits for agents: requests to class, orders to confirm, objections, tickets in hand. */
import { type SqlBool, sql } from 'kysely';
import type { AgentStore, QueueItem } from '../domain/agent-ports.ts';
import type { Organisation } from '../domain/identity.ts';
import { consultantsCategory, type Ticket } from '../domain/ticket.ts';
import type { Database, Executor } from './database.ts';
import { organisationWithOrderers, toOrganisation } from './identity.ts';
import { toObjection } from './objections.ts';
import { offerById, toOffer, toOrder } from './offers.ts';
import { requestById, toRequest } from './requests.ts';
import { statement } from './statement.ts';
import { ticketOfRequest, toTicket } from './tickets.ts';

/** Written out, not as parameters: the indexes cover exactly these. */
const inHand = sql<SqlBool>`tickets.state not in ('closed', 'declined', 'withdrawn')`;
const unclassed = sql<SqlBool>`coalesce(requests.assessment ->> 'finality', 'none') <> 'final'`;
/** Requests to the consultants are nothing for product support to class. */
const ofSupport = sql<SqlBool>`tickets.category <> ${sql.lit(consultantsCategory)}`;
const waitsForNobody = sql<SqlBool>`tickets.state <> 'waitingApproval' and tickets.order_id is null`;

const toClass = statement<{ limit: number }>()((db, p) =>
  db
    .selectFrom('tickets')
    .innerJoin('requests', 'requests.id', 'tickets.request_id')
    .selectAll('tickets')
    .where(inHand)
    .where(waitsForNobody)
    .where(unclassed)
    .where(ofSupport)
    .orderBy('tickets.created_at')
    .limit(p('limit')),
);
const handled = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('tickets').selectAll().where(inHand).orderBy('created_at', 'desc').limit(p('limit')),
);
const placed = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('orders').selectAll().where(sql<SqlBool>`state = 'placed'`).orderBy('placed_at').limit(p('limit')),
);
const objected = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('objections').selectAll().where(sql<SqlBool>`state = 'open'`).orderBy('raised_at').limit(p('limit')),
);

const newestLine = statement<object>()((db) => db.selectFrom('ticket_events').select((eb) => eb.fn.max('n').as('newest')));
const newestChange = statement<object>()((db) => db.selectFrom('tickets').select((eb) => eb.fn.max('updated_at').as('newest')));
const registered = statement<object>()((db) =>
  db
    .selectFrom('registrations')
    .select((eb) => eb.fn.countAll().as('count'))
    .where(sql<SqlBool>`state = 'pending'`),
);

type Queues = Pick<AgentStore, 'workMark' | 'requestsToClass' | 'ordersToConfirm' | 'openObjections' | 'ticketsInHand'>;

export function agentQueues(db: Database): Queues {
  const items = async (tickets: readonly Ticket[]): Promise<QueueItem[]> =>
    (await Promise.all(tickets.map((ticket) => itemOf(db, ticket)))).flatMap((item) => item ?? []);
  return {
    async workMark() {
      const [line, change, people] = [await db.first(newestLine, {}), await db.first(newestChange, {}), await db.first(registered, {})];
      return [line?.newest, change?.newest, people?.count].map((value) => Number(value ?? 0)).join('-');
    },
    requestsToClass: async (limit) => items((await db.rows(toClass, { limit })).map(toTicket)),
    ticketsInHand: async (limit) => items((await db.rows(handled, { limit })).map(toTicket)),
    async ordersToConfirm(limit) {
      const orders = (await db.rows(placed, { limit })).map(toOrder);
      const found = await Promise.all(
        orders.map(async (order) => {
          const [item, offer] = await Promise.all([ofRequest(db, order.requestId), db.first(offerById, { id: order.offerId })]);
          return item && offer ? [{ ...item, order, offer: toOffer(offer) }] : [];
        }),
      );
      return found.flat();
    },
    async openObjections(limit) {
      const objections = (await db.rows(objected, { limit })).map(toObjection);
      const found = await Promise.all(
        objections.map(async (objection) => {
          const item = await ofRequest(db, objection.requestId);
          return item ? [{ ...item, objection }] : [];
        }),
      );
      return found.flat();
    },
  };
}

async function ofRequest(db: Executor, requestId: string): Promise<QueueItem | undefined> {
  const ticket = await db.first(ticketOfRequest, { requestId });
  return ticket && itemOf(db, toTicket(ticket));
}

async function itemOf(db: Executor, ticket: Ticket): Promise<QueueItem | undefined> {
  const row = await db.first(requestById, { id: ticket.requestId });
  if (!row) return undefined;
  const request = toRequest(row);
  return { request, ticket, organisation: await organisationOf(db, request.organisationId) };
}

export async function organisationOf(db: Executor, id: string | undefined): Promise<Organisation | undefined> {
  const [first] = id === undefined ? [] : await db.rows(organisationWithOrderers, { id });
  return first && toOrganisation(first);
}
