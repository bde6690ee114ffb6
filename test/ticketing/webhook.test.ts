/** Webhooks as they come in: signed over the raw bytes, fresh, kept once, answered at once, and never believed. */
import { createHmac, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../storage/engines.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { systems } from './systems.ts';
import { makeWorld } from './world.ts';

const secret = 'a webhook secret of at least 32 characters';
const seconds = (ms = Date.now()): string => String(Math.floor(ms / 1000));
const sign = (body: string, timestamp: string, key = secret): string =>
  `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
const news = (change: object = {}): string =>
  JSON.stringify({
    event: 'Status',
    deliveryId: `rt-txn-${randomUUID()}`,
    ticketId: '7',
    occurredAt: '2026-11-23T09:00:00Z',
    actor: 'agentin',
    ...change,
  });

describe('the webhook of a ticket system', () => {
  let running: RunningApp;
  beforeAll(async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'rt.yaml');
    await writeFile(file, 'queue: Q\nbotUser: bot\nfields: { reference: Ref }\nread: { new: new }\nwrite: { new: new }\n');
    // Nobody listens there: a system that is away must not keep us from starting or from answering.
    const RT_URL = `http://127.0.0.1:${await freePort()}`;
    running = await runApp({ TICKETING: 'rt', TICKETING_CONFIG: file, RT_URL, RT_TOKEN: 'token', TICKETING_WEBHOOK_SECRET: secret });
  });
  afterAll(() => running.close());

  const send = async (body: string, headers: Record<string, string>, name = 'rt'): Promise<number> => {
    const answer = await fetch(`${running.url}/webhooks/ticketing/${name}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return answer.status;
  };
  const signed = (body: string, timestamp = seconds(), key = secret): Record<string, string> => ({
    'x-portal-timestamp': timestamp,
    'x-portal-signature': sign(body, timestamp, key),
  });

  test('is accepted in less than a second, however often it is delivered', async () => {
    const body = news();
    const begun = performance.now();
    expect([await send(body, signed(body)), await send(body, signed(body))]).toEqual([202, 202]);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test('is refused without a signature, with one of another secret, of another body or of another moment', async () => {
    const body = news();
    const at = seconds();
    expect(await send(body, {})).toBe(401);
    expect(await send(body, signed(body, at, 'another secret of at least 32 characters'))).toBe(401);
    expect(await send(`${body} `, signed(body))).toBe(401);
    expect(await send(body, { ...signed(body, at), 'x-portal-timestamp': String(Number(at) + 1) })).toBe(401);
    expect(await send(body, { ...signed(body), 'x-portal-signature': 'sha256=' })).toBe(401);
  });

  test.each([
    ['old', -301],
    ['from the future', 301],
  ])('is refused when it is %s', async (_, shift) => {
    const body = news();
    expect(await send(body, signed(body, seconds(Date.now() + shift * 1000)))).toBe(401);
  });

  test('is refused when it is signed but of another form', async () => {
    for (const body of ['', 'no json', '[]', news({ ticketId: '1/../2' }), news({ deliveryId: '' })])
      expect(await send(body, signed(body))).toBe(400);
  });

  test('is refused when it is too large, and unknown under another name', async () => {
    const large = news({ filling: 'x'.repeat(300_000) });
    expect(await send(large, signed(large))).toBe(413);
    const body = news();
    expect(await send(body, signed(body), 'redmine')).toBe(404);
    expect(running.errors).toEqual([]);
  });
});

test('deliveries in the wrong order and twice lead to one truth: the ticket is read, the delivery is not believed', async () => {
  let at = Date.UTC(2026, 10, 23, 9);
  const connected = await systems[0]?.connect({ now: () => at });
  if (!connected) throw new Error('Our own system is missing');
  const world = await makeWorld(connected.system, () => at);
  onTestFinished(async () => {
    await world.close();
    await connected.close();
  });
  const ticket = await world.make();
  await world.worker.runDue();
  const [there] = await connected.system.findByReference(ticket.number);
  const ticketId = there?.id ?? '';
  await connected.desk.setStatus(ticketId, 'open');
  await connected.desk.setStatus(ticketId, 'waitingCustomer');

  const arrive = (deliveryId: string, id = ticketId) =>
    world.storage.webhookArrived('embedded', { deliveryId, ticketId: id }, at, at + 1000);
  expect(await arrive('second')).toBe('new');
  expect(await arrive('first')).toBe('new');
  expect(await arrive('second')).toBe('seen');
  expect(await arrive('third', 'a ticket of somebody else')).toBe('notOurs');
  expect(await world.worker.runDue()).toBe(0);
  at += 1000;
  expect(await world.worker.runDue()).toBe(2);
  expect((await world.stored(ticket)).state).toBe('waitingCustomer');
  const view = await world.storage.ticketByNumber({ kind: 'agent', id: 'a', mayOrder: false, verifiedBy: 'entra', at }, ticket.number);
  expect(view?.events.filter((line) => line.kind === 'state')).toHaveLength(1);
});
