/** Ninetieth schema: what became of each mail that came in, with the words of those that wait for an agent. */
import { type Ddl, oneOf } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export const incomingMail = (d: Ddl): string[] => [
  `create table incoming_mails (
    id text primary key, at ${d.int} not null, address text not null,
    outcome text not null ${oneOf('outcome', ['ignored', 'reply', 'offer', 'request', 'held'])}, reason text, ticket_number text,
    name text, subject text, text text, files ${d.json('files')}, settled_at ${d.int}, settled_by text ${d.end}`,
  `create index incoming_mails_held on incoming_mails (at) where outcome = 'held' and settled_at is null`,
  'create index incoming_mails_of_address on incoming_mails (address, at)',
];
