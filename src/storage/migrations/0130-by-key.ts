/** Hundred-and-thirtieth schema: small rows that every turn reads and writes by their key are kept in its order, once instead of twice. */
import { type Ddl, oneOf } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export const byKey = (d: Ddl): string[] => [
  ...d.orderByKey(
    'seen',
    `channel text not null, conversation_id text not null, activity_id text not null, first_seq ${d.int} not null, last_seq ${d.int} not null,
    primary key (conversation_id, activity_id, channel)`,
  ),
  ...d.orderByKey(
    'presses',
    `conversation_id text not null, action_id text not null, first_seq ${d.int} not null, last_seq ${d.int} not null,
    primary key (conversation_id, action_id)`,
  ),
  ...d.orderByKey(
    'dialogs',
    `key text primary key, conversation_id text not null, state ${d.json('state')} not null, version ${d.int} not null`,
    'create index dialogs_of_conversation on dialogs (conversation_id)',
  ),
  ...d.orderByKey(
    'web_sessions',
    `user_id text primary key, conversation_id text not null, principal ${d.json('principal')} not null, created_at ${d.int} not null, revoked_at ${d.int}`,
    'create index web_sessions_by_age on web_sessions (created_at)',
  ),
  ...d.orderByKey(
    'weekly_counts',
    `week text not null, what text not null ${oneOf('what', ['answered', 'askedBack', 'unanswered'])}, shard ${d.int} not null,
    count ${d.int} not null check (count > 0), primary key (week, what, shard)`,
  ),
];
