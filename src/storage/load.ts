/** The one load of a turn: few statements, and none for what the turn cannot need. */
import type { Handoff } from '../domain/handoff.ts';
import type { Contact, Organisation } from '../domain/identity.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { Loaded, LoadQuery, Span } from '../domain/ports.ts';
import { customerFacts } from './customer-facts.ts';
import type { Executor } from './database.ts';
import { deskFacts } from './desk.ts';
import { handoffById, handoffOfConversation, toHandoff } from './handoffs.ts';
import { organisationWithOrderers, toContact, toOrganisation } from './identity.ts';
import { messageBySeq, toConversation, toMessage } from './messages.ts';
import { objectionOfRequest, objectionsOfConversation, toObjection } from './objections.ts';
import { offerById, offersOfConversation, offersOfRequest, ordersOfConversation, ordersOfRequest, toOffer, toOrder } from './offers.ts';
import { effortsOfConversation, effortsOfRequest, toEffort } from './order-life.ts';
import { visibleTickets } from './portal.ts';
import { requestById, requestsOfConversation, toRequest } from './requests.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';
import { ticketOfRequest, ticketsOfConversation, toTicket } from './tickets.ts';

type Work = Pick<Loaded, 'requests' | 'offers' | 'orders' | 'tickets' | 'efforts' | 'objections'>;

const noWork: Work = { requests: [], offers: [], orders: [], tickets: [], efforts: [], objections: [] };
const ownTicketLimit = 10;

/** Conversation with redelivery, dialog state and newest outgoing message, if any, in one row. */
const start = statement<{ conversationId: string; channel: string; activityId: string; dialogKey: string }>()((db, p) =>
  db
    .selectFrom('conversations as c')
    .leftJoin('seen as s', (join) =>
      join.onRef('s.conversation_id', '=', 'c.id').on('s.activity_id', '=', p('activityId')).on('s.channel', '=', p('channel')),
    )
    .leftJoin('dialogs as d', (join) => join.on('d.key', '=', p('dialogKey')))
    .leftJoin('messages as m', (join) =>
      join
        .onRef('m.conversation_id', '=', 'c.id')
        .on('m.seq', '=', (eb) =>
          eb
            .selectFrom('messages as newest')
            .select('newest.seq')
            .whereRef('newest.conversation_id', '=', 'c.id')
            .where('newest.direction', '=', 'out')
            .orderBy('newest.seq', 'desc')
            .limit(1),
        ),
    )
    .select((eb) => [
      's.first_seq as seen_first',
      's.last_seq as seen_last',
      'c.id',
      'c.channel',
      'c.kind',
      'c.last_seq',
      'c.version',
      'c.started_at',
      'c.changed_at',
      'c.address',
      'd.state as dialog_state',
      'd.version as dialog_version',
      'm.conversation_id',
      'm.seq',
      'm.direction',
      'm.author',
      'm.author_id',
      'm.content',
      'm.actions',
      'm.important',
      'm.delivery',
      'm.attempts',
      'm.at',
      eb
        .case()
        .when(eb.exists(eb.selectFrom('requests').select('requests.id').whereRef('requests.conversation_id', '=', 'c.id')))
        .then(eb.lit(1))
        .else(eb.lit(0))
        .end()
        .as('has_requests'),
      eb
        .case()
        .when(eb.exists(eb.selectFrom('handoffs').select('handoffs.id').whereRef('handoffs.conversation_id', '=', 'c.id')))
        .then(eb.lit(1))
        .else(eb.lit(0))
        .end()
        .as('has_handoff'),
    ])
    .where('c.id', '=', p('conversationId')),
);

const press = statement<{ conversationId: string; actionId: string }>()((db, p) =>
  db
    .selectFrom('presses')
    .select(['first_seq', 'last_seq'])
    .where('conversation_id', '=', p('conversationId'))
    .where('action_id', '=', p('actionId')),
);

