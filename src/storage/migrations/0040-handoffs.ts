/** Fortieth schema: hand-offs between assistant and people, what happened to them, and who is there. */
import { type Ddl, oneOf } from './ddl.ts';

const states = ['requested', 'queued', 'accepted', 'returned', 'completed', 'failed', 'abandoned'];
const open = `state in ('requested', 'queued', 'accepted')`;

/** In: how the engine writes things. Out: the statements in order. */
export const handoffs = (d: Ddl): string[] => [
  `create table handoffs (
    id text primary key, conversation_id text not null, request_id text not null, owner_id text not null, organisation_id text,
    state text not null ${oneOf('state', states)}, reason text not null, product text, summary ${d.json('summary')}, requested_at ${d.int} not null,
    deadline_at ${d.int} not null, for_agent text, accepted_by text, accepted_by_name text, accepted_at ${d.int}, first_accepted_at ${d.int},
    ended_at ${d.int}, outcome text, ticket_id text, remote ${d.json('remote')}, version ${d.int} not null,
    check ((state = 'accepted') = (accepted_at is not null and ended_at is null))
  ${d.end}`,
  `create unique index handoffs_one_open on handoffs (conversation_id) where ${open}`,
  'create index handoffs_of_conversation on handoffs (conversation_id, requested_at)',
  `create index handoffs_open on handoffs (requested_at, id) where ${open}`,
  `create index handoffs_in_hand on handoffs (accepted_by) where state = 'accepted'`,
  'create index handoffs_taken on handoffs (first_accepted_at) where first_accepted_at is not null',
  'create index handoffs_of_owner on handoffs (owner_id, requested_at)',
  'create index handoffs_of_organisation on handoffs (organisation_id, requested_at)',
  ...d.refuse({
    name: 'handoffs_end_once',
    table: 'handoffs',
    event: 'update',
    when: `old.ended_at is not null and (new.state <> old.state or new.ended_at is null or new.ended_at <> old.ended_at)`,
    message: 'a hand-off that is over does not come back',
  }),
  `create table handoff_events (
    n ${d.counted}, handoff_id text not null, kind text not null, at ${d.int} not null, by_kind text not null, by_id text not null, by_name text, text text
  ${d.end}`,
  'create index handoff_events_of on handoff_events (handoff_id, n)',
  ...d.refuse({
    name: 'handoff_events_only_erased',
    table: 'handoff_events',
    event: 'update',
    when: `not (new.text is null and new.by_name is null and ${['n', 'handoff_id', 'kind', 'at', 'by_kind', 'by_id'].map((column) => `new.${column} = old.${column}`).join(' and ')})`,
    message: 'handoff_events is append-only; words and names can be erased, nothing else',
  }),
  `create table agent_presence (
    agent_id text primary key, seen_at ${d.int} not null, available ${d.int} not null check (available in (0, 1))
  ${d.end}`,
  'create index agent_presence_seen on agent_presence (seen_at)',
];
