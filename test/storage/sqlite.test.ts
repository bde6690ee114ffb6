/** The SQLite data folder: one server at a time, nothing acknowledged is lost, and plain words when it cannot be used. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { verifyLedger } from '../../src/domain/ledger.ts';
import { openStorage, type StorageOptions } from '../../src/storage/open.ts';
import { temporaryFolder } from './engines.ts';
import { ledgerKey } from './ledger-key.ts';
import { load, take } from './things.ts';

async function open(dataDir: string, options: Partial<StorageOptions> = {}) {
  const storage = await openStorage({ dataDir, ledgerKey, ...options });
  onTestFinished(() => storage.close());
  return storage;
}

function start(script: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Kills the process in the middle of its work once it acknowledged so many commits. Out: the last acknowledged version. */
async function killAfter(child: ChildProcess, commits: number): Promise<number> {
  if (!child.stdout) throw new Error('The process has no output');
  const ended = once(child, 'exit');
  let acknowledged = 0;
  let seen = 0;
  for await (const line of createInterface(child.stdout)) {
    acknowledged = Number(line);
    seen += 1;
    if (seen === commits) child.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
}

describe('a data folder', () => {
  test('holds every acknowledged turn after kill -9, and no half one', async () => {
    const dataDir = temporaryFolder();
    for (const [round, commits] of [3, 40, 1, 17].entries()) {
      const acknowledged = await killAfter(start('committing-process.ts', dataDir, `${round}`), commits);
      const storage = await openStorage({ dataDir, ledgerKey });
      const { conversation } = await load(storage, 'c');
      expect(conversation?.version).toBeGreaterThanOrEqual(acknowledged);
      const turns = conversation?.version ?? 0;
      expect(conversation?.lastSeq).toBe(turns * 2);
      expect(await storage.messagesAfter('c', 0, 10_000)).toHaveLength(turns * 2);
      const { rows, head, privates } = await storage.readLedger();
      expect(verifyLedger(rows, head, privates, [ledgerKey])).toEqual({ ok: true, count: turns, erased: 0 });
      await storage.close();
    }
  });

  test('refuses a second server within about a second and says what to do', async () => {
    const dataDir = temporaryFolder();
    const storage = await open(dataDir);
    const child = start('opening-process.ts', dataDir);
    if (!child.stdout) throw new Error('The process has no output');
    const outcome = JSON.parse(await text(child.stdout)) as { code: string; message: string; ms: number };
    expect(outcome).toMatchObject({
      code: 'data-folder-in-use',
      message: expect.stringMatching(/in use by another process.*stop that one.*DATA_DIR/),
    });
    expect(outcome.ms).toBeLessThan(2500);
    expect(await take(storage, 'c')).toBe('committed');
  });

  test('refuses a second server in the same process as well', async () => {
    const dataDir = temporaryFolder();
    await open(dataDir);
    await expect(open(dataDir)).rejects.toMatchObject({ code: 'data-folder-in-use' });
  });

  test('is free again once it was closed', async () => {
    const dataDir = temporaryFolder();
    await (await open(dataDir)).close();
    await expect(open(dataDir)).resolves.toBeDefined();
  });

  test('lets a command work beside the running server', async () => {
    const dataDir = temporaryFolder();
    const server = await open(dataDir);
    await take(server, 'c');
    const command = await open(dataDir, { role: 'command' });
    const organisation = { id: 'o', customerNo: 'K-1', name: 'Muster', products: [], contracts: [] };
    await command.saveCustomers([{ organisation, contacts: [] }]);
    expect(await server.organisationByCustomerNo('K-1')).toEqual(organisation);
    expect(await take(server, 'c')).toBe('committed');
    expect((await command.conversation('c'))?.version).toBe(2);
  });

  test('is made by a command when there is none', async () => {
    const dataDir = join(temporaryFolder(), 'new', 'folder');
    await expect(open(dataDir, { role: 'command' })).resolves.toBeDefined();
  });

  test('that cannot be written is named', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(open(join(file, 'data'))).rejects.toMatchObject({
      code: 'data-folder-not-writable',
      message: expect.stringContaining(file),
    });
    const taken = temporaryFolder();
    mkdirSync(join(taken, 'support-lotse.db'));
    await expect(open(taken)).rejects.toMatchObject({ code: 'data-folder-not-writable' });
  });

  test('with something else in place of the database is left alone', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'support-lotse.db'), 'This is no database. '.repeat(500));
    await expect(open(dataDir)).rejects.toMatchObject({ code: 'database-damaged', message: expect.stringContaining('support-lotse.db') });
    await expect(open(dataDir)).rejects.toMatchObject({ code: 'database-damaged' });
  });
});

test('a step that was shipped after a later one is still taken', async () => {
  const folder = temporaryFolder();
  await (await openStorage({ dataDir: folder, ledgerKey })).close();
  const db = new Sqlite(join(folder, 'support-lotse.db'));
  onTestFinished(() => void db.close());
  db.exec(
    `drop table agent_presence; drop table handoff_events; drop table handoffs; delete from kysely_migration where name = '0040-handoffs'`,
  );
  await open(folder);
  expect(db.prepare('select count(*) as n from handoffs').get()).toEqual({ n: 0 });
});
