/** The schema in the database is the one the code was written for, and newer databases are left alone. */
import { describe, expect, test } from 'vitest';
import { tables } from '../../src/storage/tables.ts';
import { engines } from './engines.ts';

type Column = { table: string; column: string; type: string; nullable: boolean };

const catalogue = {
  SQLite: `select m.name as "table", c.name as "column", lower(c.type) as type, c."notnull" = 0 and c.pk = 0 as nullable
    from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite%' and m.name not like 'kysely%'`,
  PostgreSQL: `select table_name as "table", column_name as "column", data_type as type, is_nullable = 'YES' as nullable
    from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'`,
};
const types = {
  SQLite: { text: 'text', int: 'integer', json: 'text', id: 'integer' },
  PostgreSQL: { text: 'text', int: 'bigint', json: 'json', id: 'bigint' },
};

const order = (columns: Column[]): Column[] => columns.sort((a, b) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`));

describe.each(engines)('the schema on $name', ({ name, open }) => {
  test('has exactly the tables, columns and types that the row types say', async () => {
    const { sql } = await open();
    const real = (await sql(catalogue[name])).map((row) => ({ ...row, nullable: Boolean(row.nullable) }) as Column);
    const written = Object.entries(tables).flatMap(([table, columns]) =>
      Object.entries(columns).map(([column, cell]) => {
        const kind = (cell as string).replace('?', '') as keyof (typeof types)['SQLite'];
        return { table, column, type: types[name][kind], nullable: (cell as string).endsWith('?') };
      }),
    );
    expect(order(real)).toEqual(order(written));
  });

  test('is made once: opening again changes nothing', async () => {
    const { storage, again, sql } = await open();
    const before = await sql('select name, timestamp from kysely_migration');
    await storage.close();
    await (await again()).ping();
    expect(await sql('select name, timestamp from kysely_migration')).toEqual(before);
    expect(before[0]).toMatchObject({ name: '0001-start' });
  });

  test.each(['server', 'command'] as const)('of newer code stops a %s with what to do', async (role) => {
    const { storage, again, sql } = await open();
    await sql(`insert into kysely_migration (name, timestamp) values ('0002-from-the-future', '2027-01-01T00:00:00.000Z')`);
    await storage.close();
    await expect(again({ role })).rejects.toMatchObject({ code: 'database-newer', message: expect.stringContaining('start that version') });
  });
});
