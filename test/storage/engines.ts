/** Both engines for `describe.each`: a fresh database, opened, and a way around the storage for looking and tampering. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, onTestFinished } from 'vitest';
import type { Storage } from '../../src/domain/ports.ts';
import { openStorage, type StorageOptions } from '../../src/storage/open.ts';
import { query } from '../support/postgres.ts';
import { freshDatabase } from '../support/shared-postgres.ts';
import { ledgerKey } from './ledger-key.ts';
import { fresh } from './things.ts';

export interface Opened {
  readonly storage: Storage;
  /** Opens the same database once more. */
  again(options?: Partial<StorageOptions>): Promise<Storage>;
  /** Runs SQL past the storage. */
  sql(text: string): Promise<Record<string, unknown>[]>;
  /** The same for several statements on one connection. */
  sqlTogether(texts: readonly string[]): Promise<void>;
}

export interface TestEngine {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** A database of the test's own. */
  open(): Promise<Opened>;
  /** One database for all tests of the file that keep to the conversation `c`, which is the test's own. */
  shared(): Promise<Opened & { readonly c: string }>;
}

type Closing = (close: () => Promise<void>) => void;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-storage-'));
  folders.push(folder);
  return folder;
}

interface Place {
  readonly where: { readonly dataDir: string; readonly databaseUrl?: string };
  readonly around: Pick<Opened, 'sql' | 'sqlTogether'>;
}

async function openAt({ where, around }: Place, closing: Closing): Promise<Opened> {
  const again = async (options?: Partial<StorageOptions>) => {
    const storage = await openStorage({ ledgerKey, ...where, ...options });
    closing(() => storage.close());
    return storage;
  };
  return { storage: await again(), again, ...around };
}

const closeAtEnd: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closeAtEnd) await close();
});

function testEngine(name: TestEngine['name'], place: () => Promise<Place>): TestEngine {
  let one: Promise<Opened> | undefined;
  return {
    name,
    open: async () => openAt(await place(), onTestFinished),
    async shared() {
      one ??= place().then((at) => openAt(at, (close) => void closeAtEnd.push(close)));
      return { ...(await one), c: fresh('conversation') };
    },
  };
}

const sqlite = testEngine('SQLite', async () => {
  const dataDir = temporaryFolder();
  const sqlTogether = (texts: readonly string[]) => inFile(dataDir, (db) => texts.forEach((text) => void db.exec(text)));
  const sql = (text: string) =>
    inFile(dataDir, (db) => {
      const statement = db.prepare(text);
      if (statement.reader) return statement.all() as Record<string, unknown>[];
      statement.run();
      return [];
    });
  return { where: { dataDir }, around: { sql, sqlTogether } };
});

async function inFile<T>(dataDir: string, work: (db: Sqlite.Database) => T): Promise<T> {
  const db = new Sqlite(join(dataDir, 'support-lotse.db'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

let migrated: Promise<string> | undefined;

/** A database with the schema in place, to be copied: faster than to migrate for every test. */
async function migrateOnce(): Promise<string> {
  const databaseUrl = await freshDatabase();
  const storage = await openStorage({ ledgerKey, dataDir: '', databaseUrl });
  await storage.close();
  return databaseUrl;
}

const postgres = testEngine('PostgreSQL', async () => {
  migrated ??= migrateOnce();
  const databaseUrl = await freshDatabase(await migrated);
  const sqlTogether = async (texts: readonly string[]) => void (await query(databaseUrl, texts.join(';')));
  return { where: { dataDir: '', databaseUrl }, around: { sql: (text) => query(databaseUrl, text), sqlTogether } };
});

export const engines: readonly TestEngine[] = [sqlite, postgres];
