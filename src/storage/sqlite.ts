/** SQLite: one connection, prepared statements, and a lock file that keeps a second server off the data folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect, SqliteQueryCompiler } from 'kysely';
import type { Database, Executor } from './database.ts';
import { migrate, requireCurrent } from './migrate.ts';
import type { Compiled, Dialect, Statement } from './statement.ts';
import { StorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

const fileName = 'support-lotse.db';
/** How long a server that is just ending may still hold the folder. */
const lockWaitMs = 800;
const busyWaitMs = 3000;
const mostPerCommit = 64;

/**
 * A bare `?` that the planner has looked at makes SQLite plan the statement again at every run (it is compiled with STAT4): 70 µs instead of 5 for
 * a join. The plus changes no value and hides it.
 */
class PlannedOnce extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** Without it kysely migrates outside a transaction, and a failed step leaves its first half behind. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class OurDialect extends SqliteDialect {
  override createQueryCompiler(): SqliteQueryCompiler {
    return new PlannedOnce();
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/**
 * Opens the database below the folder. A `server` owns the folder alone (`data-folder-in-use` after about a second otherwise);
 * a `command` may work beside a running server and then never migrates.
 */
export async function openSqlite(dataDir: string, role: 'server' | 'command'): Promise<Database> {
  const lock = openFolder(dataDir, role);
  let db: Sqlite.Database | undefined;
  try {
    db = openFile(join(dataDir, fileName), busyWaitMs);
    settle(db);
    const dialect: Dialect = { engine: 'sqlite', db: new Kysely<Tables>({ dialect: new OurDialect({ database: db }) }) };
    await (lock ? migrate(dialect.db, 'sqlite') : requireCurrent(dialect.db, 'sqlite'));
    return database(db, dialect, lock);
  } catch (error) {
    db?.close();
    lock?.close();
    throw asStorageError(error, dataDir);
  }
}

/** Makes the folder and takes its lock; a command goes on without it when a server has it. The lock ends with the process, however that ends. */
function openFolder(dataDir: string, role: 'server' | 'command'): Sqlite.Database | undefined {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const lock = openFile(join(dataDir, 'server.lock'), role === 'server' ? lockWaitMs : 0);
    try {
      lock.pragma('locking_mode = EXCLUSIVE');
      lock.exec('begin exclusive');
      return lock;
    } catch (error) {
      lock.close();
      if (role === 'command' && codeOf(error).startsWith('SQLITE_BUSY')) return undefined;
      throw error;
    }
  } catch (error) {
    throw asStorageError(error, dataDir);
  }
}

const openFile = (file: string, timeout: number): Sqlite.Database => new Sqlite(file, { timeout });

function settle(db: Sqlite.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
}

/** Closed while a transaction runs: there is one connection, and what it has not committed is nobody's to read. */
interface Gate {
  busy: Promise<void> | undefined;
}

function database(db: Sqlite.Database, dialect: Dialect, lock: Sqlite.Database | undefined): Database {
  const direct = directly(db, dialect);
  const gate: Gate = { busy: undefined };
  const waiting: Executor = {
    rows: async (statement, params) => {
      while (gate.busy) await gate.busy;
      return direct.rows(statement, params);
    },
    first: async (statement, params) => {
      while (gate.busy) await gate.busy;
      return direct.first(statement, params);
    },
    run: async (statement, params) => {
      while (gate.busy) await gate.busy;
      return direct.run(statement, params);
    },
  };
  const inTransaction: Executor = {
    rows: async (statement, params) => direct.rows(statement, params),
    first: async (statement, params) => direct.first(statement, params),
    run: async (statement, params) => direct.run(statement, params),
  };
  const group = commitGroup(db, gate, inTransaction);
  return {
    ...waiting,
    transaction: (work) => group.run(work),
    isConflict: (error) => codeOf(error) === 'SQLITE_CONSTRAINT_UNIQUE' || codeOf(error) === 'SQLITE_CONSTRAINT_PRIMARYKEY',
    async close() {
      while (gate.busy) await gate.busy;
      db.close();
      lock?.close();
    },
  };
}

/** Transactions that come in the same moment share one commit, and so one wait for the disk; each can still fail alone. */
function commitGroup(db: Sqlite.Database, gate: Gate, tx: Executor) {
  type Waiting = { readonly run: () => Promise<void>; readonly settle: (failure?: unknown) => void };
  const step = (sql: string) => db.prepare(sql);
  const [begin, commit, rollback] = [step('begin immediate'), step('commit'), step('rollback')];
  const [save, keep, takeBack] = [step('savepoint member'), step('release member'), step('rollback to member')];
  const waiting: Waiting[] = [];

  const runAll = async (group: readonly Waiting[]): Promise<void> => {
    begin.run();
    for (const member of group) await member.run();
    commit.run();
  };

  const flush = async (): Promise<void> => {
    // Waiting and closing the gate must not be split by another `await`, or two would start.
    while (gate.busy) await gate.busy;
    const group = waiting.splice(0, mostPerCommit);
    if (group.length === 0) return;
    const { promise, resolve: free } = Promise.withResolvers<void>();
    gate.busy = promise;
    let failure: unknown;
    try {
      await runAll(group);
    } catch (error) {
      failure = error ?? new Error('The transaction failed');
      if (db.inTransaction) rollback.run();
    } finally {
      gate.busy = undefined;
      free();
    }
    for (const member of group) member.settle(failure);
    if (waiting.length > 0) setImmediate(() => void flush());
  };

  /** Resolves or rejects after the commit, or at once when the work itself failed: only its own changes are taken back then. */
  const run = <T>(work: (tx: Executor) => Promise<T>): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
    const member: Waiting = {
      run: async () => {
        save.run();
        try {
          outcome = { value: await work(tx) };
        } catch (error) {
          outcome = { error };
          takeBack.run();
        }
        keep.run();
      },
      settle: (failure) => {
        if (outcome && 'error' in outcome) reject(outcome.error);
        else if (failure !== undefined || !outcome) reject(failure);
        else resolve(outcome.value);
      },
    };
    waiting.push(member);
    if (waiting.length === 1) setImmediate(() => void flush());
    return promise;
  };
  return { run };
}

