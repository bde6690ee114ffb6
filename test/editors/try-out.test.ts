/** The try-out page of a draft beside what is live, over real HTTP. */
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serveTryOut } from '../../src/cli/content-try.ts';
import { changes, tryOut } from '../../src/editors/try-out.ts';
import { copyContent } from '../content/content-copy.ts';
import { shippedSnapshot } from '../support/knowledge.ts';

async function served(draftDir: string): Promise<(text: string, host?: string) => Promise<{ status: number; body: string }>> {
  const server = await serveTryOut({ draftDir, liveDir: 'content', modelDir: 'dist/model', port: 0, now: Date.now });
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return async (text) => {
    const answer = await fetch(`http://127.0.0.1:${port}/?text=${encodeURIComponent(text)}`);
    return { status: answer.status, body: await answer.text() };
  };
}

test('Shows both answers side by side and what changes among the questions on file', async () => {
  const draft = copyContent({ withUtterances: true });
  draft.replace('de/faq/kontakt-zeiten.md', 'Servicezeiten: ', 'Die Servicezeiten: ');
  const ask = await served(draft.folder);
  const { status, body } = await ask('Wann ist der Support erreichbar?');
  expect(status).toBe(200);
  expect(body).toContain('So antwortet der Bot auf: „Wann ist der Support erreichbar?“');
  expect(body).toContain('Mit dem Entwurf (anders)');
  expect(body).toMatch(/Anders beantwortet: [1-9]/);
}, 60_000);

test('Names what keeps a draft from going live', async () => {
  const draft = copyContent({ withUtterances: true });
  draft.replace('de/faq/kontakt-zeiten.md', 'Servicezeiten: ', 'Gratis: ');
  const { body } = await (await served(draft.folder))('Hallo');
  expect(body).toContain('Der Entwurf kann so nicht gelten');
  expect(body).toContain('de/faq/kontakt-zeiten.md:15');
}, 60_000);

test('What was typed is text, not markup', async () => {
  const { body } = await (await served('content'))('<img src=x onerror=alert(1)>');
  expect(body).toContain('&lt;img src=x');
  expect(body).not.toContain('<img');
}, 60_000);

test('A content differs from itself in nothing, and answers as the bot does', async () => {
  const snapshot = await shippedSnapshot(true);
  expect(changes(snapshot, snapshot, ['Was kostet die Stunde?', 'Der Mahnlauf stürzt ab', 'qwertz'], 0)).toEqual([]);
  const tried = tryOut(snapshot, 'Wie wird das Wetter?', 0);
  expect(tried).toMatchObject({ label: 'none', band: 'none' });
  expect(tried.messages[0]?.text).toBe(snapshot.knowledge.texts['none.foreign']);
}, 60_000);
