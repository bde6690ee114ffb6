/** The HTTP server: errors, limits, strange requests, starting and stopping. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Log } from '../../src/domain/log.ts';
import { health } from '../../src/http/health.ts';
import { metrics } from '../../src/http/metrics.ts';
import { type Route, routes } from '../../src/http/routes.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { StartError } from '../../src/http/start-error.ts';

const logged: { fields: Readonly<Record<string, unknown>>; message: string }[] = [];
const keep = (fields: Readonly<Record<string, unknown>>, message: string) => void logged.push({ fields, message });
const log: Log = { debug: keep, info: keep, warn: keep, error: keep };

const own: readonly Route[] = [
  ['GET', '/fails', async () => Promise.reject(Object.assign(new Error('the inner secret'), { code: 'E_TEST' }))],
  [
    'POST',
    '/echo/:part',
    async (request) => ({ status: 200, body: { part: request.params.part, bytes: (await request.body(1000)).length, ip: request.ip } }),
  ],
];

const start = (options: { routes?: readonly Route[]; port?: number; trustProxy?: boolean } = {}) =>
  startServer({ host: '127.0.0.1', port: 0, trustProxy: false, log, routes: own, ...options });

let server: RunningServer;
beforeAll(async () => {
  server = await start();
});
afterAll(() => server.close());

test('a failing handler answers one plain sentence with a reference that the log knows, and nothing internal', async () => {
  const answer = await fetch(`${server.url}/fails`);
  const { error } = (await answer.json()) as { error: { message: string; reference: string } };
  expect(answer.status).toBe(500);
  expect(error.message).toMatch(/^Das hat leider nicht geklappt\. .*[0-9A-F]{8}\.$/);
  expect(JSON.stringify(error)).not.toContain('secret');
  expect(logged.find(({ fields }) => fields.reference === error.reference)?.fields).toMatchObject({ code: 'E_TEST', route: 'GET /fails' });
});

test('the sentence is English for those who ask for English', async () => {
  const answer = await fetch(`${server.url}/fails`, { headers: { 'accept-language': 'en-GB' } });
  expect(await answer.text()).toContain('Sorry, that did not work.');
});

test('unknown paths are 404 and unknown methods 405, both in our own shape', async () => {
  expect([(await fetch(`${server.url}/nothing`)).status, (await fetch(`${server.url}/fails`, { method: 'DELETE' })).status]).toEqual([
    404, 405,
  ]);
  expect(await (await fetch(`${server.url}/nothing`)).json()).toEqual({
    error: { code: 'notFound', message: 'Diese Seite gibt es nicht.' },
  });
});

test('HEAD answers as GET does, without the body', async () => {
  const answer = await fetch(`${server.url}/fails`, { method: 'HEAD' });
  expect([answer.status, await answer.text(), Number(answer.headers.get('content-length')) > 0]).toEqual([500, '', true]);
});

test('every answer carries the security headers and no server name', async () => {
  for (const path of ['/fails', '/nothing']) {
    const { headers } = await fetch(`${server.url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('server')).toBeNull();
  }
});

test('a body over the limit is refused with 413, announced or not', async () => {
  expect((await fetch(`${server.url}/echo/a`, { method: 'POST', body: 'x'.repeat(1001) })).status).toBe(413);
  const stream = new ReadableStream({
    start(controller) {
      for (let count = 0; count < 20; count += 1) controller.enqueue(new TextEncoder().encode('x'.repeat(100)));
      controller.close();
    },
  });
  expect((await fetch(`${server.url}/echo/a`, { method: 'POST', body: stream, duplex: 'half' } as RequestInit)).status).toBe(413);
  expect((await fetch(`${server.url}/echo/a`, { method: 'POST', body: 'x'.repeat(1000) })).status).toBe(200);
});

test('a client that leaves in the middle of its body, or before anybody reads it, holds nothing up', async () => {
  const settled: string[] = [];
  let read = () => {};
  const mayRead = new Promise<void>((resolve) => {
    read = resolve;
  });
  const arrived = Promise.withResolvers<void>();
  const both = Promise.withResolvers<void>();
  const body = (late: boolean): Route => [
    'POST',
    late ? '/late' : '/now',
    async (request) => {
      if (late) {
        arrived.resolve();
        await mayRead;
      }
      await request.body(1000).catch((error: Error) => settled.push(error.constructor.name));
      if (settled.length === 2) both.resolve();
      return { status: 200 };
    },
  ];
  const left = await start({ routes: [body(true), body(false)] });
  const late = connect(left.port, '127.0.0.1');
  late.write('POST /late HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nab');
  await arrived.promise;
  late.destroy();
  const now = connect(left.port, '127.0.0.1');
  now.write('POST /now HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nab', () => now.destroy());
  await once(now, 'close');
  await fetch(`${left.url}/nothing`);
  read();
  await both.promise;
  expect(settled).toEqual(['ClientGone', 'ClientGone']);
  await left.close();
});

test('the forwarded address counts only behind a trusted proxy, and then only its last entry', async () => {
  const headers = { 'x-forwarded-for': '1.2.3.4, 5.6.7.8' };
  const ipAt = async (url: string) => ((await (await fetch(`${url}/echo/a`, { method: 'POST', headers })).json()) as { ip: string }).ip;
  expect(await ipAt(server.url)).toBe('127.0.0.1');
  const trusting = await start({ trustProxy: true });
  expect(await ipAt(trusting.url)).toBe('5.6.7.8');
  await trusting.close();
});

const strange = {
  'a Host that is no host': 'GET /fails HTTP/1.1\r\nhost: b[ad\r\n\r\n',
  'no Host': 'GET /fails HTTP/1.1\r\n\r\n',
  'an absolute address': 'GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n',
  'a broken percent sequence': 'GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n',
  'two slashes': 'GET //evil HTTP/1.1\r\nhost: x\r\n\r\n',
  'OPTIONS *': 'OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n',
  'no HTTP at all': 'BLA\r\n\r\n',
  'a header of 20 KiB': `GET /fails HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
};

test.each(Object.entries(strange))('%s is answered with a 4xx, and the server lives on', async (_name, raw) => {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(raw);
  const [data] = (await once(socket, 'data')) as [Buffer];
  expect(data.toString()).toMatch(/^HTTP\/1\.1 4\d\d /);
  socket.destroy();
  expect((await fetch(`${server.url}/nothing`)).status).toBe(404);
});

test('a port in use ends the start with one sentence that says what to do', async () => {
  const error: unknown = await start({ port: server.port }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StartError);
  expect(error).toMatchObject({
    code: 'portInUse',
    message: `Port ${server.port} is already in use; stop the other program or set PORT to a free one.`,
  });
});

test('a stop lets the running request finish and refuses new ones', async () => {
  let finish = () => {};
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let entered = () => {};
  const isRunning = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const waitAtGate = async () => {
    entered();
    await gate;
    return { status: 200, body: 'done' };
  };
  const slow: Route = ['GET', '/slow', waitAtGate];
  const stopping = await start({ routes: [slow] });
  const running = fetch(`${stopping.url}/slow`);
  await isRunning;
  const closed = stopping.close();
  await expect(fetch(`${stopping.url}/slow`)).rejects.toThrow();
  finish();
  expect(await (await running).text()).toBe('done');
  await closed;
});

test('health is live always, ready only while the database answers and nobody stops us', async () => {
  const state = { ready: true, database: true };
  const handlers = health({
    isReady: () => state.ready,
    ping: async () => (state.database ? undefined : Promise.reject(new Error('down'))),
  });
  const measured = metrics({ trustProxy: false, openSockets: () => 3 });
  const checked = await start({ routes: routes({ ops: { ...handlers, metrics: measured.handler } }) });
  const status = async (path: string) => (await fetch(`${checked.url}${path}`)).status;
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 200]);
  state.database = false;
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 503]);
  Object.assign(state, { database: true, ready: false });
  expect(await status('/health/ready')).toBe(503);
  expect(await (await fetch(`${checked.url}/metrics`)).text()).toContain('lotse_open_sockets 3');
  expect((await fetch(`${checked.url}/metrics`, { headers: { 'x-forwarded-for': '8.8.8.8' } })).status).toBe(403);
  await checked.close();
});

test('with a token set, metrics are shown to its bearer only', async () => {
  const measured = metrics({ token: 'sixteen-characters', trustProxy: false, openSockets: () => 0 });
  const guarded = await start({ routes: [['GET', '/metrics', measured.handler]] });
  const status = async (authorization: string) => (await fetch(`${guarded.url}/metrics`, { headers: { authorization } })).status;
  expect([await status(''), await status('Bearer wrong'), await status('Bearer sixteen-characters')]).toEqual([403, 403, 200]);
  await guarded.close();
});
