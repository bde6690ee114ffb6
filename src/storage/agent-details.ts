/** One request whole, the evidence of one order, and the orders of a time for invoicing. */
import type { AgentStore, OrderLine, OrderStep, RequestDetail } from '../domain/agent-ports.ts';
import type { Contact } from '../domain/identity.ts';
import type { Order } from '../domain/offer.ts';
import type { OrderState } from '../domain/vocabulary.ts';
import { organisationOf } from './agent-queues.ts';
import type { Database, Executor } from './database.ts';
import { organisationWithOrderers, toContact } from './identity.ts';
import { head, toLedgerRow } from './ledger.ts';
import { objectionOfRequest, toObjection } from './objections.ts';
import { offerById, offersOfRequest, orderById, ordersOfRequest, toOffer, toOrder } from './offers.ts';
import { assessmentsOfRequest, changesOfOrder, effortsOfRequest, toEffort, toKeptAssessment } from './order-life.ts';
import { eventsOf } from './portal.ts';
import { requestById, toRequest } from './requests.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';
import { ticketOfRequest, toEvent, toTicket } from './tickets.ts';

const requestOfNumber = statement<{ number: string }>()((db, p) =>
  db.selectFrom('tickets').select('request_id').where('number', '=', p('number')),
);
const ledgerOfRequest = statement<{ requestId: string }>()((db, p) =>
  db.selectFrom('ledger').selectAll().where('request_id', '=', p('requestId')).orderBy('n'),
);
const privatesOfRequest = statement<{ requestId: string }>()((db, p) =>
  db
    .selectFrom('ledger_privates')
    .innerJoin('ledger', 'ledger.n', 'ledger_privates.n')
    .selectAll('ledger_privates')
    .where('ledger.request_id', '=', p('requestId'))
    .orderBy('ledger_privates.n')
    .orderBy('field'),
);
/** Placed in the time, or with minutes in it. */
const ordersBetween = statement<{ from: number; until: number }>()((db, p) =>
  db
    .selectFrom('orders')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('orders as placed')
        .select('placed.id as id')
        .where('placed.placed_at', '>=', p('from'))
        .where('placed.placed_at', '<', p('until'))
        .union(
          eb
            .selectFrom('efforts')
            .select('efforts.order_id as id')
            .where('efforts.at', '>=', p('from'))
            .where('efforts.at', '<', p('until'))
            .where('efforts.order_id', 'is not', null)
            .$castTo<{ id: string }>(),
        ),
    )
    .orderBy('placed_at')
    .orderBy('id'),
);

const toStep = (row: Row<'order_changes'>): OrderStep => ({
  at: row.at,
  from: row.from_state as OrderState,
  to: row.to_state as OrderState,
  by: row.by_id,
  byName: row.by_name,
  byKind: row.by_kind as OrderStep['byKind'],
  reason: row.reason ?? undefined,
});

type Details = Pick<AgentStore, 'requestDetail' | 'requestIdOfTicket' | 'orderEvidence' | 'orderLines'>;

export function agentDetails(db: Database): Details {
  return {
    requestDetail: (requestId) => detail(db, requestId),
    requestIdOfTicket: async (number) => (await db.first(requestOfNumber, { number }))?.request_id,
    orderEvidence: (orderId) =>
      // One moment of everything, so that rows and head belong together.
      db.transaction(async (tx) => {
        const row = await tx.first(orderById, { id: orderId });
        const offer = row && (await tx.first(offerById, { id: row.offer_id }));
        const found = row && (await detail(tx, row.request_id));
        const top = await tx.first(head, {});
        if (!row || !offer || !found || !top) return undefined;
        const of = { requestId: row.request_id };
        const ledger = (await tx.rows(ledgerOfRequest, of)).map(toLedgerRow);
        return { ...found, order: toOrder(row), offer: toOffer(offer), ledger, privates: await tx.rows(privatesOfRequest, of), head: top };
      }),
    async orderLines(from, until) {
      const orders = (await db.rows(ordersBetween, { from, until })).map(toOrder);
      const lines: OrderLine[] = [];
      for (const order of orders) lines.push(...(await lineOf(db, order)));
      return lines;
    },
  };
}

async function lineOf(db: Executor, order: Order): Promise<OrderLine[]> {
  const of = { requestId: order.requestId };
  const offer = await db.first(offerById, { id: order.offerId });
  if (!offer) return [];
  const ticket = await db.first(ticketOfRequest, of);
  const efforts = (await db.rows(effortsOfRequest, of)).map(toEffort).filter((effort) => effort.orderId === order.id);
  const steps = (await db.rows(changesOfOrder, { orderId: order.id })).map(toStep);
  const objection = await db.first(objectionOfRequest, of);
  const line = { order, offer: toOffer(offer), efforts, steps, objectionOpen: objection?.state === 'open' };
  return [{ ...line, ticket: ticket && toTicket(ticket) }];
}

async function detail(db: Executor, requestId: string): Promise<RequestDetail | undefined> {
  const of = { requestId };
  const row = await db.first(requestById, { id: requestId });
  const ticket = row && (await db.first(ticketOfRequest, of));
  if (!row || !ticket) return undefined;
  const request = toRequest(row);
  const orders = (await db.rows(ordersOfRequest, of)).map(toOrder);
  const steps: OrderStep[] = [];
  for (const order of orders) steps.push(...(await db.rows(changesOfOrder, { orderId: order.id })).map(toStep));
  const objection = await db.first(objectionOfRequest, of);
  return {
    request,
    ticket: toTicket(ticket),
    organisation: await organisationOf(db, request.organisationId),
    events: (await db.rows(eventsOf, { ticketId: ticket.id })).map(toEvent),
    offers: (await db.rows(offersOfRequest, of)).map(toOffer),
    orders,
    orderSteps: steps.toSorted((a, b) => a.at - b.at),
    efforts: (await db.rows(effortsOfRequest, of)).map(toEffort),
    objection: objection && toObjection(objection),
    assessments: (await db.rows(assessmentsOfRequest, of)).map(toKeptAssessment),
    orderers: await orderersOf(db, request.organisationId),
  };
}

async function orderersOf(db: Executor, organisationId: string | undefined): Promise<readonly Contact[]> {
  if (organisationId === undefined) return [];
  return (await db.rows(organisationWithOrderers, { id: organisationId })).flatMap((row) => toContact(row));
}
