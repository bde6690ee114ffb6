/** PostgreSQL: a pool, short transactions, and NOTIFY in the transaction of each commit. */
import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database, Executor } from './database.ts';
import { migrate, requireCurrent } from './migrate.ts';
import type { News } from './news.ts';
import type { Opened } from './opened.ts';
import { listenTo, newsChannel } from './postgres-listener.ts';
import { type Compiled, type Dialect, type Statement, statement } from './statement.ts';
import { StorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly role: 'server' | 'command';
  readonly news: News;
  /** Connection failures in the background; the process must not end by them. */
  readonly onError: (error: unknown) => void;
}

/** Whole numbers come as numbers (all of ours are below 2^53), JSON as its text, the same as from SQLite. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.JSON) return String;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

const notify = statement<{ channel: string; payload: string }>()((db, p) =>
  db.selectNoFrom((eb) => eb.fn<string>('pg_notify', [p('channel'), p('payload')]).as('sent')),
);

/** Connects, migrates (several servers at once are fine) and listens. `database-unreachable` when the server does not answer or refuses. */
export async function openPostgres({ url, role, news, onError }: PostgresOptions): Promise<Opened> {
  const connection = { connectionString: url, types, connectionTimeoutMillis: 5000, application_name: 'support-lotse' };
  const pool = new pg.Pool({ ...connection, max: 10 });
  pool.on('error', onError);
  const dialect: Dialect = { engine: 'postgres', db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
  const self = randomUUID();
  try {
    await pool.query('select 1');
    await (role === 'server' ? migrate(dialect.db, 'postgres') : requireCurrent(dialect.db, 'postgres'));
    const listener = role === 'server' ? await listenTo({ connection, self, news, onError }) : undefined;
    return {
      db: database(pool, dialect, async () => {
        await listener?.close();
        await pool.end();
      }),
      async announce(tx, conversationId, lastSeq) {
        await tx.first(notify, { channel: newsChannel, payload: JSON.stringify({ conversationId, lastSeq, by: self }) });
      },
    };
  } catch (error) {
    await pool.end();
    throw asStorageError(error, url);
  }
}

function database(pool: pg.Pool, dialect: Dialect, close: () => Promise<void>): Database {
  const compiled = new Map<unknown, Compiled<never>>();
  return {
    ...executor(pool, dialect, compiled),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work(executor(client, dialect, compiled));
        await client.query('commit');
        return result;
      } catch (error) {
        broken = await client.query('rollback').then(() => undefined, asError);
        throw error;
      } finally {
        client.release(broken);
      }
    },
    /** unique_violation, serialization_failure, deadlock_detected */
    isConflict: (error) => ['23505', '40001', '40P01'].includes(codeOf(error)),
    close,
  };
}

function executor(client: pg.Pool | pg.PoolClient, dialect: Dialect, compiled: Map<unknown, Compiled<never>>): Executor {
  const query = async <P, R>(statement: Statement<P, R>, params: P): Promise<pg.QueryResult> => {
    let entry = compiled.get(statement) as Compiled<P> | undefined;
    if (!entry) {
      entry = statement.compile(dialect);
      compiled.set(statement, entry as Compiled<never>);
    }
    return client.query(entry.sql, entry.bind(params));
  };
  return {
    rows: async <P, R>(statement: Statement<P, R>, params: P) => (await query(statement, params)).rows as R[],
    first: async <P, R>(statement: Statement<P, R>, params: P) => (await query(statement, params)).rows[0] as R | undefined,
    run: async (statement, params) => (await query(statement, params)).rowCount ?? 0,
  };
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Codes of the network, of a refused log-in and of a missing database; a time-out of the pool has none. */
const unreachable = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
  '28000',
  '28P01',
  '3D000',
  '53300',
  '57P03',
];

function asStorageError(error: unknown, url: string): unknown {
  const failed = unreachable.includes(codeOf(error)) || /timeout|terminated/i.test(asError(error).message);
  if (error instanceof StorageError || !failed) return error;
  const { host, pathname } = new URL(url);
  const reason = asError(error).message || codeOf(error);
  return new StorageError(
    'database-unreachable',
    `The database ${host}${pathname} cannot be used (${reason}); start it, or correct DATABASE_URL.`,
    error,
  );
}
