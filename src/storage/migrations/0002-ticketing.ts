/** Second schema: tickets in a system outside, the order of work on them, alarms and webhook deliveries. */
import { type Ddl, oneOf } from './ddl.ts';

const alarmKinds = [
  'orderRule',
  'unknownStatus',
  'statusNotAllowed',
  'statusRefused',
  'fieldsDropped',
  'referenceTaken',
  'needsAttention',
  'gone',
  'late',
  'setup',
];

/** In: how the engine writes things. Out: the statements in order. */
export const ticketing = (d: Ddl): string[] => [
  'alter table tickets add column foreign_number text',
  'create index tickets_by_change on tickets (updated_at)',
  'create index tickets_of_address on tickets (contact_email)',
  'alter table outbox add column lane text',
  'create index outbox_lanes on outbox (lane, id) where done_at is null and dead = 0',
  'create index outbox_given_up on outbox (lane) where dead = 1',
  `create table ticket_links (
    ticket_id text primary key references tickets deferrable initially deferred, system text not null, reference text not null,
    foreign_id text, raw_status text, foreign_updated_at ${d.int}, last_event text, posts ${d.int} not null, settle_until ${d.int},
    unique (system, reference), unique (system, foreign_id)
  ${d.end}`,
  `create table ticket_alarms (
    about text not null, kind text not null ${oneOf('kind', alarmKinds)}, text text not null, at ${d.int} not null, primary key (about, kind)
  ${d.end}`,
  'create index ticket_alarms_by_time on ticket_alarms (at)',
  `create table ticketing_cursors (system text primary key, cursor text not null ${d.end}`,
  `create table webhook_deliveries (system text not null, delivery_id text not null, at ${d.int} not null, primary key (system, delivery_id) ${d.end}`,
  'create index webhook_deliveries_by_time on webhook_deliveries (at)',
];
