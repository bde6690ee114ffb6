/** Timers: due rows become turns. */
import type { Json } from '../domain/message.ts';
import type { TimerStore } from '../domain/ports.ts';
import type { Database, Executor } from './database.ts';
import { statement } from './statement.ts';
import type { NewRow } from './tables.ts';

const set = statement<NewRow<'timers'>>()((db, p) =>
  db
    .insertInto('timers')
    .values({ key: p('key'), name: p('name'), conversation_id: p('conversation_id'), due_at: p('due_at'), payload: p('payload') })
    .onConflict((on) =>
      on.column('key').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        conversation_id: eb.ref('excluded.conversation_id'),
        due_at: eb.ref('excluded.due_at'),
        payload: eb.ref('excluded.payload'),
      })),
    ),
);
const remove = statement<{ key: string }>()((db, p) => db.deleteFrom('timers').where('key', '=', p('key')));
const removeFired = statement<{ key: string; dueAt: number }>()((db, p) =>
  db.deleteFrom('timers').where('key', '=', p('key')).where('due_at', '=', p('dueAt')),
);
const due = statement<{ at: number; limit: number }>()((db, p) =>
  db.selectFrom('timers').selectAll().where('due_at', '<=', p('at')).orderBy('due_at').orderBy('key').limit(p('limit')),
);

/** Sets the timer, or moves it when the key is taken. */
export async function schedule(
  tx: Executor,
  timer: { key: string; name: string; conversationId: string; dueAt: number; payload: Json },
): Promise<void> {
  const { key, name, conversationId, dueAt, payload } = timer;
  await tx.run(set, { key, name, conversation_id: conversationId, due_at: dueAt, payload: JSON.stringify(payload) });
}

export async function unschedule(tx: Executor, key: string): Promise<void> {
  await tx.run(remove, { key });
}

export function timerStore(db: Database): TimerStore {
  return {
    async dueTimers(at, limit) {
      const rows = await db.rows(due, { at, limit });
      return rows.map((row) => ({
        key: row.key,
        name: row.name,
        conversationId: row.conversation_id,
        dueAt: row.due_at,
        payload: JSON.parse(row.payload) as Json,
      }));
    },
    async removeTimer(key, dueAt) {
      if (dueAt === undefined) await unschedule(db, key);
      else await db.run(removeFired, { key, dueAt });
    },
  };
}
