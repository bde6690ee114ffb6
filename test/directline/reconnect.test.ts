/** Sockets that drop, servers that restart, tokens that run out: nothing lost, nothing doubled. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Access, askToken, call, openStream, textsOf, visit } from '../support/direct-line-client.ts';
import { type ServedChat, serveChat } from '../support/served-chat.ts';

let chat: ServedChat;
beforeEach(async () => {
  chat = await serveChat();
});
afterEach(() => chat.close());

test('a killed socket goes on after its watermark without a gap or a double', async () => {
  const visitor = await visit(chat.url);
  const first = await openStream(visitor.streamUrl);
  await visitor.say('vorher');
  await first.until(3);
  first.kill();
  await visitor.say('dazwischen');
  const again = (await (await visitor.get('?watermark=3')).json()) as { streamUrl: string };
  const second = await openStream(again.streamUrl);
  await visitor.say('nachher');
  expect(textsOf(await second.until(4))).toEqual(['dazwischen', 'Sie schrieben: dazwischen', 'nachher', 'Sie schrieben: nachher']);
});

test('messages committed while a socket opens arrive exactly once', async () => {
  const visitor = await visit(chat.url);
  const opening = openStream(visitor.streamUrl);
  const texts = Array.from({ length: 8 }, (_, index) => `Nachricht ${index}`);
  await Promise.all(texts.map((text) => visitor.say(text)));
  const stream = await opening;
  const activities = await stream.until(17);
  expect(new Set(activities.map(({ id }) => id)).size).toBe(17);
  expect(activities.map(({ id }) => id)).toEqual(activities.map(({ id }) => id).toSorted());
});

test('a long history comes whole and in order', async () => {
  const visitor = await visit(chat.url);
  for (let batch = 0; batch < 12; batch += 1) {
    await Promise.all(Array.from({ length: 19 }, (_, index) => visitor.say(`${batch}.${index}`)));
    chat.passTime(11_000);
  }
  const stream = await openStream(await freshStream(visitor));
  const activities = await stream.until(457);
  expect(activities.map(({ channelData }) => channelData?.['webchat:sequence-id'])).toEqual(
    Array.from({ length: 457 }, (_, index) => index + 1),
  );
});

async function freshStream(visitor: Awaited<ReturnType<typeof visit>>): Promise<string> {
  return ((await (await visitor.get('?watermark=')).json()) as { streamUrl: string }).streamUrl;
}

test('after a restart token, ticket, history and resume still hold', async () => {
  const visitor = await visit(chat.url);
  await visitor.say('vor dem Neustart');
  const stream = await openStream(visitor.streamUrl);
  const ticket = await freshStream(visitor);
  await stream.until(3);
  await chat.restart();
  expect(await stream.closed).toBe(1001);
  await visitor.say('danach');
  expect(textsOf(await (await openStream(ticket)).until(5))).toEqual([
    'Guten Tag.',
    'vor dem Neustart',
    'Sie schrieben: vor dem Neustart',
    'danach',
    'Sie schrieben: danach',
  ]);
  expect((await askToken(chat.url, { resume: visitor.access.resume })).status).toBe(200);
});

test('a server stop answers nothing twice and lets the running turn finish', async () => {
  const visitor = await visit(chat.url);
  let restarting: Promise<void> | undefined;
  chat.engine.before = async () => {
    restarting ??= chat.restart();
  };
  const id = await visitor.say('während des Stopps', 'stop-1');
  await restarting;
  expect(await visitor.say('während des Stopps', 'stop-1')).toBe(id);
  expect(textsOf((await visitor.poll()).activities)).toEqual(['Guten Tag.', 'während des Stopps', 'Sie schrieben: während des Stopps']);
});

test('an expired token gets 403 TokenExpired everywhere and is never refreshed; resume brings the same conversation back', async () => {
  const visitor = await visit(chat.url);
  await visitor.say('vor dem Schlaf');
  chat.passTime(1801_000);
  const path = `/conversations/${visitor.conversationId}`;
  for (const [method, route] of [
    ['POST', '/tokens/refresh'],
    ['POST', '/conversations'],
    ['GET', path],
    ['GET', `${path}/activities`],
    ['POST', `${path}/activities`],
  ] as const) {
    const answer = await call(chat.url, visitor.access.token, method, route, method === 'POST' ? {} : undefined);
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([403, 'TokenExpired']);
  }
  const resumed = (await (await askToken(chat.url, { resume: visitor.access.resume })).json()) as Access;
  expect(resumed).toMatchObject({ conversationId: visitor.conversationId, userId: visitor.access.userId });
  const history = await call(chat.url, resumed.token, 'GET', `${path}/activities`);
  expect(textsOf(((await history.json()) as { activities: [] }).activities)).toContain('vor dem Schlaf');
});

test('a refreshed token is for the same conversation', async () => {
  const visitor = await visit(chat.url);
  const refreshed = (await (await call(chat.url, visitor.access.token, 'POST', '/tokens/refresh')).json()) as Access;
  expect(refreshed).toMatchObject({ conversationId: visitor.conversationId, expires_in: 1800 });
  chat.passTime(1000_000);
  expect((await call(chat.url, refreshed.token, 'GET', `/conversations/${visitor.conversationId}/activities`)).status).toBe(200);
});

test('of more than five sockets the oldest gives way', async () => {
  const visitor = await visit(chat.url);
  const first = await openStream(visitor.streamUrl);
  const others = [];
  for (let count = 0; count < 5; count += 1) others.push(await openStream(await freshStream(visitor)));
  expect(await first.closed).toBe(1008);
  await visitor.say('noch da');
  for (const stream of others) expect(textsOf(await stream.until(3))).toContain('noch da');
});

test('empty frames from the client are ignored, long ones end the socket', async () => {
  const visitor = await visit(chat.url);
  const stream = await openStream(visitor.streamUrl);
  stream.send('');
  await visitor.say('weiter');
  await stream.until(3);
  stream.send('x'.repeat(2000));
  expect(await stream.closed).toBe(1009);
});

test('polling is answered 200 even when the database fails', async () => {
  const visitor = await visit(chat.url);
  await chat.storage.close();
  const answer = await visitor.get('/activities?watermark=1');
  expect([answer.status, await answer.json()]).toEqual([200, { activities: [], watermark: '1' }]);
  expect(chat.logged.map(({ fields }) => fields.code)).toContain('directline.poll');
});
