/** First schema: conversations, the units of work, the ledger, and the rules the database itself keeps. A migration never changes once it was released. */
import { type Ddl, oneOf } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export function start(d: Ddl): string[] {
  return [
    ...conversationTables(d),
    ...workTables(d),
    ...ledgerTables(d),
    ...queueTables(d),
    ...identityTables(d),
    ...messageRules(d),
    ...workRules(d),
    ...ledgerRules(d),
  ];
}

const conversationTables = (d: Ddl): string[] => [
  `create table conversations (
    id text primary key, channel text not null, kind text not null ${oneOf('kind', ['personal', 'group'])},
    last_seq ${d.int} not null, version ${d.int} not null, started_at ${d.int} not null, changed_at ${d.int} not null,
    address ${d.json('address')}
  ${d.end}`,
  'create index conversations_changed on conversations (changed_at)',
  `create table messages (
    conversation_id text not null references conversations deferrable initially deferred, seq ${d.int} not null check (seq > 0),
    direction text not null ${oneOf('direction', ['in', 'out'])}, author text not null, author_id text not null,
    content ${d.json('content')} not null, actions ${d.json('actions')} not null, important ${d.int} not null,
    delivery text not null ${oneOf('delivery', ['none', 'due', 'sent', 'unknown', 'dead'])}, attempts ${d.int} not null, at ${d.int} not null,
    primary key (conversation_id, seq)
  ${d.end}`,
  `create index messages_to_send on messages (at, seq) where delivery in ('due', 'unknown')`,
  `create table seen (
    channel text not null, conversation_id text not null, activity_id text not null, first_seq ${d.int} not null, last_seq ${d.int} not null,
    primary key (conversation_id, activity_id, channel)
  ${d.end}`,
  `create table presses (
    conversation_id text not null, action_id text not null, first_seq ${d.int} not null, last_seq ${d.int} not null,
    primary key (conversation_id, action_id)
  ${d.end}`,
  `create table dialogs (key text primary key, conversation_id text not null, state ${d.json('state')} not null, version ${d.int} not null ${d.end}`,
];

const workTables = (d: Ddl): string[] => [
  `create table requests (
    id text primary key, conversation_id text not null references conversations deferrable initially deferred, organisation_id text, owner_id text not null,
    label text not null, subject text not null, description text not null, facts ${d.json('facts')} not null, asked ${d.int} not null,
    assessment ${d.json('assessment')}, state text not null ${oneOf('state', ['draft', 'offered', 'ticketed', 'declined', 'dropped', 'done'])},
    details ${d.json('details')} not null, created_at ${d.int} not null, version ${d.int} not null
  ${d.end}`,
  'create index requests_of_conversation on requests (conversation_id, created_at)',
  `create table offers (
    id text primary key, request_id text not null references requests deferrable initially deferred, conversation_id text not null,
    organisation_id text, owner_id text not null, made_by text not null ${oneOf('made_by', ['bot', 'agent'])},
    terms ${d.json('terms')} not null, terms_sha256 text not null,
    state text not null ${oneOf('state', ['open', 'accepted', 'declined', 'reviewRequested', 'expired', 'superseded', 'retracted'])},
    forwarded_at ${d.int}, shown_text text, shown_sha256 text, press_token text not null unique,
    offered_at ${d.int} not null, decided_at ${d.int}, version ${d.int} not null
  ${d.end}`,
  `create unique index offers_one_open on offers (request_id) where state = 'open'`,
  'create index offers_of_request on offers (request_id)',
  `create index offers_open_of_organisation on offers (organisation_id) where state = 'open'`,
  `create index offers_open_of_owner on offers (owner_id) where state = 'open'`,
  `create table orders (
    id text primary key, offer_id text not null unique references offers deferrable initially deferred,
    request_id text not null references requests deferrable initially deferred, organisation_id text not null,
    placed_by text not null, placed_by_name text not null,
    state text not null ${oneOf('state', ['placed', 'confirmed', 'fulfilled', 'withdrawn', 'cancelled'])}, placed_at ${d.int} not null, version ${d.int} not null
  ${d.end}`,
  'create index orders_of_request on orders (request_id)',
  `create table tickets (
    id text primary key, number text not null unique, request_id text not null unique references requests deferrable initially deferred,
    conversation_id text not null, organisation_id text, owner_id text not null, subject text not null, body text not null, product text, category text not null,
    coverage text not null ${oneOf('coverage', ['covered', 'billable', 'notOffered', 'undecided'])},
    state text not null ${oneOf('state', ['new', 'open', 'waitingCustomer', 'waitingApproval', 'resolved', 'closed', 'declined', 'withdrawn'])},
    urgency text, contact_name text, contact_email text, order_id text references orders deferrable initially deferred,
    created_at ${d.int} not null, updated_at ${d.int} not null, version ${d.int} not null
  ${d.end}`,
  'create index tickets_of_owner on tickets (owner_id, created_at)',
  'create index tickets_of_organisation on tickets (organisation_id, created_at)',
  'create index tickets_of_order on tickets (order_id)',
  'create index tickets_by_time on tickets (created_at)',
  `create table ticket_events (
    n ${d.counted}, id text not null unique, ticket_id text not null references tickets deferrable initially deferred, at ${d.int} not null, kind text not null,
    visibility text not null ${oneOf('visibility', ['public', 'internal'])}, author text not null, text text, from_state text, to_state text
  ${d.end}`,
  'create index ticket_events_of_ticket on ticket_events (ticket_id, at)',
  `create table ticket_counters (year ${d.int} primary key, last ${d.int} not null ${d.end}`,
];

