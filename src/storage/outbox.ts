/** Work for outside systems: put in by a turn's commit, taken by a worker, delivered at least once. */
import type { Json } from '../domain/message.ts';
import type { OutboxItem, OutboxStore, OutboxWork } from '../domain/ports.ts';
import type { Database, Executor } from './database.ts';
import { statement } from './statement.ts';

const put = statement<{ work: string; key: string; payload: string; at: number; lane: string | null }>()((db, p) =>
  db
    .insertInto('outbox')
    .values({ work: p('work'), key: p('key'), payload: p('payload'), attempts: 0, next_at: p('at'), dead: 0, lane: p('lane') })
    .onConflict((on) => on.column('key').doNothing()),
);

const take = statement<{ at: number; lockedUntil: number; limit: number; work: string }>()((db, p, engine) =>
  db
    .updateTable('outbox')
    .set((eb) => ({ locked_until: p('lockedUntil'), attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', (eb) => {
      const free = eb
        .selectFrom('outbox as waiting')
        .select('waiting.id')
        .where('waiting.work', '=', p('work'))
        .where('waiting.done_at', 'is', null)
        .where((of) => of('waiting.dead', '=', of.lit(0)))
        .where('waiting.next_at', '<=', p('at'))
        .where((or) => or.or([or('waiting.locked_until', 'is', null), or('waiting.locked_until', '<=', p('at'))]))
        .where((not) =>
          not.not(
            not.exists(
              not
                .selectFrom('outbox as older')
                .select('older.id')
                .whereRef('older.lane', '=', 'waiting.lane')
                .whereRef('older.id', '<', 'waiting.id')
                .where('older.done_at', 'is', null)
                .where((of) => of('older.dead', '=', of.lit(0))),
            ),
          ),
        )
        .orderBy('waiting.next_at')
        .orderBy('waiting.id')
        .limit(p('limit'));
      return engine === 'postgres' ? free.forUpdate().skipLocked() : free;
    })
    .returning(['id', 'work', 'key', 'payload', 'attempts']),
);

/** What was done is known by its key; names and addresses in it are not kept. */
const finish = statement<{ id: number; at: number; empty: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ done_at: p('at'), locked_until: null, last_error: null, payload: p('empty') })
    .where('id', '=', p('id')),
);
const retry = statement<{ id: number; nextAt: number; error: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ next_at: p('nextAt'), locked_until: null, last_error: p('error') })
    .where('id', '=', p('id')),
);
const bury = statement<{ id: number; error: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ dead: 1, locked_until: null, last_error: p('error') })
    .where('id', '=', p('id')),
);

/** A mail that was given up is never sent; work for a ticket system may be taken up again. */
const emptyMail = statement<{ id: number; empty: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ payload: p('empty') })
    .where('id', '=', p('id'))
    .where('work', '=', 'mail'),
);

const empty = '{}';

export interface NewWork {
  readonly work: OutboxWork;
  readonly key: string;
  readonly payload: Json;
  /** Items of one lane are given out one after the other, in the order they were put in; without it, each stands alone. */
  readonly lane?: string;
}

/** Puts work in once, due at the time; the same key again changes nothing. */
export async function enqueue(tx: Executor, { work, key, payload, lane }: NewWork, at: number): Promise<void> {
  await tx.run(put, { work, key, payload: JSON.stringify(payload), at, lane: lane ?? null });
}

export function outboxStore(db: Database): OutboxStore {
  return {
    /** `attempts` counts this one: an attempt that ends in a crash is counted too. */
    async claim(at, lockedUntil, limit, work = 'mail') {
      const rows = await db.rows(take, { at, lockedUntil, limit, work });
      return rows
        .map(
          (row): OutboxItem => ({
            id: row.id,
            work: row.work as OutboxWork,
            key: row.key,
            payload: JSON.parse(row.payload) as Json,
            attempts: row.attempts,
          }),
        )
        .sort((a, b) => a.id - b.id);
    },
    async done(id, at) {
      await db.run(finish, { id, at, empty });
    },
    async failed(id, nextAt, error) {
      if (nextAt !== 'dead') return void (await db.run(retry, { id, nextAt, error }));
      await db.run(bury, { id, error });
      await db.run(emptyMail, { id, empty });
    },
  };
}
