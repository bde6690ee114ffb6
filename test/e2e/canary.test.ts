/** What people write, their names, addresses and tokens never reach log or metrics: marked words through every door, with everything logged and the systems behind it failing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visit } from '../support/direct-line-client.ts';
import { freePort } from '../support/free-port.ts';
import { press } from '../support/press-button.ts';
import { type SpawnedServer, spawnServer } from '../support/spawned-server.ts';

const words = 'Kanarienwort';
const person = 'Kanaria Vogelsang';
const phone = '0999 7654321';
const mail = 'kanaria.vogelsang@kanarie.example';
const token = 'KanarienTokenKanarienTokenKanarienToken';
/** Also parts of them, whatever the case. */
const canary = /kanarie|kanaria|vogelsang|7654321/i;

let folder: string;
let server: SpawnedServer;

beforeAll(async () => {
  // Nothing listens there any more.
  const nowhere = `127.0.0.1:${await freePort()}`;
  folder = await mkdtemp(path.join(tmpdir(), 'lotse-canary-'));
  server = await spawnServer({
    NODE_ENV: 'test',
    PORT: '0',
    DATA_DIR: path.join(folder, 'data'),
    LOG_LEVEL: 'debug',
    SMTP_URL: `smtp://support:${token}@${nowhere}`,
    MAIL_FROM: 'support@haus.example',
    TICKETING: 'rt',
    TICKETING_CONFIG: 'docs/ticketing/rt.yaml',
    RT_URL: `http://${nowhere}`,
    RT_TOKEN: token,
  });
});
afterAll(async () => {
  await server.kill();
  await rm(folder, { recursive: true, force: true });
});

const statuses: number[] = [];

async function send(where: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(`${server.url}${where}`, { redirect: 'manual', ...init });
  statuses.push(answer.status);
}

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

it('a ticket by an anonymous visitor, whose mail and ticket system both fail', async () => {
  const visitor = await visit(server.url, { anonymous: true });
  await visitor.say(`Hausperfekt stürzt beim Drucken der Mahnungen ständig ab, ${words}, rufen Sie ${phone} an`);
  await press(visitor, 'Es behindert die Arbeit');
  for (const text of [person, mail, 'weiß ich nicht']) await visitor.say(text);
  await press(visitor, 'Ticket absenden');
  const { activities } = await visitor.poll();
  expect(activities.at(-1)?.text ?? '').toMatch(/Ihr Ticket ist angelegt/);
  expect(JSON.stringify(activities)).toMatch(canary);
});

it('texts of every odd kind, in every odd place', async () => {
  const visitor = await visit(server.url);
  for (const body of [
    { type: 'message', text: `${words} `.repeat(8000) },
    { type: 'message', text: 17, name: words },
    { type: 'message', value: { a: words, [words]: [words] } },
    { type: words, text: words },
    { type: 'message', text: words, attachments: [{ contentType: words, name: words, contentUrl: `https://${words}.example` }] },
  ])
    statuses.push((await visitor.post(body)).status);
  await send(`/v3/directline/conversations/${words}/activities`, json(`{"text": "${words}`, { authorization: `Bearer ${token}` }));
  await send(`/v3/directline/conversations/${words}/upload?userId=${words}`, json({ text: words }, { authorization: `Bearer ${token}` }));
  await send('/api/webchat/token', json({ resume: token, identity: token, demo: words }));
  await send(
    '/api/messages',
    json({ type: 'message', text: words, from: { id: words, name: person } }, { authorization: `Bearer ${token}` }),
  );
  await send('/api/messages', json(`{"text": "${words}`, { authorization: `Bearer ${token}` }));
});

it('people who sign in, register, or follow links that are not theirs', async () => {
  await send('/portal/sign-in', form({ email: mail, next: `/portal/${words}` }));
  await send('/portal/register', form({ name: person, email: mail, company: words, customerNo: words, phone }));
  await send(`/portal/link/${token}`);
  await send(`/portal/link/${token}`, form({}));
  await send(`/agent/link/${token}`);
  await send(`/portal/tickets/${words}?q=${words}`, { headers: { cookie: `session=${token}`, referer: `https://${words}.example` } });
  await send(`/${words}/${words}?token=${token}`);
  await send(`/metrics?${words}`, { headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': words } });
  for (const hook of ['/webhooks/ticketing', '/webhooks/handoff']) await send(hook, json({ text: words }, { 'x-signature': token }));
});

it('leaves none of it in log and metrics, and no answer was a failure of ours', async () => {
  // The mail and the ticket have been tried, and it was logged that they could not be brought away.
  await expect.poll(() => server.printed(), { timeout: 30_000 }).toMatch(/mail\.not-sent-yet/);
  await expect.poll(() => server.printed(), { timeout: 30_000 }).toMatch(/TicketSystemError/);
  expect(server.printed().match(canary)).toBeNull();
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/lotse_http_seconds/);
  expect(metrics.match(canary)).toBeNull();
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
});
