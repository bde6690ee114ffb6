/** The server is killed in the middle of hand-offs: who waits still waits, who talks goes on, nothing is lost and nothing said twice. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentClient } from '../support/agent-client.ts';
import { type Activity, call, type Frame, typed, visit } from '../support/direct-line-client.ts';
import { freePort } from '../support/free-port.ts';
import { type SpawnedServer, spawnServer } from '../support/spawned-server.ts';

let dataDir: string;
let port: number;
let server: SpawnedServer;

const start = () => spawnServer({ PORT: String(port), DATA_DIR: dataDir });

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lotse-restart-'));
  port = await freePort();
  server = await start();
}, 120_000);
afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

test('a conversation and a place in the queue outlive kill -9', async () => {
  const erna = await agentClient(server.url);
  await erna.presence('available');
  const [talking, waiting] = [await visit(server.url, { demo: 'customer' }), await visit(server.url, { demo: 'customer' })];
  for (const customer of [talking, waiting]) await customer.say('Mensch');
  const idOf = async (conversationId: string) => (await erna.queue()).find((line) => line.conversationId === conversationId)?.id ?? '';
  const [first, second] = [await idOf(talking.conversationId), await idOf(waiting.conversationId)];
  await erna.deed(first, { kind: 'claim' });
  const sayKey = randomUUID();
  await erna.deed(first, { kind: 'say', text: 'Ich sehe es mir an.' }, sayKey);
  await talking.say('Danke, ich warte', 'client-1');

  await server.kill();
  server = await start();

  const history = async (customer: typeof talking) =>
    ((await (await call(server.url, customer.access.token, 'GET', `/conversations/${customer.conversationId}/activities`)).json()) as Frame)
      .activities;
  const texts = (activities: readonly Activity[]) => activities.map(({ text }) => text ?? '');
  // Client and page repeat what they do not know to have arrived.
  await call(
    server.url,
    talking.access.token,
    'POST',
    `/conversations/${talking.conversationId}/activities`,
    typed('Danke, ich warte', 'client-1'),
  );
  expect(await erna.deed(first, { kind: 'say', text: 'Ich sehe es mir an.' }, sayKey)).toMatchObject({ outcome: 'duplicate' });
  await erna.presence('available');

  const line = (await erna.queue()).find(({ id }) => id === second);
  expect(line).toMatchObject({ state: 'queued', conversationId: waiting.conversationId });
  expect(await erna.handoff(first)).toMatchObject({
    handoff: { state: 'accepted', isMine: true },
    deeds: expect.arrayContaining(['say', 'close']),
  });
  await erna.deed(first, { kind: 'say', text: 'Gefunden: ein Rundungsfehler.' });
  await erna.deed(first, { kind: 'close', outcome: 'solved' });
  await erna.deed(second, { kind: 'claim' });

  const whole = await history(talking);
  expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
  const count = (words: string) => texts(whole).filter((text) => text.includes(words)).length;
  expect(['hat übernommen', 'Ich sehe es mir an.', 'Danke, ich warte', 'Rundungsfehler', 'ist beendet'].map(count)).toEqual([
    1, 1, 1, 1, 1,
  ]);
  expect(texts(whole).filter((text) => text === 'Mensch')).toHaveLength(1);
  expect(texts(await history(waiting)).filter((text) => text.includes('hat übernommen'))).toHaveLength(1);
}, 120_000);
