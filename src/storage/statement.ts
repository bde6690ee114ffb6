/** SQL that kysely checks and compiles once per engine and that is run with named parameters ever after: building a query costs more than running it on SQLite. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type NewRow, type TableName, type Tables, writtenColumns } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** What the two engines differ in when SQL is written. */
export interface Dialect {
  readonly db: Kysely<Tables>;
  readonly engine: Engine;
}

export interface Compiled<P> {
  readonly sql: string;
  /** Values in the order of the SQL's places. */
  bind(params: P): unknown[];
}

/** One statement with the type of its parameters and of its rows. */
export interface Statement<P, R> {
  compile(dialect: Dialect): Compiled<P>;
  /** Never set; carries the row type. */
  readonly row?: R;
}

/** A place in the SQL that is filled from the parameters of each run. */
class Slot {
  readonly from: (params: never) => unknown;

  constructor(from: (params: never) => unknown) {
    this.from = from;
  }
}

type Place<P> = <K extends keyof P & string>(name: K) => RawBuilder<P[K]>;
/** Any builder of kysely that yields rows of a type. */
interface QueryLike<R> {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] };
  executeTakeFirst(): Promise<R | undefined>;
}

/** In: a query over the tables, its parameters placed with `p`. Out: the statement. Used as `statement<{ id: string }>()((db, p) => …)`. */
export function statement<P>(): <R>(build: (db: Kysely<Tables>, p: Place<P>, engine: Engine) => QueryLike<R>) => Statement<P, R> {
  const place: Place<P> = (name) => sql`${new Slot((params: P) => params[name])}`;
  return (build) => ({
    compile: ({ db, engine }) => {
      const { sql: text, parameters } = build(db, place, engine).compile();
      return { sql: text, bind: (params) => parameters.map((value) => (value instanceof Slot ? value.from(params as never) : value)) };
    },
  });
}

const inserts = new Map<string, Statement<readonly NewRow<TableName>[], never>>();

/** The insert of `count` whole rows into a table. */
export function insertRows<T extends TableName>(table: T, count: number): Statement<readonly NewRow<T>[], never> {
  const name = `${table} ${count}`;
  const known = inserts.get(name) ?? buildInsert(table, count);
  inserts.set(name, known);
  return known as Statement<readonly NewRow<T>[], never>;
}

function buildInsert(table: TableName, count: number): Statement<readonly NewRow<TableName>[], never> {
  const columns = writtenColumns(table);
  const line = `(${columns.map(() => '?').join(', ')})`;
  const head = `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) values `;
  const plain = head + Array.from({ length: count }, () => line).join(', ');
  let place = 0;
  const numbered = plain.replaceAll('?', () => `$${++place}`);
  return {
    compile: ({ engine }) => ({
      sql: engine === 'postgres' ? numbered : plain,
      bind: (rows) => rows.flatMap((row) => columns.map((column) => (row as Record<string, unknown>)[column])),
    }),
  };
}
