/** Empties conversations that are older than promised and that nothing needs: oldest first, each in a transaction of its own. */
import { type SqlBool, sql } from 'kysely';
import type { RetentionStore } from '../domain/retention.ts';
import { conflict, type Database, type Executor, insert, mustChange } from './database.ts';
import { uploadsIn } from './messages.ts';
import { neededBy } from './migrations/0071-retention.ts';
import { statement } from './statement.ts';

interface Of {
  conversationId: string;
}

const needed = sql.raw<SqlBool>(neededBy('conversations.id'));

/** What was emptied and has not changed since is not looked at again. */
const expired = statement<{ before: number; limit: number }>()((db, p) =>
  db
    .selectFrom('conversations')
    .leftJoin('expired_conversations as gone', 'gone.conversation_id', 'conversations.id')
    .select(['conversations.id', 'conversations.version'])
    .where('conversations.changed_at', '<', p('before'))
    .where((eb) => eb.or([eb('gone.version', 'is', null), eb('gone.version', '<>', eb.ref('conversations.version'))]))
    .where(sql<SqlBool>`not (${needed})`)
    .orderBy('conversations.changed_at')
    .limit(p('limit')),
);

/** The new version makes a turn that was loaded before start again. */
const close = statement<Of & { version: number; nothing: string | null }>()((db, p) =>
  db
    .updateTable('conversations')
    .set((eb) => ({ version: eb('version', '+', 1), address: p('nothing') }))
    .where('id', '=', p('conversationId'))
    .where('version', '=', p('version')),
);
const dropMark = statement<Of>()((db, p) => db.deleteFrom('expired_conversations').where('conversation_id', '=', p('conversationId')));
const contents = statement<Of>()((db, p) => db.selectFrom('messages').select('content').where('conversation_id', '=', p('conversationId')));
/** Why and when somebody was asked for stays for the figures; what was said there goes. */
const eraseSummaries = statement<Of & { nothing: string | null }>()((db, p) =>
  db
    .updateTable('handoffs')
    .set((eb) => ({ summary: p('nothing'), version: eb('version', '+', 1) }))
    .where('conversation_id', '=', p('conversationId')),
);
const eraseEvents = statement<Of & { nothing: string | null }>()((db, p) =>
  db
    .updateTable('handoff_events')
    .set({ text: p('nothing'), by_name: p('nothing') })
    .where('handoff_id', 'in', (eb) => eb.selectFrom('handoffs').select('id').where('conversation_id', '=', p('conversationId'))),
);
const drops = (['messages', 'seen', 'presses', 'dialogs', 'sent_cards', 'requests'] as const).map((table) =>
  statement<Of>()((db, p) => db.deleteFrom(table).where('conversation_id', '=', p('conversationId'))),
);

export function retentionStore(db: Database): RetentionStore {
  return {
    async deleteOldConversations(before, limit) {
      const uploads: string[] = [];
      let conversations = 0;
      for (const { id, version } of await db.rows(expired, { before, limit })) {
        const files = await emptied(db, id, version);
        if (files === undefined) continue;
        conversations++;
        uploads.push(...files);
      }
      return { conversations, uploads };
    },
  };
}

/** Out: the uploads that were in it; undefined when somebody went on with it just now. */
async function emptied(db: Database, conversationId: string, version: number): Promise<string[] | undefined> {
  try {
    return await db.transaction((tx) => empty(tx, conversationId, version));
  } catch (error) {
    if (error === conflict || db.isConflict(error)) return undefined;
    throw error;
  }
}

async function empty(tx: Executor, conversationId: string, version: number): Promise<string[]> {
  const of = { conversationId };
  await mustChange(tx, close, { ...of, version, nothing: null });
  await tx.run(dropMark, of);
  await insert(tx, 'expired_conversations', [{ conversation_id: conversationId, version: version + 1 }]);
  const uploads = (await tx.rows(contents, of)).flatMap(({ content }) => uploadsIn(content));
  await tx.run(eraseEvents, { ...of, nothing: null });
  await tx.run(eraseSummaries, { ...of, nothing: null });
  for (const drop of drops) await tx.run(drop, of);
  return uploads;
}