const ledgerTables = (d: Ddl): string[] => [
  `create table ledger (
    n ${d.int} primary key check (n > 0), kind text not null, at ${d.int} not null, offer_id text not null, request_id text not null, order_id text,
    body text not null, previous text not null, key_id text not null, hash text not null unique
  ${d.end}`,
  'create index ledger_of_order on ledger (order_id)',
  `create table ledger_privates (
    n ${d.int} not null references ledger deferrable initially deferred, field text not null, value text not null, salt text not null, primary key (n, field)
  ${d.end}`,
  `create table ledger_head (one ${d.int} primary key check (one = 1), count ${d.int} not null, hash text not null ${d.end}`,
  `insert into ledger_head (one, count, hash) values (1, 0, '${'0'.repeat(64)}')`,
];

const queueTables = (d: Ddl): string[] => [
  `create table timers (key text primary key, name text not null, conversation_id text not null, due_at ${d.int} not null, payload ${d.json('payload')} not null ${d.end}`,
  'create index timers_due on timers (due_at)',
  `create table outbox (
    id ${d.counted}, work text not null, key text not null unique, payload ${d.json('payload')} not null, attempts ${d.int} not null, next_at ${d.int} not null,
    locked_until ${d.int}, last_error text, done_at ${d.int}, dead ${d.int} not null
  ${d.end}`,
  'create index outbox_waiting on outbox (next_at) where done_at is null and dead = 0',
  `create table notes (id ${d.counted}, conversation_id text not null, at ${d.int} not null, about text not null, label text, faq_id text, seq ${d.int} ${d.end}`,
  'create index notes_by_time on notes (about, at)',
];

const identityTables = (d: Ddl): string[] => [
  `create table web_sessions (
    user_id text primary key, conversation_id text not null, principal ${d.json('principal')} not null, created_at ${d.int} not null, revoked_at ${d.int}
  ${d.end}`,
  `create table organisations (
    id text primary key, customer_no text not null unique, name text not null, products ${d.json('products')} not null, contracts ${d.json('contracts')} not null
  ${d.end}`,
  `create table contacts (
    id text primary key, organisation_id text not null references organisations deferrable initially deferred, email text not null unique, name text not null,
    may_order ${d.int} not null
  ${d.end}`,
  'create index contacts_of_organisation on contacts (organisation_id)',
  `create table used_ids (id text primary key, expires_at ${d.int} not null ${d.end}`,
];

const messageRules = (d: Ddl): string[] => [
  ...d.refuse({
    name: 'messages_no_change',
    table: 'messages',
    event: 'update of conversation_id, seq, direction, author, author_id, content, actions, important, at',
    message: 'messages is append-only',
  }),
  ...d.refuse({ name: 'messages_no_delete', table: 'messages', event: 'delete', message: 'messages is append-only' }),
  ...d.refuseTruncate('messages'),
];

const orderInPlace = `exists (select 1 from orders where orders.request_id = new.request_id and orders.state in ('confirmed', 'fulfilled'))`;
const workWithoutOrder = `new.state = 'open' and new.coverage = 'billable' and not ${orderInPlace}`;

const workRules = (d: Ddl): string[] => [
  ...['insert', 'update'].flatMap((event) =>
    d.refuse({
      name: `tickets_need_order_on_${event}`,
      table: 'tickets',
      event,
      when: workWithoutOrder,
      message: 'a billable ticket needs a confirmed order to be in work',
    }),
  ),
  ...d.refuse({
    name: 'orders_carry_work',
    table: 'orders',
    event: 'update',
    when: `new.state not in ('confirmed', 'fulfilled')
      and exists (select 1 from tickets where tickets.request_id = new.request_id and tickets.state = 'open' and tickets.coverage = 'billable')`,
    message: 'the ticket of this order is in work',
  }),
  ...d.refuse({
    name: 'orders_need_acceptance',
    table: 'orders',
    event: 'insert',
    when: `not exists (select 1 from offers where offers.id = new.offer_id and offers.request_id = new.request_id and offers.state = 'accepted')`,
    message: 'an order needs the acceptance of its offer',
  }),
  ...d.refuse({ name: 'orders_no_delete', table: 'orders', event: 'delete', message: 'orders are kept' }),
  ...d.refuse({
    name: 'offers_final',
    table: 'offers',
    event: 'update',
    when: `old.state <> 'open'`,
    message: 'a decided offer does not change',
  }),
  ...d.refuse({
    name: 'offers_frozen',
    table: 'offers',
    event:
      'update of id, request_id, conversation_id, organisation_id, owner_id, made_by, terms, terms_sha256, shown_text, shown_sha256, press_token, offered_at',
    message: 'the terms of an offer are frozen',
  }),
];

const ledgerRules = (d: Ddl): string[] => [
  ...d.refuse({ name: 'ledger_no_update', table: 'ledger', event: 'update', message: 'ledger is append-only' }),
  ...d.refuse({ name: 'ledger_no_delete', table: 'ledger', event: 'delete', message: 'ledger is append-only' }),
  ...d.refuseTruncate('ledger'),
  ...d.refuse({
    name: 'ledger_privates_no_update',
    table: 'ledger_privates',
    event: 'update',
    message: 'side values of the ledger are erased, never changed',
  }),
  ...d.refuse({
    name: 'ledger_head_grows',
    table: 'ledger_head',
    event: 'update',
    when: 'new.count <= old.count',
    message: 'the head of the ledger only grows',
  }),
  ...d.refuse({ name: 'ledger_head_no_delete', table: 'ledger_head', event: 'delete', message: 'the head of the ledger is kept' }),
];
