/** Seventy-first schema: conversations that nothing needs any more can be emptied after their time, and no other message can be deleted. */
import type { Ddl } from './ddl.ts';

const ofRequest = ['tickets', 'offers', 'orders', 'assessments', 'ledger'].map(
  (table) => `exists (select 1 from ${table} where ${table}.request_id = requests.id)`,
);

/** In: SQL of a conversation's id. Out: SQL that is true while a ticket, an offer, an order, a classing by a person, the ledger or an open hand-off needs what was said in it. */
export const neededBy = (id: string): string =>
  [
    ...['tickets', 'offers'].map((table) => `exists (select 1 from ${table} where ${table}.conversation_id = ${id})`),
    `exists (select 1 from handoffs where handoffs.conversation_id = ${id} and handoffs.ended_at is null)`,
    `exists (select 1 from agent_channel where agent_channel.conversation_id = ${id})`,
    `exists (select 1 from requests where requests.conversation_id = ${id}
      and (requests.state in ('offered', 'ticketed') or ${ofRequest.join(' or ')}))`,
  ].join(' or ');

const asExpired = `exists (select 1 from expired_conversations join conversations on conversations.id = expired_conversations.conversation_id
  where conversations.id = old.conversation_id and conversations.version = expired_conversations.version)`;

/** In: how the engine writes things. Out: the statements in order. */
export const retention = (d: Ddl): string[] => [
  `create table expired_conversations (
    conversation_id text primary key references conversations deferrable initially deferred, version ${d.int} not null
  ${d.end}`,
  ...d.refuse({
    name: 'expired_conversations_needless',
    table: 'expired_conversations',
    event: 'insert',
    when: neededBy('new.conversation_id'),
    message: 'this conversation is needed',
  }),
  ...d.refuse({
    name: 'expired_conversations_no_update',
    table: 'expired_conversations',
    event: 'update',
    message: 'a conversation expires anew, its mark does not change',
  }),
  ...d.lift('messages_no_delete', 'messages'),
  ...d.refuse({
    name: 'messages_only_expired',
    table: 'messages',
    event: 'delete',
    when: `not ${asExpired}`,
    message: 'messages is append-only; only an expired conversation is emptied',
  }),
  'create index tickets_of_conversation on tickets (conversation_id)',
  'create index offers_of_conversation on offers (conversation_id)',
  'create index dialogs_of_conversation on dialogs (conversation_id)',
  'create index agent_channel_of_conversation on agent_channel (conversation_id)',
];
