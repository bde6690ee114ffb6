/** Fiftieth schema: cards to update in place, look-ups of customers by staff, the agents' channel in Teams. */
import { type Ddl, oneOf } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export const teams = (d: Ddl): string[] => [
  `create table sent_cards (
    conversation_id text not null, seq ${d.int} not null, activity_id text not null, about text not null ${oneOf('about', ['offer', 'ticket'])},
    about_id text not null, state text not null, primary key (conversation_id, seq)
  ${d.end}`,
  'create index sent_cards_about on sent_cards (about, about_id)',
  `create table lookups (
    id ${d.counted}, at ${d.int} not null, by_id text not null, by_name text not null, organisation_id text, asked text not null,
    conversation_id text not null
  ${d.end}`,
  'create index lookups_of_organisation on lookups (organisation_id, at)',
  ...d.refuse({ name: 'lookups_no_update', table: 'lookups', event: 'update', message: 'lookups is append-only' }),
  `create table agent_channel (
    one text primary key, conversation_id text not null, address ${d.json('address')} not null, chosen_by text not null, chosen_at ${d.int} not null
  ${d.end}`,
];
