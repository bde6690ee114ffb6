/** Messages and conversations: rows to domain and back, history, and the connector's send queue. */
import { type SqlBool, sql } from 'kysely';
import type { Action } from '../domain/action.ts';
import type { Delivery, JsonObject, MessageContent, StoredMessage } from '../domain/message.ts';
import type { Conversation, MessageStore } from '../domain/ports.ts';
import type { Channel } from '../domain/vocabulary.ts';
import type { Database } from './database.ts';
import type { News } from './news.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

/** Rows of this database were written by this code and are guarded by its checks, so their JSON is taken as what it was. */
export const toMessage = (row: Row<'messages'>): StoredMessage => ({
  conversationId: row.conversation_id,
  seq: row.seq,
  direction: row.direction as StoredMessage['direction'],
  author: row.author as StoredMessage['author'],
  authorId: row.author_id,
  content: JSON.parse(row.content) as MessageContent,
  actions: JSON.parse(row.actions) as Action[],
  important: row.important === 1,
  delivery: row.delivery as Delivery,
  at: row.at,
});

export const fromMessage = (message: StoredMessage): Row<'messages'> => ({
  conversation_id: message.conversationId,
  seq: message.seq,
  direction: message.direction,
  author: message.author,
  author_id: message.authorId,
  content: JSON.stringify(message.content),
  actions: JSON.stringify(message.actions),
  important: message.important ? 1 : 0,
  delivery: message.delivery,
  attempts: 0,
  at: message.at,
});

export const toConversation = (row: Row<'conversations'>): Conversation => ({
  id: row.id,
  channel: row.channel as Channel,
  kind: row.kind as Conversation['kind'],
  lastSeq: row.last_seq,
  version: row.version,
  startedAt: row.started_at,
  address: row.address === null ? undefined : (JSON.parse(row.address) as JsonObject),
});

/** In: a message's content as stored. Out: ids of the files that came with it. */
export function uploadsIn(content: string): string[] {
  const { attachments = [] } = JSON.parse(content) as MessageContent;
  return attachments.flatMap(({ uploadId }: JsonObject) => (typeof uploadId === 'string' ? [uploadId] : []));
}

const conversationById = statement<{ id: string }>()((db, p) => db.selectFrom('conversations').selectAll().where('id', '=', p('id')));

const history = statement<{ conversationId: string; afterSeq: number; limit: number }>()((db, p) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', p('conversationId'))
    .where('seq', '>', p('afterSeq'))
    .orderBy('seq')
    .limit(p('limit')),
);

export const messageBySeq = statement<{ conversationId: string; seq: number }>()((db, p) =>
  db.selectFrom('messages').selectAll().where('conversation_id', '=', p('conversationId')).where('seq', '=', p('seq')),
);

/** Written out, not as parameters: the index covers exactly these. */
const waiting = sql<SqlBool>`delivery in ('due', 'unknown')`;

const toSend = statement<{ limit: number }>()((db, p) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .selectAll('messages')
    .select('conversations.address')
    .where(waiting)
    .where('conversations.address', 'is not', null)
    .orderBy('messages.at')
    .orderBy('messages.seq')
    .limit(p('limit')),
);

const mark = statement<{ conversationId: string; seq: number; delivery: string }>()((db, p) =>
  db
    .updateTable('messages')
    .set({ delivery: p('delivery') })
    .where('conversation_id', '=', p('conversationId'))
    .where('seq', '=', p('seq')),
);

const take = statement<{ conversationId: string; seq: number; attempts: number }>()((db, p) =>
  db
    .updateTable('messages')
    .set((eb) => ({ delivery: 'unknown', attempts: eb('attempts', '+', 1) }))
    .where('conversation_id', '=', p('conversationId'))
    .where('seq', '=', p('seq'))
    .where('attempts', '=', p('attempts'))
    .where(waiting),
);

export function messageStore(db: Database, news: News): MessageStore {
  return {
    async conversation(id) {
      const row = await db.first(conversationById, { id });
      return row && toConversation(row);
    },
    async messagesAfter(conversationId, afterSeq, limit) {
      return (await db.rows(history, { conversationId, afterSeq, limit })).map(toMessage);
    },
    onCommitted: (listener) => news.listen(listener),
    async dueMessages(limit) {
      const rows = await db.rows(toSend, { limit });
      return rows.map((row) => ({ ...toMessage(row), address: JSON.parse(row.address ?? '{}') as JsonObject, attempts: row.attempts }));
    },
    async markDelivery(conversationId, seq, delivery) {
      await db.run(mark, { conversationId, seq, delivery });
    },
    claimDelivery: async (conversationId, seq, attempts) => (await db.run(take, { conversationId, seq, attempts })) === 1,
  };
}
