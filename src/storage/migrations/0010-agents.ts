/** Agents and the rest of a request's life: classings kept, orders' changes, effort, objections, and what the database refuses about them. */
import { type Ddl, oneOf } from './ddl.ts';

export function agents(d: Ddl): string[] {
  return [...tables(d), ...orderRules(d), ...effortRules(d), ...objectionRules(d), ...keptRules(d)];
}

const tables = (d: Ddl): string[] => [
  `create table agents (
    id text primary key, name text not null, shown_name text not null, email text, state text not null ${oneOf('state', ['active', 'disabled'])},
    created_at ${d.int} not null
  ${d.end}`,
  'create unique index agents_email on agents (email)',
  `create table assessments (
    id text primary key, request_id text not null references requests deferrable initially deferred, coverage text not null,
    clauses ${d.json('clauses')} not null, category text, reason text, finality text not null, cause text not null, agent_id text, agent_name text,
    at ${d.int} not null
  ${d.end}`,
  'create index assessments_of_request on assessments (request_id, at)',
  `create table order_changes (
    id text primary key, order_id text not null references orders deferrable initially deferred, at ${d.int} not null, from_state text not null,
    to_state text not null, by_id text not null, by_name text not null, by_kind text not null ${oneOf('by_kind', ['customer', 'agent'])}, reason text
  ${d.end}`,
  'create index order_changes_of_order on order_changes (order_id, at)',
  `create table efforts (
    id text primary key, ticket_id text not null references tickets deferrable initially deferred,
    request_id text not null references requests deferrable initially deferred, order_id text references orders deferrable initially deferred,
    agent_id text not null, agent_name text not null, minutes ${d.int} not null check (minutes <> 0), note text not null,
    billable ${d.int} not null check (billable in (0, 1)), at ${d.int} not null
  ${d.end}`,
  'create index efforts_of_request on efforts (request_id, at)',
  'create index efforts_of_order on efforts (order_id)',
  'create index efforts_of_ticket on efforts (ticket_id)',
  'create index efforts_by_time on efforts (at)',
  `create table objections (
    id text primary key, request_id text not null unique references requests deferrable initially deferred, conversation_id text not null,
    ticket_id text not null references tickets deferrable initially deferred, raised_by text not null, raised_by_name text not null, reason text not null,
    raised_at ${d.int} not null, against_agent text not null, state text not null ${oneOf('state', ['open', 'upheld', 'granted'])}, decided_by text,
    decided_by_name text, answer text, decided_at ${d.int}, version ${d.int} not null
  ${d.end}`,
  `create index objections_open on objections (raised_at) where state = 'open'`,
  'create index objections_of_conversation on objections (conversation_id)',
  'create index objections_of_ticket on objections (ticket_id)',
  `create index orders_placed on orders (placed_at) where state = 'placed'`,
  'create index orders_by_time on orders (placed_at)',
  'create index ledger_of_request on ledger (request_id, n)',
  `create index tickets_in_hand on tickets (created_at) where state not in ('closed', 'declined', 'withdrawn')`,
];

const openObjection = (request: string): string =>
  `exists (select 1 from objections where objections.request_id = ${request} and objections.state = 'open')`;

const orderSteps = [
  ['placed', 'confirmed'],
  ['placed', 'withdrawn'],
  ['placed', 'cancelled'],
  ['confirmed', 'fulfilled'],
  ['confirmed', 'withdrawn'],
  ['confirmed', 'cancelled'],
  ['fulfilled', 'cancelled'],
];

