import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnector } from '../../src/bot/connector.ts';
import { createSendRate } from '../../src/bot/send-rate.ts';
import { createSender, type Sender } from '../../src/bot/sender.ts';
import type { Log } from '../../src/domain/log.ts';
import type { JsonObject } from '../../src/domain/message.ts';
import { type ConnectorAnswer, type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { type ManualTiming, manualTiming } from './manual-timing.ts';
import { memoryTurns, type Reply } from './memory-turns.ts';

let connector: FakeConnector;
let timing: ManualTiming;
let turns: ReturnType<typeof memoryTurns>;
let sender: Sender;
let logged: string[];
let tokens: boolean[];
/** The table at the moment of each send. */
let during: string[][];

beforeEach(async () => {
  timing = manualTiming();
  connector = await startFakeConnector(0, timing.now);
  turns = memoryTurns();
  logged = [];
  tokens = [];
  during = [];
  sender = newSender();
});
afterEach(async () => {
  await sender.close();
  await connector.close();
});

function newSender(): Sender {
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const token = async (renew: boolean) => {
    tokens.push(renew);
    return 'token';
  };
  const watched: typeof fetch = (...request) => {
    during.push(states());
    return fetch(...request);
  };
  return createSender({
    store: turns.store,
    connector: createConnector({ token, now: timing.now, fetch: watched }),
    rate: createSendRate(),
    timing,
    random: () => 0.5,
    log,
  });
}

/** A committed message that waits to be sent. */
function due(text: string, changes: Partial<Reply> = {}, conversationId = 'emulator:c1', channelId = 'emulator') {
  const address: JsonObject = {
    channelId,
    serviceUrl: connector.url,
    conversation: { id: conversationId },
    bot: { id: 'bot' },
    user: { id: 'u' },
  };
  turns.addresses.set(conversationId, address);
  return turns.append(conversationId, { content: { text }, ...changes }, 'due', timing.now());
}
const texts = () => connector.received.map(({ activity }) => activity.text);
const states = () => turns.rows.map(({ delivery }) => delivery);

/** Answers one wait after the other until nothing is left to do. */
async function through(waits: number): Promise<number[]> {
  const waited: number[] = [];
  for (let n = 0; n < waits; n += 1) {
    const wait = await timing.nextWait();
    waited.push(wait);
    timing.advance(wait);
  }
  await sender.idle();
  return waited;
}

/** Sends what the table holds without the regular scan's timer in the way. */
function scanOnce(): void {
  sender.start();
}

describe('what an earlier process left', () => {
  it('is sent at start, in order per conversation', async () => {
    due('eins');
    due('andere', {}, 'emulator:c2');
    due('zwei');
    due('drei');
    scanOnce();
    await sender.idle();
    expect(texts().filter((text) => text !== 'andere')).toEqual(['eins', 'zwei', 'drei']);
    expect(states()).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('in the middle of a send is repeated when it matters, and small talk is not', async () => {
    due('Ihre Ticketnummer', { important: true });
    due('Gern geschehen.');
    due('schon dreimal', { important: true });
    for (const row of turns.rows) Object.assign(row, { delivery: 'unknown', attempts: row.content.text === 'schon dreimal' ? 3 : 1 });
    scanOnce();
    await sender.idle();
    expect(texts()).toEqual(['Ihre Ticketnummer']);
    expect(states()).toEqual(['sent', 'dead', 'dead']);
  });
});

describe('a message on the wire', () => {
  it('stands as unknown, so that a crash does not repeat small talk', async () => {
    due('eins');
    scanOnce();
    await sender.idle();
    expect([during, states()]).toEqual([[['unknown']], ['sent']]);
  });
});

describe('an answer of the connector', () => {
  const again = async (answers: ConnectorAnswer[], important: boolean, waits: number) => {
    connector.answerNext(...answers);
    const message = due('Nachricht', { important });
    sender.accept([{ ...message, address: addressOf(), attempts: 0, unknowns: 0, misses: 0 }]);
    const waited = await through(waits);
    return { waited, sends: connector.received.length, state: states()[0] };
  };
  const addressOf = () => ({
    channelId: 'emulator',
    serviceUrl: connector.url,
    conversation: { id: 'emulator:c1' },
    bot: { id: 'bot' },
    user: { id: 'u' },
  });

  it('429 with Retry-After is waited for, then the message is sent', async () => {
    const throttled = { status: 429, headers: { 'retry-after': '9' } };
    const { waited, sends, state } = await again([throttled, throttled], false, 2);
    expect([sends, state]).toEqual([3, 'sent']);
    for (const wait of waited) expect(wait).toBeGreaterThanOrEqual(9000);
  });

  it('429 without one is waited for longer each time', async () => {
    const { waited, state } = await again([{ status: 429 }, { status: 429 }, { status: 429 }], false, 3);
    expect([waited, state]).toEqual([[2000, 4000, 8000], 'sent']);
  });

  it.each([408, 412, 500, 502, 504])('%i on small talk ends it: one send', async (status) => {
    expect(await again([{ status }], false, 0)).toMatchObject({ sends: 1, state: 'dead' });
  });

  it.each([408, 412, 500, 502, 504])('%i on an important message is followed by at most two repeats', async (status) => {
    expect(await again([{ status }, { status }, { status }, { status }], true, 2)).toMatchObject({ sends: 3, state: 'dead' });
  });

  it('that never came, the connection cut, counts as unknown', async () => {
    expect(await again(['reset'], false, 0)).toMatchObject({ sends: 1, state: 'dead' });
  });

  it('that never came is repeated for an important message', async () => {
    expect(await again(['reset', { status: 200 }], true, 1)).toMatchObject({ sends: 2, state: 'sent' });
  });

  it.each([400, 404, 413])('%i is final', async (status) => {
    expect(await again([{ status, body: { error: { code: 'BadSyntax' } } }], true, 0)).toMatchObject({ sends: 1, state: 'dead' });
    expect(logged.join()).toContain('BadSyntax');
  });

  it('that points elsewhere is not followed', async () => {
    const elsewhere = { status: 307, headers: { location: `${connector.url}/v3/conversations/other/activities` } };
    expect(await again([elsewhere], false, 0)).toMatchObject({ sends: 1, state: 'dead' });
  });

  it('401 raises an alarm and is tried once more with a fresh token', async () => {
    expect(await again([{ status: 401 }], false, 1)).toMatchObject({ sends: 2, state: 'sent' });
    expect(tokens).toEqual([false, true]);
    expect(logged.join()).toContain('MicrosoftAppPassword');
  });
});

describe('a connector that cannot be reached', () => {
  it('gets the message later, as it surely was not delivered', async () => {
    const { url } = connector;
    await connector.close();
    const message = due('später');
    sender.accept([
      { ...message, address: { channelId: 'emulator', serviceUrl: url, conversation: { id: 'c' } }, attempts: 0, unknowns: 0, misses: 0 },
    ]);
    expect(await timing.nextWait()).toBe(2000);
    expect(states()).toEqual(['due']);
  });
});

describe('a conversation that shut the bot out', () => {
  it('gets nothing more until the person writes again, then everything in order', async () => {
    connector.answerNext({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });
    due('eins');
    due('zwei');
    due('woanders', {}, 'emulator:c2');
    scanOnce();
    await sender.idle();
    expect(texts().filter((text) => text !== 'woanders')).toEqual(['eins']);
    expect(states()).toEqual(['due', 'due', 'sent']);
    timing.advance(30_000);
    await sender.idle();
    expect(texts().filter((text) => text !== 'woanders')).toEqual(['eins']);
    sender.wake('emulator:c1');
    timing.advance(250);
    await sender.idle();
    expect(texts().filter((text) => text !== 'woanders')).toEqual(['eins', 'eins', 'zwei']);
    expect(states()).toEqual(['sent', 'sent', 'sent']);
  });

  it('loses what is older than three days', async () => {
    connector.answerNext({ status: 403 });
    due('alt');
    scanOnce();
    await sender.idle();
    timing.advance(73 * 3_600_000);
    await sender.idle();
    expect(states()).toEqual(['dead']);
  });
});

describe('ten quick messages in one conversation in Teams', () => {
  it('are sent in order and not faster than Teams allows', async () => {
    const address = { channelId: 'msteams', serviceUrl: connector.url, conversation: { id: 'c' } };
    const messages = Array.from({ length: 10 }, (_, n) => due(`${n + 1}`, {}, 'teams:c1', 'msteams'));
    sender.accept(messages.map((message) => ({ ...message, address, attempts: 0, unknowns: 0, misses: 0 })));
    for (const sent of [7, 8]) {
      expect(await timing.nextWait()).toBe(1000);
      expect(connector.received).toHaveLength(sent);
      timing.advance(1000);
    }
    await sender.idle();
    expect(connector.received.map(({ activity }) => activity.summary ?? activity.text)).toEqual(
      messages.map(({ content }) => content.text),
    );
  });
});

describe('a message another turn committed', () => {
  it('is found by the news of the commit', async () => {
    scanOnce();
    await sender.idle();
    const address: JsonObject = { channelId: 'emulator', serviceUrl: connector.url, conversation: { id: 'c1' } };
    const proactive = {
      channel: 'system',
      conversationId: 'emulator:c1',
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: 't1',
      at: timing.now(),
    } as const;
    const principal = { kind: 'system', id: 'system', mayOrder: false, verifiedBy: 'none', at: 0 } as const;
    await turns.engine.take({ ...proactive, principal, input: { kind: 'text', text: 'Erinnerung', uploads: [] }, address });
    timing.advance(250);
    await sender.idle();
    expect(texts()).toEqual(['Sie schrieben: Erinnerung']);
  });
});

describe('two processes on one table', () => {
  it('send a message once', async () => {
    const other = newSender();
    for (let n = 1; n <= 5; n += 1) due(`${n}`);
    sender.start();
    other.start();
    await Promise.all([sender.idle(), other.idle()]);
    expect(texts().sort()).toEqual(['1', '2', '3', '4', '5']);
    await other.close();
  });
});
