/** What a client may post: wrong types in every field, sizes, strange texts, floods; always an answer below 500. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardActivity } from '../../src/directline/guard.ts';
import { relaxedLimits } from '../../src/directline/quotas.ts';
import { askToken, textsOf, typed, visit } from '../support/direct-line-client.ts';
import { type ServedChat, serveChat } from '../support/served-chat.ts';

let chat: ServedChat;
beforeAll(async () => {
  chat = await serveChat({
    limits: { ...relaxedLimits, messages: [{ count: 20, windowMs: 10_000 }], newConversations: [{ count: 200, windowMs: 60_000 }] },
  });
});
afterAll(() => chat.close());

const fields = [
  'type',
  'id',
  'text',
  'textFormat',
  'name',
  'from',
  'conversation',
  'channelId',
  'locale',
  'timestamp',
  'localTimestamp',
  'channelData',
  'attachments',
  'entities',
  'replyToId',
];

test('a wrong type in any field is a clean 400 and no turn', async () => {
  const visitor = await visit(chat.url);
  for (const field of fields) {
    for (const wrong of [5, true, field === 'attachments' || field === 'entities' ? 'x' : ['x']]) {
      const answer = await visitor.post({ ...typed('x', 'y'), [field]: wrong });
      expect([field, wrong, answer.status]).toEqual([field, wrong, 400]);
      expect(await answer.json()).toEqual({ error: { code: 'BadArgument', message: expect.any(String) } });
    }
  }
  expect((await visitor.poll()).activities).toHaveLength(1);
});

test('bodies that are no activity are refused with 400', async () => {
  const visitor = await visit(chat.url);
  const path = `${chat.url}/v3/directline/conversations/${visitor.conversationId}/activities`;
  for (const body of [
    '',
    '{',
    '[]',
    'null',
    '5',
    '"x"',
    '{}',
    '{"type":""}',
    '\u0000',
    '['.repeat(5000),
    Buffer.from([0xff, 0xfe, 0x7b]),
  ]) {
    const answer = await fetch(path, { method: 'POST', headers: { authorization: `Bearer ${visitor.access.token}` }, body });
    expect([String(body).slice(0, 9), answer.status]).toEqual([String(body).slice(0, 9), 400]);
  }
});

test('257 KiB are refused with 413, 255 KiB are taken', async () => {
  const visitor = await visit(chat.url);
  expect((await visitor.post(typed('x'.repeat(257 * 1024), 'big'))).status).toBe(413);
  expect((await visitor.post(typed('x'.repeat(255 * 1024), 'fits'))).status).toBe(200);
  expect((await visitor.poll()).activities[1]?.text).toHaveLength(20_000);
});

test('activities of other types are accepted and ignored', async () => {
  const visitor = await visit(chat.url);
  for (const type of ['typing', 'event', 'conversationUpdate', 'endOfConversation', 'invoke', 'somethingNew']) {
    expect((await visitor.post({ type, name: 'x', value: { y: 1 } })).status).toBe(200);
  }
  expect((await visitor.poll()).activities).toHaveLength(1);
});

test('empty text, emoji and HTML pass as text; control characters do not', async () => {
  const visitor = await visit(chat.url);
  for (const text of ['', '🏠', '<script>alert(1)</script>', 'a\u0000b\u0007c\u009bd', 'eins\r\nzwei\tdrei', '\ud800halb'])
    await visitor.say(text);
  const said = (await visitor.poll()).activities.filter(({ from }) => from.role === 'user').map(({ text }) => text);
  expect(said).toEqual(['', '🏠', '<script>alert(1)</script>', 'abcd', 'eins\nzwei\tdrei', '\ufffdhalb']);
});

test('an attachment without text is a message, and its address is neither kept nor fetched', async () => {
  const visitor = await visit(chat.url);
  await visitor.post({
    type: 'message',
    attachments: [{ contentType: 'image/png', contentUrl: 'http://169.254.169.254/', name: 'x.png' }],
  });
  const [, echo] = (await visitor.poll()).activities;
  expect(echo).toMatchObject({ text: '' });
  expect(JSON.stringify(echo)).not.toContain('169.254');
});

test('a value that is no button of ours is still a press, for the bot to answer', async () => {
  const visitor = await visit(chat.url);
  for (const value of [{ a: 'x' }, { a: 5 }, { foo: 1 }]) expect((await visitor.post({ type: 'message', value })).status).toBe(200);
  expect(textsOf((await visitor.poll()).activities).filter((text) => text.startsWith('Gedrückt'))).toEqual([
    'Gedrückt: x {}',
    'Gedrückt:  {}',
    'Gedrückt:  {"foo":"1"}',
  ]);
});

test('too much channel data, too deep values and dangerous keys do no harm', async () => {
  const visitor = await visit(chat.url);
  const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ inner }), {});
  expect((await visitor.post({ ...typed('x', 'a'), channelData: { big: 'x'.repeat(9000) } })).status).toBe(400);
  expect((await visitor.post({ type: 'message', value: deep })).status).toBe(400);
  const polluting = JSON.parse('{"type":"message","text":"y","channelData":{"__proto__":{"polluted":1},"clientActivityID":"p"}}') as object;
  expect((await visitor.post(polluting)).status).toBe(200);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('a flood of messages gets 429 with the time to wait, and the chat goes on afterwards', async () => {
  const visitor = await visit(chat.url);
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => visitor.post(typed(`${index}`, `flood-${index}`))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(10);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await visitor.get('/activities')).status).toBe(200);
  chat.passTime(10_001);
  expect((await visitor.post(typed('wieder', 'later'))).status).toBe(200);
});

test('one address cannot open conversations without end', async () => {
  const small = await serveChat({ limits: { ...relaxedLimits, newConversations: [{ count: 3, windowMs: 60_000 }] } });
  const first = await visit(small.url);
  const statuses = [];
  for (let count = 0; count < 4; count += 1) statuses.push((await askToken(small.url)).status);
  expect(statuses).toEqual([200, 200, 429, 429]);
  expect((await askToken(small.url, { resume: first.access.resume })).status).toBe(200);
  await small.close();
});

test('the guard never throws, whatever JSON arrives', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fields, 'value'), fc.jsonValue()), (any, activity) => {
      guardActivity(any);
      const guarded = guardActivity({ type: 'message', ...activity });
      if (guarded) expect(guarded.text.includes('\u0000')).toBe(false);
    }),
    { numRuns: 500, seed: 7 },
  );
});
