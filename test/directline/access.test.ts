/** Who gets in: tokens, foreign conversations, origins, tickets; every route refuses what is not its caller's own. */
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Access, askToken, call, openStream, typed, visit } from '../support/direct-line-client.ts';
import { type ServedChat, secrets, serveChat } from '../support/served-chat.ts';

let chat: ServedChat;
beforeAll(async () => {
  chat = await serveChat();
});
afterAll(() => chat.close());

const routes = (conversationId: string) =>
  [
    ['GET', `/conversations/${conversationId}`],
    ['GET', `/conversations/${conversationId}/activities`],
    ['POST', `/conversations/${conversationId}/activities`],
  ] as const;

const body = (method: string) => (method === 'POST' ? typed('fremd', 'f') : undefined);

test('a token opens its own conversation only; foreign and unknown ones look the same', async () => {
  const [own, foreign] = await Promise.all([visit(chat.url), visit(chat.url)]);
  for (const target of [foreign.conversationId, 'unknown', 'null', '..%2f..']) {
    for (const [method, path] of routes(target)) {
      const answer = await call(chat.url, own.access.token, method, path, body(method));
      expect([method, path, answer.status]).toEqual([method, path, 403]);
      expect(await answer.json()).toEqual({ error: { code: 'BadArgument', message: expect.any(String) } });
    }
  }
  expect(chat.engine.taken.filter(({ input }) => input.kind === 'text')).toEqual([]);
});

const parts = (token: string) => token.split('.') as [string, string, string];
const claimsOf = (token: string) => JSON.parse(Buffer.from(parts(token)[1], 'base64url').toString()) as Record<string, unknown>;
const forge = (claims: object, secret: string, alg = 'HS256') =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .setExpirationTime('30m')
    .sign(new TextEncoder().encode(secret.padEnd(64, 'x')));

test('forged, altered and foreign-purpose tokens are refused on every route', async () => {
  const visitor = await visit(chat.url);
  const [header, payload, signature] = parts(visitor.access.token);
  const claims = claimsOf(visitor.access.token);
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const forged = {
    none: `${unsigned}.${payload}.`,
    otherSecret: await forge(claims, 'another secret'),
    secretItself: await forge(claims, secrets.token),
    otherAlgorithm: await forge(claims, secrets.token, 'HS512'),
    flipped: `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    cut: `${header}.${payload}`,
    resume: visitor.access.resume,
    ticket: new URL(visitor.streamUrl).searchParams.get('t') ?? '',
    empty: '',
    long: 'x'.repeat(9000),
    garbage: 'null.null.null',
  };
  for (const [name, token] of Object.entries(forged)) {
    for (const [method, path] of [...routes(visitor.conversationId), ['POST', '/conversations'], ['POST', '/tokens/refresh']] as const) {
      expect([name, path, (await call(chat.url, token, method, path, body(method))).status]).toEqual([name, path, 403]);
    }
  }
});

test('no header and other schemes are refused with 403, as a client takes 401 for something passing', async () => {
  for (const headers of [{}, { authorization: 'Basic eDp5' }, { authorization: 'Bearer' }]) {
    expect(
      (await fetch(`${chat.url}/v3/directline/conversations`, { method: 'POST', headers: headers as Record<string, string> })).status,
    ).toBe(403);
  }
});

test('the token carries the conversation, the user and an end, and nothing personal', async () => {
  const { access } = await visit(chat.url);
  expect(Object.keys(claimsOf(access.token)).sort()).toEqual(['conv', 'exp', 'user']);
  expect(access.userId).toMatch(/^dl_[\w-]{22,}$/);
  expect(claimsOf(access.token).user).toBe(access.userId);
});

test('a stream ticket admits one socket, for its own conversation, for a minute', async () => {
  const [own, foreign, late] = await Promise.all([visit(chat.url), visit(chat.url), visit(chat.url)]);
  const ticketOf = (streamUrl: string) => new URL(streamUrl).searchParams.get('t') ?? '';
  await openStream(own.streamUrl);
  await expect(openStream(own.streamUrl)).rejects.toThrow('refused with 403');
  const swapped = foreign.streamUrl.replace(foreign.conversationId, own.conversationId);
  await expect(openStream(swapped)).rejects.toThrow('refused with 403');
  const withBearer = foreign.streamUrl.replace(ticketOf(foreign.streamUrl), foreign.access.token);
  await expect(openStream(withBearer)).rejects.toThrow('refused with 403');
  await expect(openStream(`${chat.url.replace('http', 'ws')}/v3/directline/elsewhere`)).rejects.toThrow('refused with 403');
  chat.passTime(61_000);
  await expect(openStream(late.streamUrl)).rejects.toThrow('refused with 403');
});

test('an ended session is refused with its token, its ticket and its resume', async () => {
  const visitor = await visit(chat.url);
  const session = await chat.storage.webSession(visitor.access.userId);
  if (!session) throw new Error('no session');
  await chat.storage.saveWebSession({ ...session, revokedAt: Date.now() });
  expect((await visitor.get('/activities')).status).toBe(403);
  await expect(openStream(visitor.streamUrl)).rejects.toThrow('refused with 403');
  expect((await askToken(chat.url, { resume: visitor.access.resume })).status).toBe(403);
});

test('a forged or foreign resume is refused', async () => {
  const { access } = await visit(chat.url);
  for (const resume of ['', 'x', access.token, await forge(claimsOf(access.resume), secrets.token)]) {
    const answer = await askToken(chat.url, { resume });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'ResumeExpired' } });
  }
});

test('another person on the same browser gets a conversation of their own', async () => {
  const first = await visit(chat.url, { demo: 'customer' });
  const same = (await (await askToken(chat.url, { demo: 'customer', resume: first.access.resume })).json()) as Access;
  const other = (await (await askToken(chat.url, { demo: 'colleague', resume: first.access.resume })).json()) as Access;
  expect(same).toMatchObject({ userId: first.access.userId, conversationId: first.conversationId });
  expect(other.userId).not.toBe(first.access.userId);
  expect(other).not.toHaveProperty('conversationId');
});

test('pages of other origins are refused everywhere, listed ones get the headers they need', async () => {
  const listed = await serveChat({ origins: ['https://kunde.example'] });
  const visitor = await visit(listed.url);
  for (const origin of ['https://evil.example', 'null', 'https://kunde.example.evil.example', 'http://kunde.example']) {
    expect((await askToken(listed.url, {}, { origin })).status).toBe(403);
    const answer = await fetch(`${listed.url}/v3/directline/conversations/${visitor.conversationId}/activities`, {
      headers: { authorization: `Bearer ${visitor.access.token}`, origin },
    });
    expect(answer.status).toBe(403);
    await expect(openStream(visitor.streamUrl, { origin })).rejects.toThrow('refused with 403');
  }
  const allowed = await askToken(listed.url, {}, { origin: 'https://kunde.example' });
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://kunde.example']);
  expect((await askToken(listed.url, {}, { origin: listed.url })).status).toBe(200);
  const asked = await fetch(`${listed.url}/v3/directline/conversations`, {
    method: 'OPTIONS',
    headers: { origin: 'https://kunde.example' },
  });
  expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, expect.stringContaining('authorization')]);
  await listed.close();
});
