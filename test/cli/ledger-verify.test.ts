/** `ledger:verify` against a real data folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { ledgerVerify } from '../../src/cli/ledger-verify.ts';
import { ensureSecrets } from '../../src/secrets.ts';
import { openStorage } from '../../src/storage/open.ts';
import { makeOffer, offer, request, run } from '../storage/things.ts';

async function threeOffers() {
  const dataDir = mkdtempSync(join(tmpdir(), 'lotse-verify-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { ledgerKey } = ensureSecrets({ production: false, DATA_DIR: dataDir } as Parameters<typeof ensureSecrets>[0]);
  const storage = await openStorage({ dataDir, ledgerKey });
  onTestFinished(() => storage.close());
  for (let n = 0; n < 3; n += 1) {
    const asked = request('c');
    await run(storage, 'c', { kind: 'saveRequest', request: asked }, makeOffer(offer(asked)));
  }
  const verify = async (env: Record<string, string> = {}) => {
    const lines: string[] = [];
    const code = await ledgerVerify({ DATA_DIR: dataDir, ...env }, (line) => lines.push(line));
    return { code, lines };
  };
  return { dataDir, storage, verify };
}

test('prints count and head of a whole ledger, beside the running server', async () => {
  const { storage, verify } = await threeOffers();
  const { head } = await storage.readLedger();
  expect(await verify()).toEqual({ code: 0, lines: [`The ledger is whole: 3 rows. Head: 3 ${head.hash}`] });
});

test('names the first bad row of a damaged one', async () => {
  const { dataDir, verify } = await threeOffers();
  const db = new Sqlite(join(dataDir, 'support-lotse.db'));
  db.exec(`drop trigger ledger_no_update; update ledger set body = replace(body, 'offered', 'ordered') where n >= 2`);
  db.close();
  expect(await verify()).toEqual({ code: 1, lines: ['The ledger is damaged at row 2: hash does not match.'] });
});

test('notices an end that was cut off together with the head: the offer is there, and no row tells of it', async () => {
  const { dataDir, verify } = await threeOffers();
  const db = new Sqlite(join(dataDir, 'support-lotse.db'));
  const triggers = db.prepare("select name from sqlite_master where type = 'trigger' and tbl_name like 'ledger%'").all() as {
    name: string;
  }[];
  for (const { name } of triggers) db.exec(`drop trigger ${name}`);
  db.exec(`delete from ledger_privates where n = 3; delete from ledger where n = 3;
    update ledger_head set count = 2, hash = (select hash from ledger where n = 2)`);
  const { id } = db.prepare('select id from offers order by rowid desc').get() as { id: string };
  db.close();
  const { code, lines } = await verify();
  expect(code).toBe(1);
  expect(lines).toEqual([`The ledger is damaged at row 3: no row tells of the offer ${id}; an end was cut off.`]);
});

test('does not take a ledger sealed with another key', async () => {
  const { verify } = await threeOffers();
  const { code, lines } = await verify({ LEDGER_KEY: 'another key with thirty-two characters' });
  expect({ code, lines }).toEqual({
    code: 1,
    lines: [expect.stringMatching(/^The ledger is damaged at row 1: key [0-9a-f]{8} is not known\.$/)],
  });
});
