/** PostgreSQL between several servers: news of each other's commits, lost connections, and plain words when it cannot be reached. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStorage } from '../../src/storage/open.ts';
import { query } from '../support/postgres.ts';
import { freshDatabase } from '../support/shared-postgres.ts';
import { ledgerKey } from './ledger-key.ts';
import { take } from './things.ts';

async function open(databaseUrl: string, onError: (error: unknown) => void = () => undefined) {
  const storage = await openStorage({ dataDir: '', databaseUrl, ledgerKey, onError });
  onTestFinished(() => storage.close());
  return storage;
}

type Storage = Awaited<ReturnType<typeof open>>;

/** Resolves when the storage hears of the conversation at that place. */
function news(storage: Storage, conversationId: string, lastSeq: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = storage.onCommitted((heard) => {
      if (heard.conversationId !== conversationId || heard.lastSeq < lastSeq) return;
      stop();
      resolve();
    });
  });
}

/** What a restart of the database server does to everybody. */
const cutAll = (databaseUrl: string) =>
  query(
    databaseUrl,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

describe('several servers on PostgreSQL', () => {
  test('hear of each other, and each of its own commits once', async () => {
    const databaseUrl = await freshDatabase();
    const [here, there] = [await open(databaseUrl), await open(databaseUrl)];
    const heardHere: unknown[] = [];
    here.onCommitted((one) => heardHere.push(one));
    const first = news(there, 'c', 2);
    await take(here, 'c');
    await first;
    const answer = news(here, 'd', 2);
    await take(there, 'd');
    await answer;
    expect(heardHere).toEqual([
      { conversationId: 'c', lastSeq: 2 },
      { conversationId: 'd', lastSeq: 2 },
    ]);
  });

  test('learn what they missed while the connection was away', async () => {
    const databaseUrl = await freshDatabase();
    const errors: unknown[] = [];
    const [here, there] = [await open(databaseUrl), await open(databaseUrl, (error) => errors.push(error))];
    const missed = news(there, 'c', 2);
    await cutAll(databaseUrl);
    while (
      !(await take(here, 'c').then(
        (outcome) => outcome === 'committed',
        () => false,
      ))
    );
    await missed;
    expect(errors.length).toBeGreaterThan(0);
    const live = news(there, 'c', 4);
    await take(here, 'c');
    await live;
  });

  test('start on an empty database at the same moment', async () => {
    const databaseUrl = await freshDatabase();
    const all = await Promise.all(Array.from({ length: 4 }, () => open(databaseUrl)));
    await Promise.all(all.map((storage, n) => take(storage, `c${n}`)));
    const done = (await query(databaseUrl, 'select name from kysely_migration order by name')).map((row) =>
      String((row as { name: unknown }).name),
    );
    expect(done[0]).toBe('0001-start');
    expect(new Set(done).size).toBe(done.length);
  });
});

describe('PostgreSQL that cannot be used', () => {
  test.each([
    ['a server that is not there', { port: '1' }],
    ['a wrong password', { password: 'guessed' }],
    ['a database that does not exist', { pathname: '/nowhere' }],
  ])('is named with what to do: %s', async (_what, spoilt) => {
    const url = new URL(await freshDatabase());
    const { password } = url;
    Object.assign(url, spoilt);
    const error = await open(url.href).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'database-unreachable', message: expect.stringMatching(/127\.0\.0\.1.*correct DATABASE_URL/) });
    expect(String(error)).not.toContain(password);
    expect(String(error)).not.toContain('guessed');
  });
});
