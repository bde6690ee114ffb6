/** The channel in the whole app: real turns, real database, real HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Log } from '../../src/domain/log.ts';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { message } from './channel-under-test.ts';

interface Reply {
  readonly text: string;
  readonly attachments?: readonly { readonly content: object }[];
  readonly entities?: readonly { readonly type: string; readonly state?: string }[];
}

const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
let dataDir: string;
let app: App;
let connector: FakeConnector;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'support-lotse-bot-'));
  connector = await startFakeConnector();
  app = await start();
});
afterEach(async () => {
  await app.close();
  await connector.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(): Promise<App> {
  const read = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, EXAMPLE_RATES: 'on' });
  if (!read.ok) throw new Error(read.problems.join());
  const config: Config = read.config;
  return startApp(config, log);
}

async function post(activity: object): Promise<{ status: number; replies: Reply[] }> {
  const response = await fetch(`${app.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, replies: text === '' ? [] : ((JSON.parse(text) as { activities?: Reply[] }).activities ?? []) };
}
const normal = (changes: object = {}) => message({ deliveryMode: undefined, serviceUrl: connector.url, ...changes });
const billable = 'Meine Kollegin hat im Dezember alle Mieten doppelt gebucht, könnt ihr das bereinigen? (Hausperfekt)';
const entityOf = (replies: readonly Reply[], kind: string) =>
  replies.flatMap(({ entities }) => entities ?? []).find(({ type }) => type.endsWith(`/${kind}`));
/** The id behind the button with this title on the offer's card. */
function buttonOn(replies: readonly Reply[], title: string): string {
  const cards = JSON.stringify(replies.flatMap(({ attachments }) => attachments ?? []));
  const id = new RegExp(`"title":"${title}"[^{}]*"data":\\{[^{}]*"a":"([\\d.]+)"`).exec(cards)?.[1];
  if (id === undefined) throw new Error(`No button "${title}" in ${cards}`);
  return id;
}

describe('a paid request over the Bot Framework', () => {
  it('is offered, ordered by its button, and a redelivered press gets the same ticket', async () => {
    const offered = await post(message({ text: billable }));
    expect(entityOf(offered.replies, 'offer')).toMatchObject({ state: 'open' });
    const typed = await post(message({ text: 'ja' }));
    expect(entityOf(typed.replies, 'ticket')).toBeUndefined();
    const press = message({ text: undefined, value: { a: buttonOn(offered.replies, 'Kostenpflichtig beauftragen') } });
    const ordered = await post(press);
    expect(entityOf(ordered.replies, 'ticket')).toBeDefined();
    expect(await post(press)).toEqual(ordered);
    const pressedAgain = await post({ ...press, id: 'another-id', timestamp: '2026-11-22T08:16:00.000Z' });
    expect(entityOf(pressedAgain.replies, 'ticket')).toEqual(entityOf(ordered.replies, 'ticket'));
  });
});

describe('a reply over the connector', () => {
  it('is sent after the commit and not again after a restart', async () => {
    expect((await post(normal({ text: 'Wie erreiche ich Karthago?' }))).status).toBe(200);
    await connector.until(1);
    await app.close();
    const sent = connector.received.length;
    app = await start();
    await post(normal({ text: 'Vielen Dank', conversation: { id: 'other' } }));
    await connector.until(sent + 1);
    expect(connector.received.slice(sent).map(({ conversationId }) => conversationId)).toEqual(['other']);
  });

  it('that could not be delivered is delivered after a restart', async () => {
    const { url } = connector;
    await connector.close();
    expect((await post(normal({ text: 'Wie erreiche ich Karthago?' }))).status).toBe(200);
    await app.close();
    connector = await startFakeConnector(Number(new URL(url).port));
    app = await start();
    await connector.until(1);
    expect(connector.received[0]?.activity.text).toContain('Karthago');
  });
});
