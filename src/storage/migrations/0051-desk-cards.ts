/** Cards of hand-offs and tickets in the agents' channel. */
import { type Ddl, oneOf } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export const deskCards = (d: Ddl): string[] => [
  `create table desk_cards (
    about text not null ${oneOf('about', ['handoff', 'ticket'])}, about_id text not null, conversation_id text not null, activity_id text,
    shown text not null, told ${d.int} not null, live ${d.int} not null, tries ${d.int} not null, tried_at ${d.int} not null, version ${d.int} not null,
    primary key (about, about_id)
  ${d.end}`,
  'create index desk_cards_live on desk_cards (live, tried_at)',
];
