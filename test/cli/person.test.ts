/** A person's data by command: somebody who only ever wrote a mail gets everything that is stored, and is erased with their files. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { personErase } from '../../src/cli/person-erase.ts';
import { personExport } from '../../src/cli/person-export.ts';
import { uploadStore } from '../../src/directline/upload-store.ts';
import { strangerId } from '../../src/domain/incoming-mail.ts';
import { openStorage } from '../../src/storage/open.ts';
import { temporaryFolder } from '../storage/engines.ts';
import { ledgerKey } from '../storage/ledger-key.ts';
import { at } from '../storage/things.ts';

const address = 'fremd@anderswo.example';

async function aMailThatWaits() {
  const dataDir = temporaryFolder();
  const env = { DATA_DIR: dataDir, LEDGER_KEY: ledgerKey.secret };
  const storage = await openStorage({ dataDir, ledgerKey });
  onTestFinished(() => storage.close());
  const files = uploadStore(join(dataDir, 'uploads'));
  const file = { name: 'auszug.csv', contentType: 'text/csv', bytes: 3, at };
  await files.save({ ...file, id: 'mail-upload-of-fritz', conversationId: 'mail.m' }, Buffer.from('a;b'));
  await files.save({ ...file, id: 'unsent-upload-of-fritz', conversationId: `portal:${strangerId(address)}` }, Buffer.from('a;b'));
  const waits = { outcome: 'held', reason: 'tooMany', subject: 'Frage', text: 'Hier schreibt Fritz Fremd' } as const;
  await storage.keepMail({ id: 'm', at, address, ...waits, files: [{ id: 'mail-upload-of-fritz', name: 'auszug.csv' }] });
  return { env, storage, files };
}

test('is given out, erased only with --yes, and gone afterwards', async () => {
  const { env, storage, files } = await aMailThatWaits();
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const exported = async () => {
    const documents: string[] = [];
    expect(await personExport([address.toUpperCase()], env, (text) => documents.push(text), print)).toBe(0);
    return JSON.parse(documents[0] ?? '') as { people: { id: string }[]; mails: { text?: string }[] };
  };
  expect(await exported()).toMatchObject({
    address,
    people: [{ id: strangerId(address), messages: [] }],
    mails: [{ id: 'm', text: 'Hier schreibt Fritz Fremd' }],
  });
  expect(await personErase([address], env, print)).toBe(1);
  expect(lines.splice(0)).toEqual([expect.stringMatching(/1 mails noted\. Nothing was erased/)]);
  expect(await storage.heldMails(10)).toHaveLength(1);

  expect(await personErase([address, '--yes'], env, print)).toBe(0);
  expect(lines[0]).toContain(`Erased what was stored about ${address}: 0 messages, 2 files`);
  expect(await storage.heldMails(10)).toEqual([]);
  expect(await files.olderThan(Number.POSITIVE_INFINITY)).toEqual([]);
  expect((await exported()).mails).toEqual([]);
});

test('asks for an address', async () => {
  const lines: string[] = [];
  expect(await personErase(['Fritz', '--yes'], {}, (line) => lines.push(line))).toBe(1);
  expect(lines).toEqual(['Give the address: npm run person:erase -- MAIL --yes']);
});
