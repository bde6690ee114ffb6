/** Files in the chat: what is taken, how it comes back, what is refused. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanName } from '../../src/directline/file-kinds.ts';
import { type Visit, visit } from '../support/direct-line-client.ts';
import { type ServedChat, serveChat } from '../support/served-chat.ts';

let chat: ServedChat;
beforeAll(async () => {
  chat = await serveChat();
});
afterAll(() => chat.close());

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const thumbnailUrl = `data:image/png;base64,${png.toString('base64')}`;

interface Sent {
  readonly name: string;
  readonly type?: string;
  readonly content?: Uint8Array<ArrayBuffer> | Buffer<ArrayBuffer>;
}

/** As Web Chat does it: the activity as a blob, then the files. */
function send(visitor: Visit, files: readonly Sent[], activity: object = {}): Promise<Response> {
  const attachments = files.map(({ name, type }) => ({ name, contentType: type, thumbnailUrl }));
  const sent = { type: 'message', channelData: { clientActivityID: `up-${Math.random()}` }, attachments, ...activity };
  const form = new FormData();
  form.append('activity', new Blob([JSON.stringify(sent)], { type: 'application/vnd.microsoft.activity' }), 'blob');
  for (const { name, type = 'image/png', content = png } of files) form.append('file', new Blob([content], { type }), name);
  const headers = { authorization: `Bearer ${visitor.access.token}` };
  return fetch(`${chat.url}/v3/directline/conversations/${visitor.conversationId}/upload?userId=dl_forged`, {
    method: 'POST',
    headers,
    body: form,
  });
}

test('a file comes back in the echo with an address that gives it back as a download', async () => {
  const visitor = await visit(chat.url);
  const answer = await send(visitor, [{ name: 'Überweisung März.png' }], { text: 'siehe Bild', channelData: { clientActivityID: 'up-1' } });
  expect([answer.status, await answer.json()]).toEqual([200, { id: `${visitor.conversationId}|0000002` }]);
  const echo = (await visitor.poll()).activities[1];
  expect(echo).toMatchObject({ text: 'siehe Bild', from: { id: visitor.access.userId }, channelData: { clientActivityID: 'up-1' } });
  const [file] = echo?.attachments ?? [];
  expect(file).toMatchObject({ name: 'Überweisung März.png', contentType: 'image/png', thumbnailUrl });
  const download = await fetch(file?.contentUrl ?? '');
  expect(Buffer.from(await download.arrayBuffer())).toEqual(png);
  expect(download.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%9Cberweisung%20M%C3%A4rz.png");
  expect(download.headers.get('x-content-type-options')).toBe('nosniff');
  expect(chat.engine.taken.at(-1)?.input).toMatchObject({
    kind: 'text',
    text: 'siehe Bild',
    uploads: [{ name: 'Überweisung März.png', bytes: png.length }],
  });
});

test("a file's address ends after a day and fits no other file; the history then carries a new one", async () => {
  const visitor = await visit(chat.url);
  await send(visitor, [{ name: 'a.png' }, { name: 'b.png' }]);
  const addresses = async () => ((await visitor.poll()).activities[1]?.attachments ?? []).map(({ contentUrl }) => contentUrl ?? '');
  const [a = '', b = ''] = await addresses();
  const ticketOf = (address: string) => new URL(address).searchParams.get('t') ?? '';
  for (const address of [
    a.split('?')[0],
    a.replace(ticketOf(a), ticketOf(b)),
    a.replace(ticketOf(a), visitor.access.token),
    `${chat.url}/v3/directline/files/..%2f..%2fetc%2fpasswd?t=${ticketOf(a)}`,
  ]) {
    expect((await fetch(address ?? '')).status).toBe(404);
  }
  chat.passTime(25 * 3600_000);
  expect((await fetch(a)).status).toBe(404);
});

test.each([
  ['a kind that is not on the list', [{ name: 'x.exe' }]],
  ['a page', [{ name: 'x.html', content: Buffer.from('<script>') }]],
  ['a drawing that may hold scripts', [{ name: 'x.svg', content: Buffer.from('<svg/>') }]],
  ['a picture that is none', [{ name: 'x.png', content: Buffer.from('MZ') }]],
  ['a text with zero bytes', [{ name: 'x.txt', content: Buffer.from('a\0b') }]],
  ['an empty file', [{ name: 'x.txt', content: Buffer.alloc(0) }]],
  ['six files', Array.from({ length: 6 }, (_, index) => ({ name: `${index}.png` }))],
  ['no file', []],
])('%s is refused with 400 and leaves nothing', async (_name, files) => {
  const visitor = await visit(chat.url);
  const before = await readdir(chat.uploadFolder).catch(() => []);
  expect((await send(visitor, files)).status).toBe(400);
  expect((await visitor.poll()).activities).toHaveLength(1);
  expect(await readdir(chat.uploadFolder).catch(() => [])).toEqual(before);
});

test('more than 8 MiB are refused with 413', async () => {
  const visitor = await visit(chat.url);
  expect((await send(visitor, [{ name: 'gross.txt', type: 'text/plain', content: Buffer.alloc(9 * 1024 * 1024, 'x') }])).status).toBe(413);
});

test('bodies that are no upload are refused with 400, foreign conversations with 403', async () => {
  const [own, foreign] = await Promise.all([visit(chat.url), visit(chat.url)]);
  const path = (id: string) => `${chat.url}/v3/directline/conversations/${id}/upload`;
  const authorization = `Bearer ${own.access.token}`;
  for (const type of ['multipart/form-data; boundary=x', 'application/json', 'multipart/form-data', 'x']) {
    const answer = await fetch(path(own.conversationId), {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: '--x\r\nbroken',
    });
    expect([type, answer.status]).toEqual([type, 400]);
  }
  expect((await fetch(path(foreign.conversationId), { method: 'POST', headers: { authorization }, body: 'x' })).status).toBe(403);
});

test('a large or strange thumbnail is dropped, the file kept', async () => {
  const visitor = await visit(chat.url);
  for (const strange of [`data:image/png;base64,${'A'.repeat(30_000)}`, 'https://evil.example/x.png', 'data:text/html;base64,PGI+', 5]) {
    await send(visitor, [{ name: 'x.png' }], { attachments: [{ name: 'x.png', thumbnailUrl: strange }] });
  }
  const echoes = (await visitor.poll()).activities.filter(({ from }) => from.role === 'user');
  expect(echoes).toHaveLength(4);
  expect(JSON.stringify(echoes)).not.toContain('thumbnailUrl');
});

test('names lose paths, control and direction characters', () => {
  expect(['../../etc/passwd', 'C:\\Temp\\Rechnung.pdf', 'a\u0000b\u202egnp.exe', `${'x'.repeat(300)}.pdf`].map(cleanName)).toEqual([
    'passwd',
    'Rechnung.pdf',
    'abgnp.exe',
    `${'x'.repeat(100)}${'x'.repeat(16)}.pdf`,
  ]);
});
