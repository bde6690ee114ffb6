/** The few differences between the engines when tables and triggers are made. */
import type { Engine } from '../statement.ts';

export interface Ddl {
  /** Whole number of 64 bits. */
  readonly int: string;
  readonly json: (column: string) => string;
  /** A key the database counts itself. */
  readonly counted: string;
  /** End of a table definition. */
  readonly end: string;
  /** Refuses a change of single rows while the condition over `new` and `old` holds. Out: statements. */
  refuse(rule: Rule): string[];
  /** Takes a refusal back. Out: statements. */
  lift(name: string, table: string): string[];
  /** A JSON column as the text it was written as. */
  readonly jsonText: (column: string) => string;
  /**
   * Writes a table anew in the order of its key, where the engine can: without row numbers a row is found in one step and kept once.
   * In: the table (nothing may refer to it), its columns and key in the order they have, its indexes. Out: statements.
   */
  orderByKey(table: string, columns: string, ...indexes: string[]): string[];
  /** Refuses to empty the table at once, where the engine can. */
  refuseTruncate(table: string): string[];
}

export interface Rule {
  readonly name: string;
  readonly table: string;
  /** For example `delete` or `update of state`. */
  readonly event: string;
  readonly when?: string;
  readonly message: string;
}

const sqlite: Ddl = {
  int: 'integer',
  json: (column) => `text check (${column} is null or json_valid(${column}))`,
  counted: 'integer primary key autoincrement',
  end: ') strict',
  refuse: ({ name, table, event, when, message }) => [
    `create trigger ${name} before ${event} on ${table} ${when ? `when ${when} ` : ''}begin select raise(abort, '${message}'); end`,
  ],
  lift: (name) => [`drop trigger ${name}`],
  jsonText: (column) => column,
  orderByKey: (table, columns, ...indexes) => [
    `create table ${table}_by_key (${columns}) strict, without rowid`,
    `insert into ${table}_by_key select * from ${table}`,
    `drop table ${table}`,
    `alter table ${table}_by_key rename to ${table}`,
    ...indexes,
  ],
  refuseTruncate: () => [],
};

const postgres: Ddl = {
  int: 'bigint',
  json: () => 'json',
  counted: 'bigint generated always as identity primary key',
  end: ')',
  refuse: ({ name, table, event, when, message }) => [
    `create function ${name}() returns trigger language plpgsql as $body$ begin
      if ${when ?? 'true'} then raise exception '${message}'; end if;
      return ${event === 'delete' ? 'old' : 'new'};
    end $body$`,
    `create trigger ${name} before ${event} on ${table} for each row execute function ${name}()`,
  ],
  lift: (name, table) => [`drop trigger ${name} on ${table}`, `drop function ${name}()`],
  jsonText: (column) => `${column}::text`,
  orderByKey: () => [],
  refuseTruncate: (table) => [
    `create function ${table}_no_truncate() returns trigger language plpgsql as $body$ begin raise exception '${table} is append-only'; end $body$`,
    `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function ${table}_no_truncate()`,
  ],
};

export const ddl: Record<Engine, Ddl> = { sqlite, postgres };

/** A check that a text column holds one of the words. */
export const oneOf = (column: string, words: readonly string[]): string =>
  `check (${column} in (${words.map((word) => `'${word}'`).join(', ')}))`;
