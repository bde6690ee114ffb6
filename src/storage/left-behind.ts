/** What nobody comes back for: browser sessions, used one-time ids, and files that no message took. */
import { sql } from 'kysely';
import type { LeftBehindStore } from '../domain/retention.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';

/** A session lives as long as its conversation goes on. */
const dropSessions = statement<{ before: number }>()((db, p) =>
  db
    .deleteFrom('web_sessions')
    .where('created_at', '<', p('before'))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('conversations')
            .select('conversations.id')
            .whereRef('conversations.id', '=', 'web_sessions.conversation_id')
            .where('conversations.changed_at', '>=', p('before')),
        ),
      ),
    ),
);
const dropUsedIds = statement<{ now: number }>()((db, p) => db.deleteFrom('used_ids').where('expires_at', '<', p('now')));

interface Named {
  conversationId: string;
  named: string;
}
const inMessages = statement<Named>()((db, p) =>
  db
    .selectFrom('messages')
    .select('conversation_id')
    .where('conversation_id', '=', p('conversationId'))
    .where(sql<boolean>`cast(content as text) like ${p('named')}`)
    .limit(1),
);
const inRequests = statement<Named>()((db, p) =>
  db
    .selectFrom('requests')
    .select('conversation_id')
    .where('conversation_id', '=', p('conversationId'))
    .where(sql<boolean>`cast(details as text) like ${p('named')}`)
    .limit(1),
);
/** Reads every row: only asked about a file that its conversation does not know. */
const anywhere = statement<{ named: string }>()((db, p) =>
  db
    .selectFrom('requests')
    .select('conversation_id')
    .where(sql<boolean>`cast(details as text) like ${p('named')}`)
    .union(
      db
        .selectFrom('messages')
        .select('conversation_id')
        .where(sql<boolean>`cast(content as text) like ${p('named')}`),
    )
    .union(
      db
        .selectFrom('incoming_mails')
        .select(sql<string>`'mail.' || id`.as('conversation_id'))
        .where(sql<boolean>`cast(files as text) like ${p('named')}`),
    )
    .limit(1),
);

export function leftBehindStore(db: Database): LeftBehindStore {
  return {
    deleteOldSessions: (before) => db.run(dropSessions, { before }),
    forgetUsedIds: async (now) => void (await db.run(dropUsedIds, { now })),
    async conversationOfUpload(id, conversationId) {
      // The quotes keep an id from being found inside another; an underscore stands for itself often enough.
      const named = `%"${id}"%`;
      const of = { conversationId, named };
      const near = (await db.first(inMessages, of)) ?? (await db.first(inRequests, of));
      return (near ?? (await db.first(anywhere, { named })))?.conversation_id;
    },
  };
}