const orderRules = (d: Ddl): string[] => [
  ...d.refuse({
    name: 'orders_start_placed',
    table: 'orders',
    event: 'insert',
    when: `new.state <> 'placed'`,
    message: 'an order starts as placed',
  }),
  ...d.refuse({
    name: 'orders_keep_their_way',
    table: 'orders',
    event: 'update',
    when: `new.state <> old.state and not (${orderSteps.map(([from, to]) => `(old.state = '${from}' and new.state = '${to}')`).join(' or ')})`,
    message: 'an order does not go from this state to that one',
  }),
  ...d.refuse({
    name: 'orders_withdrawn_before_work',
    table: 'orders',
    event: 'update',
    when: `new.state = 'withdrawn' and old.state <> 'withdrawn'
      and coalesce((select sum(efforts.minutes) from efforts where efforts.order_id = new.id), 0) > 0`,
    message: 'work on this order has begun',
  }),
  ...d.refuse({
    name: 'orders_rest_while_objected',
    table: 'orders',
    event: 'update',
    when: `new.state in ('confirmed', 'fulfilled') and old.state <> new.state and ${openObjection('new.request_id')}`,
    message: 'an objection is open',
  }),
  ...d.refuse({
    name: 'orders_not_while_objected',
    table: 'orders',
    event: 'insert',
    when: openObjection('new.request_id'),
    message: 'an objection is open',
  }),
];

const coverageOf = 'select tickets.coverage from tickets where tickets.id = new.ticket_id';
const confirmed = `exists (select 1 from orders where orders.id = new.order_id and orders.request_id = new.request_id
  and (orders.state = 'confirmed' or (orders.state = 'fulfilled' and new.minutes < 0)))`;
const ceiling = `(select cast(offers.terms ->> 'ceilingMinutes' as bigint) from orders join offers on offers.id = orders.offer_id where orders.id = new.order_id)`;
const sumOfOrder = 'coalesce((select sum(efforts.minutes) from efforts where efforts.order_id = new.order_id), 0)';

const effortRules = (d: Ddl): string[] => [
  ...d.refuse({
    name: 'efforts_need_confirmed_order',
    table: 'efforts',
    event: 'insert',
    when: `new.billable = 1 and not ${confirmed}`,
    message: 'billable minutes need a confirmed order',
  }),
  ...d.refuse({
    name: 'efforts_fit_coverage',
    table: 'efforts',
    event: 'insert',
    when: `(new.billable = 1 and (${coverageOf}) <> 'billable') or (new.billable = 0 and ((${coverageOf}) <> 'covered' or new.order_id is not null))`,
    message: 'minutes are billable on billable tickets only, and kept without bill on covered ones only',
  }),
  ...d.refuse({
    name: 'efforts_rest_while_objected',
    table: 'efforts',
    event: 'insert',
    when: `new.billable = 1 and new.minutes > 0 and ${openObjection('new.request_id')}`,
    message: 'an objection is open',
  }),
  ...d.refuse({
    name: 'efforts_below_ceiling',
    table: 'efforts',
    event: 'insert',
    when: `new.billable = 1 and new.minutes > 0 and ${sumOfOrder} + new.minutes > coalesce(${ceiling}, 1000000000)`,
    message: 'the ceiling of the order is reached',
  }),
  ...d.refuse({
    name: 'efforts_not_negative',
    table: 'efforts',
    event: 'insert',
    when: `new.billable = 1 and ${sumOfOrder} + new.minutes < 0`,
    message: 'more minutes taken off than were entered',
  }),
];

const objectionRules = (d: Ddl): string[] => [
  ...d.refuse({
    name: 'objections_decided_once',
    table: 'objections',
    event: 'update',
    when: `old.state <> 'open'`,
    message: 'a decided objection does not change',
  }),
  ...d.refuse({
    name: 'objections_decided_by_another',
    table: 'objections',
    event: 'update',
    when: `new.state <> 'open' and (new.decided_by is null or new.decided_by = old.against_agent)`,
    message: 'an objection is decided by another agent than the one who classed',
  }),
  ...d.refuse({
    name: 'objections_frozen',
    table: 'objections',
    event: 'update of id, request_id, conversation_id, ticket_id, raised_by, raised_at, against_agent',
    message: 'an objection is kept as it was raised',
  }),
  ...d.refuse({ name: 'objections_no_delete', table: 'objections', event: 'delete', message: 'objections are kept' }),
];

const keptRules = (d: Ddl): string[] =>
  ['assessments', 'order_changes', 'efforts'].flatMap((table) => [
    ...d.refuse({ name: `${table}_no_update`, table, event: 'update', message: `${table} is append-only` }),
    ...d.refuse({ name: `${table}_no_delete`, table, event: 'delete', message: `${table} is append-only` }),
    ...d.refuseTruncate(table),
  ]);