/** In: what the turn is about. Out: everything it needs; for a redelivery only `seen` and the conversation. */
export async function load(db: Executor, query: LoadQuery): Promise<Loaded> {
  const { channel, conversationId, activityId } = query.activity;
  const row = await db.first(start, { channel, conversationId, activityId, dialogKey: query.dialogKey });
  const conversation = row && toConversation(row);
  if (row && row.seen_first !== null && row.seen_last !== null) {
    return { ...noWork, seen: { firstSeq: row.seen_first, lastSeq: row.seen_last }, conversation, ownTickets: [], orderers: [] };
  }
  const handoff = row?.has_handoff === 1 ? await handoffOf(db, query) : undefined;
  const buttons = await pressed(db, query);
  const found = await work(db, query, row?.has_requests === 1, handoff?.requestId);
  const desk = await deskFacts(db, query, handoff);
  return {
    conversation,
    dialog:
      row && row.dialog_state !== null ? { state: JSON.parse(row.dialog_state) as unknown, version: row.dialog_version ?? 0 } : undefined,
    lastOut: row && hasMessage(row) ? toMessage(row) : undefined,
    ...buttons,
    ...found,
    ...(handoff ? { handoff } : {}),
    ...(desk ? { desk } : {}),
    ownTickets: query.wantTickets ? await visibleTickets(db, query.principal, ownTicketLimit) : [],
    ...(await buyer(db, buyerOf(query, found, handoff))),
    ...(await askedCustomer(db, query, buttons)),
  };
}

/** The customer that staff name, or that the pressed button means. */
async function askedCustomer(db: Executor, { customer, principal, button }: LoadQuery, { pressedMessage }: Pressed) {
  const action = button && pressedMessage?.actions[button.n];
  const named = action && 'organisationId' in action ? { names: [], organisationId: action.organisationId } : customer;
  return named ? { customer: await customerFacts(db, principal, named) } : {};
}

type OrNull<T> = { [K in keyof T]: T[K] | null };

/** A left join gives a whole row or nothing: one column that cannot be null tells for all. */
const hasMessage = <T extends OrNull<Row<'messages'>>>(row: T): row is T & Row<'messages'> => row.seq !== null;

type Pressed = Pick<Loaded, 'pressedMessage' | 'pressedBefore' | 'guessedMessage'>;

async function pressed(db: Executor, { activity, button }: LoadQuery): Promise<Pressed> {
  if (!button) return {};
  const { conversationId } = activity;
  const row = await db.first(messageBySeq, { conversationId, seq: button.seq });
  if (!row) return {};
  const pressedMessage = toMessage(row);
  const before = await db.first(press, { conversationId, actionId: button.a });
  const pressedBefore: Span | undefined = before && { firstSeq: before.first_seq, lastSeq: before.last_seq };
  return { pressedMessage, pressedBefore, guessedMessage: await guessed(db, pressedMessage, button.n) };
}

async function guessed(db: Executor, message: StoredMessage, n: number): Promise<StoredMessage | undefined> {
  const action = message.actions[n];
  if (action === undefined || !('ofSeq' in action) || action.ofSeq === undefined) return undefined;
  const row = await db.first(messageBySeq, { conversationId: message.conversationId, seq: action.ofSeq });
  return row && toMessage(row);
}

/** The named one when it belongs to the conversation, else the open one, else the newest. */
async function handoffOf(db: Executor, { activity: { conversationId }, handoffId }: LoadQuery): Promise<Handoff | undefined> {
  const named = handoffId === undefined ? undefined : await db.first(handoffById, { id: handoffId });
  const row = named?.conversation_id === conversationId ? named : await db.first(handoffOfConversation, { conversationId });
  return row && toHandoff(row);
}