/** Runs statements at once, each prepared when it is first used. */
function directly(db: Sqlite.Database, dialect: Dialect) {
  const prepared = new Map<unknown, { query: Sqlite.Statement<unknown[]>; bind: Compiled<never>['bind'] }>();
  const ready = <P, R>(statement: Statement<P, R>, params: P): { query: Sqlite.Statement<unknown[]>; values: unknown[] } => {
    let entry = prepared.get(statement);
    if (!entry) {
      const compiled = statement.compile(dialect);
      entry = { query: db.prepare(compiled.sql), bind: compiled.bind as Compiled<never>['bind'] };
      prepared.set(statement, entry);
    }
    return { query: entry.query, values: entry.bind(params as never) };
  };
  return {
    rows<P, R>(statement: Statement<P, R>, params: P): R[] {
      const { query, values } = ready(statement, params);
      return query.all(...values) as R[];
    },
    first<P, R>(statement: Statement<P, R>, params: P): R | undefined {
      const { query, values } = ready(statement, params);
      return query.get(...values) as R | undefined;
    },
    run<P>(statement: Statement<P, unknown>, params: P): number {
      const { query, values } = ready(statement, params);
      return query.run(...values).changes;
    },
  };
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function asStorageError(error: unknown, dataDir: string): unknown {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_BUSY')) {
    return new StorageError(
      'data-folder-in-use',
      `The data folder ${dataDir} is in use by another process of this program; stop that one, or set DATA_DIR to another folder.`,
      error,
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY'].includes(code)) {
    return new StorageError(
      'data-folder-not-writable',
      `The data folder ${dataDir} cannot be written; give this user the right to write there, or set DATA_DIR to another folder.`,
      error,
    );
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new StorageError(
      'database-damaged',
      `The file ${join(dataDir, fileName)} is not a usable database; move it away, or restore it from a backup.`,
      error,
    );
  }
  return error;
}
