/** From a customer's words to the editors' page: asked back, chosen, kept without names, reported, deleted in time. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { contentReport } from '../../src/cli/content-report.ts';
import { readConfig } from '../../src/config.ts';
import type { EditorNote } from '../../src/domain/editor-notes.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { ensureSecrets } from '../../src/secrets.ts';
import { openStorage } from '../../src/storage/open.ts';
import { copyContent } from '../content/content-copy.ts';
import { type Activity, type Visit, visit } from '../support/direct-line-client.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

/** Too little to go by, so the bot asks back. */
const unclear = 'Frau Sonnenschein, Tel. 0221 4711081, braucht Hilfe bei der Abrechnung';

const DAY = 24 * 60 * 60 * 1000;
const folder = mkdtempSync(join(tmpdir(), 'editors-'));
let app: RunningApp | undefined;
afterEach(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function lastOf(guest: Visit): Promise<Activity> {
  const { activities } = await guest.poll();
  const last = activities.filter(({ type, from }) => type === 'message' && from.role === 'bot').at(-1);
  if (!last) throw new Error('the bot said nothing');
  return last;
}

async function press(guest: Visit, title: string): Promise<Activity> {
  const button = (await lastOf(guest)).suggestedActions?.actions.find((action) => action.title === title);
  if (!button) throw new Error(`no button ${title}`);
  await guest.post({ type: 'message', from: { id: 'dl_forged', role: 'user' }, value: button.value });
  return lastOf(guest);
}

async function stored<T>(dataDir: string, look: (storage: Storage) => Promise<T>): Promise<T> {
  const read = readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const storage = await openStorage({ dataDir, ledgerKey: ensureSecrets(read.config).ledgerKey, role: 'command' });
  const found = await look(storage);
  await storage.close();
  return found;
}

const storedNotes = (dataDir: string): Promise<readonly EditorNote[]> => stored(dataDir, (storage) => storage.editorNotes(0, 100));

test('An ask-back offers guesses by id and "Etwas anderes"; the choice is kept, reported, and deleted after the retention with the conversation', async () => {
  app = await runApp({ DATA_DIR: folder });
  const guest = await visit(app.url);
  await guest.say(unclear);
  const asked = await lastOf(guest);
  const buttons = asked.suggestedActions?.actions ?? [];
  expect(buttons.length).toBeGreaterThanOrEqual(3);
  expect(buttons.length).toBeLessThanOrEqual(4);
  expect(buttons.at(-1)?.title).toBe('Etwas anderes');
  for (const { value } of buttons) expect(value).toEqual({ a: expect.stringMatching(/^\d+\.\d+$/) });
  await press(guest, buttons[0]?.title ?? '');

  const other = await visit(app.url);
  await other.say(unclear);
  await press(other, 'Etwas anderes');

  const notes = await storedNotes(folder);
  expect(notes.map(({ about }) => about)).toEqual(['askedBack', 'chosenGuess', 'askedBack', 'otherMeant']);
  expect(notes[1]?.seq).toBe(notes[0]?.seq);
  expect(notes[0]?.text).toContain('Abrechnung');
  expect(notes[0]?.text).not.toMatch(/Sonnenschein|4711081/);

  const printed: string[] = [];
  expect(await contentReport([], { NODE_ENV: 'test', DATA_DIR: folder }, (line) => void printed.push(line), Date.now() + 1000)).toBe(0);
  const file = join(folder, 'editor-report.html');
  expect(printed).toEqual([`4 notes of the last 30 days are in ${file}`]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toContain('2 ähnliche Fragen');
  await app.close();

  app = await runApp({ DATA_DIR: folder });
  await app.close();
  expect(await storedNotes(folder)).toHaveLength(4);
  const said = () => stored(folder, (storage) => storage.messagesAfter(notes[0]?.conversationId ?? '', 0, 100));
  expect(await said()).not.toEqual([]);

  app = await runApp({ DATA_DIR: folder });
  app.advance(91 * DAY);
  await app.app.runRetention();
  expect(await storedNotes(folder)).toEqual([]);
  expect(await said()).toEqual([]);
  expect(app.errors).toEqual([]);
}, 120_000);

test('A notice of a known fault comes with the summary, before the ticket and not instead of it', async () => {
  const copy = copyContent({ withUtterances: true });
  copy.write(
    'de/notices/mahnlauf.md',
    '---\nid: mahnlauf\nlabels: [case/akutes-problem]\nkeywords: [mahnlauf]\ntitle: Störung im Mahnlauf\nfrom: 2026-01-01\nuntil: 2099-12-31\n---\n\nDie Störung ist bekannt und wird bearbeitet.\n',
  );
  copy.write(
    'en/notices/mahnlauf.md',
    '---\nid: mahnlauf\nkeywords: [dunning run]\ntitle: Fault in the dunning run\n---\n\nThe fault is known and is being worked on.\n',
  );
  app = await runApp({ DATA_DIR: folder, CONTENT_DIR: copy.folder });
  const guest = await visit(app.url);
  await guest.say('Seit dem letzten Update stürzt Hausperfekt beim Mahnlauf mit einer Fehlermeldung ab');
  const seen: string[] = [];
  for (let i = 0; i < 6 && !seen.at(-1)?.includes('Störung im Mahnlauf'); i++) {
    const last = await lastOf(guest);
    seen.push(JSON.stringify([last.text, last.attachments]));
    const first = last.suggestedActions?.actions[0];
    if (first) await press(guest, first.title);
  }
  expect(seen.at(-1)).toContain('Die Störung ist bekannt und wird bearbeitet.');
  expect(seen.at(-1)).toContain('Ticket absenden');
}, 120_000);
