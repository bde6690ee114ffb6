/** A conversation with an agent over a connector: who speaks stands in the text, and files go as links that hold for a day and open nothing else. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileView } from '../../src/handoff/api/handoff-shapes.ts';
import { message } from '../bot/channel-under-test.ts';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

let connector: FakeConnector;
let running: RunningApp;
let agent: AgentClient;
let handoffId: string;
beforeAll(async () => {
  connector = await startFakeConnector();
  running = await runApp();
  agent = await agentClient(running.url);
  await agent.presence('available');
  await says('Ich möchte mit einem Menschen sprechen');
  handoffId = (await agent.queue())[0]?.id ?? '';
  await agent.deed(handoffId, { kind: 'claim' });
}, 60_000);
afterAll(async () => {
  await running.close();
  await connector.close();
});

async function says(text: string): Promise<void> {
  const conversation = { id: 'connector-conversation' };
  const activity = message({ text, id: randomUUID(), deliveryMode: undefined, serviceUrl: connector.url, conversation });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${running.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
  expect(answer.status).toBe(200);
}

/** Resolves with the first delivered text that holds these words. */
async function delivered(words: string): Promise<string> {
  for (;;) {
    const found = connector.received.map(({ activity }) => activity.text ?? '').find((text) => text.includes(words));
    if (found !== undefined) return found;
    await connector.until(connector.received.length + 1);
  }
}

async function takes(name: string, content: string): Promise<string> {
  const headers = { cookie: agent.cookie, origin: running.url, 'x-file-name': encodeURIComponent(name) };
  const answer = await fetch(`${running.url}/agent/api/handoffs/${handoffId}/files`, { method: 'POST', headers, body: content });
  return ((await answer.json()) as FileView).id;
}

describe('an agent over a connector', () => {
  it('is named once before the words, which stay plain words', async () => {
    await agent.deed(handoffId, { kind: 'say', text: 'Das *sehe* ich mir an [F2.1].' });
    const text = await delivered('ich mir an');
    expect(text).toBe('Support Eins (Demo), Produktsupport: Das \\*sehe\\* ich mir an \\[F2.1\\].');
    const { messages } = await agent.handoff(handoffId);
    expect(messages.at(-1)?.text).toBe('Das \\*sehe\\* ich mir an \\[F2.1\\].');
  });

  it('sends files as links, which say until when they hold, and hold no longer', async () => {
    const [first, second] = [await takes('Anleitung März.txt', 'Schritt 1'), await takes('Werte.csv', 'a;b')];
    await agent.deed(handoffId, { kind: 'say', text: 'Die Schritte liegen bei.', files: [first, second] });
    const text = await delivered('Die Schritte liegen bei.');
    expect(text).toMatch(
      /Produktsupport: Die Schritte liegen bei\.\n\n\[Anleitung März\.txt\]\(http\S+\) \(Der Link gilt bis \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr\.\)\n\n\[Werte/,
    );
    const [address = '', other = ''] = [...text.matchAll(/\]\((\S+)\)/g)].map(([, url]) => url ?? '');
    const got = await fetch(address);
    expect([got.status, await got.text(), got.headers.get('content-disposition')]).toEqual([
      200,
      'Schritt 1',
      "attachment; filename*=UTF-8''Anleitung%20M%C3%A4rz.txt",
    ]);
    const permission = new URL(address).search;
    expect((await fetch(new URL(other).origin + new URL(other).pathname + permission)).status).toBe(404);
    expect((await fetch(`${running.url}/agent/api/queue${permission}`)).status).toBe(401);
    running.advance(25 * 3_600_000);
    expect((await fetch(address)).status).toBe(404);
    running.advance(-25 * 3_600_000);
  });

  it('sends a file without words under the name alone', async () => {
    await agent.deed(handoffId, { kind: 'say', text: '', files: [await takes('Nur das.txt', 'x')] });
    expect(await delivered('Nur das')).toMatch(/^Support Eins \(Demo\), Produktsupport:\n\n\[Nur das\.txt\]/);
  });
});