/** The person's own organisation; for agents and timers, who have none, the one of what they act on. */
function buyerOf({ principal, requestId, handoffId }: LoadQuery, { requests }: Work, handoff: Handoff | undefined): string | undefined {
  if (handoffId !== undefined) return handoff?.organisationId;
  if (principal.kind !== 'agent') return principal.organisationId;
  return requests.find((request) => request.id === requestId)?.organisationId;
}

/** `handoffRequest`: the request a hand-off is about is there whatever its place. */
async function work(
  db: Executor,
  { activity, offerId, requestId }: LoadQuery,
  hasRequests: boolean,
  handoffRequest: string | undefined,
): Promise<Work> {
  const newest = hasRequests ? await workOfConversation(db, activity.conversationId) : noWork;
  const here = isMissing(newest.requests, handoffRequest) ? joined(newest, await workOfRequest(db, handoffRequest)) : newest;
  if (isMissing(here.offers, offerId)) return joined(await workOfOffer(db, offerId), here);
  if (isMissing(here.requests, requestId)) return joined(await workOfRequest(db, requestId), here);
  return here;
}

function isMissing(rows: readonly { readonly id: string }[], id: string | undefined): id is string {
  return id !== undefined && !rows.some((row) => row.id === id);
}

function joined(named: Work, here: Work): Work {
  return {
    requests: [...named.requests, ...here.requests.filter((request) => request.id !== named.requests[0]?.id)],
    offers: [...named.offers, ...here.offers],
    orders: [...named.orders, ...here.orders],
    tickets: [...named.tickets, ...here.tickets],
    efforts: [...named.efforts, ...here.efforts],
    objections: [...named.objections, ...here.objections],
  };
}

async function workOfConversation(db: Executor, conversationId: string): Promise<Work> {
  const at = { conversationId };
  const [requests, offers, orders, tickets] = await Promise.all([
    db.rows(requestsOfConversation, at),
    db.rows(offersOfConversation, at),
    db.rows(ordersOfConversation, at),
    db.rows(ticketsOfConversation, at),
  ]);
  // Minutes and objections exist with tickets only.
  const after = tickets.length > 0;
  const [efforts, objections] = await Promise.all([
    after ? db.rows(effortsOfConversation, at) : [],
    after ? db.rows(objectionsOfConversation, at) : [],
  ]);
  return {
    requests: requests.map(toRequest),
    offers: offers.map(toOffer),
    orders: orders.map(toOrder),
    tickets: tickets.map(toTicket),
    efforts: efforts.map(toEffort),
    objections: objections.map(toObjection),
  };
}

/** An offer named by id may belong to another conversation; whether the principal may answer it is decided by the domain. */
async function workOfOffer(db: Executor, offerId: string): Promise<Work> {
  const offer = await db.first(offerById, { id: offerId });
  return offer ? workOfRequest(db, offer.request_id) : noWork;
}

async function workOfRequest(db: Executor, requestId: string): Promise<Work> {
  const of = { requestId };
  const [request, offers, orders, ticket, efforts, objection] = await Promise.all([
    db.first(requestById, { id: requestId }),
    db.rows(offersOfRequest, of),
    db.rows(ordersOfRequest, of),
    db.first(ticketOfRequest, of),
    db.rows(effortsOfRequest, of),
    db.first(objectionOfRequest, of),
  ]);
  return {
    requests: request ? [toRequest(request)] : [],
    offers: offers.map(toOffer),
    orders: orders.map(toOrder),
    tickets: ticket ? [toTicket(ticket)] : [],
    efforts: efforts.map(toEffort),
    objections: objection ? [toObjection(objection)] : [],
  };
}

async function buyer(
  db: Executor,
  organisationId: string | undefined,
): Promise<{ organisation?: Organisation; orderers: readonly Contact[] }> {
  if (organisationId === undefined) return { orderers: [] };
  const rows = await db.rows(organisationWithOrderers, { id: organisationId });
  const [first] = rows;
  if (!first) return { orderers: [] };
  return { organisation: toOrganisation(first), orderers: rows.flatMap((row) => toContact(row)) };
}
