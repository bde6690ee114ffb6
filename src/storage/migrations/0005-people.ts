/** Fifth schema: one-time links that are mailed, people who registered and wait for a confirmation, wishes to order. */
import { type Ddl, oneOf } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export const people = (d: Ddl): string[] => [
  `create table mail_links (
    token_hash text primary key, purpose text not null ${oneOf('purpose', ['signIn', 'register'])}, email text not null, person_id text,
    registration ${d.json('registration')}, next text not null, ip text not null,
    created_at ${d.int} not null, expires_at ${d.int} not null, used_at ${d.int}, used_form text
  ${d.end}`,
  'create index mail_links_of_address on mail_links (email, created_at)',
  'create index mail_links_of_ip on mail_links (ip, created_at)',
  'create index mail_links_by_end on mail_links (expires_at)',
  `create table registrations (
    id text primary key, email text not null unique, name text not null, company text not null, customer_no text not null,
    organisation_id text references organisations deferrable initially deferred,
    state text not null ${oneOf('state', ['pending', 'confirmed', 'refused'])}, created_at ${d.int} not null, decided_at ${d.int}, decided_by text
  ${d.end}`,
  `create index registrations_pending on registrations (organisation_id) where state = 'pending'`,
  'alter table notes add column offer_id text',
  `create index notes_of_offer on notes (offer_id) where about = 'wish'`,
];
