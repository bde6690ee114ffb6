/** The server is killed with kill -9 again and again while customers order: nothing acknowledged is lost, nothing happens twice. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { verifyLedger } from '../../src/domain/ledger.ts';
import { ensureSecrets } from '../../src/secrets.ts';
import { openStorage } from '../../src/storage/open.ts';
import { cardButtons } from '../conversations/play.ts';
import { count, tell } from '../long/figures.ts';
import { type Access, type Activity, call, type Frame } from '../support/direct-line-client.ts';
import { freePort } from '../support/free-port.ts';
import { type SpawnedServer, spawnServer } from '../support/spawned-server.ts';

const rounds = Number(process.env.KILL_ROUNDS ?? 30);

let dataDir: string;
let port: number;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lotse-kill-'));
  port = await freePort();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** One after the other, customers have a training offered, order it and say thanks; every request is repeated until it was answered. */
class Traffic {
  readonly url: string;
  readonly done: { conversationId: string; ticket: string }[] = [];
  readonly acknowledged: { conversationId: string; text: string }[] = [];
  stopped = false;
  requests = 0;
  repeats = 0;
  up: Promise<void> = Promise.resolve();

  constructor(url: string) {
    this.url = url;
  }

  async run(): Promise<void> {
    while (!this.stopped) await this.journey();
  }

  async journey(): Promise<void> {
    const access = await this.asking<Access>(() =>
      fetch(`${this.url}/api/webchat/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    );
    const { conversationId } = await this.asking<{ conversationId: string }>(() =>
      call(this.url, access.token, 'POST', '/conversations', {}),
    );
    const post = (activity: object) => {
      const body = { type: 'message', from: { id: 'me' }, channelData: { clientActivityID: randomUUID() }, ...activity };
      return this.asking(() => call(this.url, access.token, 'POST', `/conversations/${conversationId}/activities`, body));
    };
    const history = () => this.asking<Frame>(() => call(this.url, access.token, 'GET', `/conversations/${conversationId}/activities`));
    await post({ text: 'Wir brauchen eine Schulung für Hausperfekt' });
    this.acknowledged.push({ conversationId, text: 'Wir brauchen eine Schulung für Hausperfekt' });
    const order = (await history()).activities.flatMap(buttonsOf).find(({ title }) => title === 'Kostenpflichtig beauftragen');
    if (!order) throw new Error('no offer was shown');
    await post({ value: order.value });
    const ticket = ticketsIn((await history()).activities)[0];
    if (!ticket) throw new Error('no ticket after the order');
    this.done.push({ conversationId, ticket });
    await post({ text: 'danke' });
    this.acknowledged.push({ conversationId, text: 'danke' });
  }

  /** Repeats the same request until the server answers it. */
  async asking<T>(request: () => Promise<Response>): Promise<T> {
    for (;;) {
      try {
        this.requests += 1;
        const response = await request();
        if (response.ok) return (await response.json()) as T;
        if (response.status !== 503) throw new Refused(`${response.status} ${await response.text()}`);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      this.repeats += 1;
      await this.up;
    }
  }
}

class Refused extends Error {}

const buttonsOf = (activity: Activity) => activity.attachments?.flatMap(({ content }) => cardButtons(content)) ?? [];
const ticketsIn = (activities: readonly Activity[]) =>
  activities.flatMap(({ from, text }) => (from.role === 'bot' ? (text?.match(/IMM-\d{4}-\d{6}-\d/) ?? []) : []));

describe('kill -9', () => {
  it(`${rounds} times during orders loses nothing that was acknowledged and doubles nothing`, {
    timeout: 60_000 + rounds * 10_000,
  }, async () => {
    const env = { PORT: String(port), DATA_DIR: dataDir, NODE_ENV: 'test' };
    let server: SpawnedServer = await spawnServer(env);
    const traffic = new Traffic(`http://127.0.0.1:${port}`);
    const running = Promise.all([traffic.run(), traffic.run(), traffic.run()]);
    for (let round = 0; round < rounds; round += 1) {
      await enoughRequests(traffic, 3 + ((round * 7) % 23));
      let up: () => void = () => {};
      traffic.up = new Promise((resolve) => {
        up = resolve;
      });
      await server.kill();
      server = await spawnServer(env);
      up();
    }
    traffic.stopped = true;
    await running;
    await server.interrupt();
    await expectNothingLost(traffic);
  });
});

/** Waits until so many further requests went out: the kill then falls into the midst of them, wherever that is. */
async function enoughRequests(traffic: Traffic, count: number): Promise<void> {
  const until = traffic.requests + count;
  while (traffic.requests < until) await new Promise((resolve) => setImmediate(resolve));
}

/** All of them: the lists of the pages have an end. */
function storedNumbers(): string[] {
  const db = new Sqlite(path.join(dataDir, 'support-lotse.db'), { readonly: true });
  try {
    return (db.prepare('select number from tickets').all() as { number: string }[]).map(({ number }) => number);
  } finally {
    db.close();
  }
}

async function expectNothingLost(traffic: Traffic): Promise<void> {
  const read = readConfig({ DATA_DIR: dataDir, NODE_ENV: 'test' });
  if (!read.ok) throw new Error(read.problems.join());
  const { ledgerKey } = ensureSecrets(read.config);
  const storage = await openStorage({ dataDir, ledgerKey });
  try {
    const tickets = storedNumbers();
    const ledger = await storage.readLedger();
    const orders = ledger.rows.filter(({ kind }) => kind === 'ordered');
    expect(new Set(traffic.done.map(({ ticket }) => ticket)).size, 'one ticket per journey').toBe(traffic.done.length);
    expect(tickets).toEqual(expect.arrayContaining(traffic.done.map(({ ticket }) => ticket)));
    expect(tickets.length, 'no ticket without a customer').toBe(traffic.done.length);
    expect(orders.length, 'one order per ticket').toBe(tickets.length);
    expect(verifyLedger(ledger.rows, ledger.head, ledger.privates, [ledgerKey])).toMatchObject({ ok: true });
    let lost = traffic.done.filter(({ ticket }) => !tickets.includes(ticket)).length;
    let doubled = Math.max(0, tickets.length - traffic.done.length) + Math.max(0, orders.length - tickets.length);
    for (const { conversationId, text } of traffic.acknowledged) {
      const rows = await storage.messagesAfter(conversationId, 0, 100);
      const times = rows.filter((row) => row.direction === 'in' && row.content.text === text).length;
      lost += times === 0 ? 1 : 0;
      doubled += Math.max(0, times - 1);
      expect(times, `"${text}" stands once`).toBe(1);
      expect(
        rows.map(({ seq }) => seq),
        'no gap',
      ).toEqual(rows.map((_, index) => index + 1));
    }
    expect(traffic.repeats, 'the kills fell into running requests').toBeGreaterThan(0);
    tell({
      size: `${count(traffic.done.length)} orders, ${count(traffic.acknowledged.length)} acknowledged texts`,
      faults: `${count(rounds)} kill -9, ${count(traffic.repeats)} requests cut off`,
      lost,
      doubled,
    });
    console.log(
      `${rounds} kills, ${traffic.done.length} orders, ${traffic.acknowledged.length} acknowledged texts, ${traffic.repeats} requests repeated: ${lost} lost, ${doubled} doubled`,
    );
  } finally {
    await storage.close();
  }
}
