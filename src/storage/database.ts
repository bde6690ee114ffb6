/** What the SQL of this folder runs on: a small interface that both engines implement, and the signal for "somebody else was first". */
import { insertRows, type Statement } from './statement.ts';
import type { NewRow, TableName } from './tables.ts';

/** Runs statements, inside or outside a transaction. */
export interface Executor {
  rows<P, R>(statement: Statement<P, R>, params: P): Promise<R[]>;
  first<P, R>(statement: Statement<P, R>, params: P): Promise<R | undefined>;
  /** Runs a change. Out: how many rows it changed. */
  run<P>(statement: Statement<P, unknown>, params: P): Promise<number>;
}

export interface Database extends Executor {
  /** All or nothing. Inside, only `tx` may be used: on SQLite there is one connection, and the outer database waits for the transaction to end. Never wait for anything but the database in it. */
  transaction<T>(work: (tx: Executor) => Promise<T>): Promise<T>;
  /** True for an error that means another turn was first: unique key taken, deadlock, failed serialisation. */
  isConflict(error: unknown): boolean;
  close(): Promise<void>;
}

/** Thrown inside a transaction to roll it back when a conditional change found its row changed. */
export const conflict = new Error('Somebody else was first');

/** Runs a conditional change that must hit exactly one row; anything else is a conflict. */
export async function mustChange<P>(tx: Executor, statement: Statement<P, unknown>, params: P): Promise<void> {
  if ((await tx.run(statement, params)) !== 1) throw conflict;
}

/** Inserts whole rows in one statement; none is fine. */
export async function insert<T extends TableName>(tx: Executor, table: T, rows: readonly NewRow<T>[]): Promise<void> {
  if (rows.length > 0) await tx.run(insertRows(table, rows.length), rows);
}
