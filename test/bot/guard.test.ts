import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activitySchema } from '../../src/bot/activity-schema.ts';
import {
  type Authority,
  anonymousConfig,
  channelToken,
  issuer,
  message,
  type RunningChannel,
  registeredConfig,
  type SigningPair,
  signingPair,
  startAuthority,
  startChannel,
} from './channel-under-test.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 300);
const shortBody = /^\{"error":"[a-z ]{3,14}"\}$/;

let bot: RunningChannel;
let registered: RunningChannel;
let authority: Authority;
let pair: SigningPair;

beforeAll(async () => {
  authority = await startAuthority();
  pair = await signingPair('key-1', ['emulator', 'msteams']);
  authority.publish([pair.jwk]);
  bot = await startChannel(anonymousConfig);
  registered = await startChannel(registeredConfig, undefined, { trust: { issuer, metadataUrl: authority.metadataUrl } });
});
afterAll(async () => {
  await bot.close();
  await registered.close();
  await authority.close();
});

/** Sends a body of chosen length without waiting for its end. */
function postBytes(url: string, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const req = httpRequest(`${url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' } }, (res) => {
      resolve(res.statusCode ?? 0);
      res.resume();
      req.destroy();
    });
    req.on('error', (error) => (req.destroyed ? undefined : reject(error)));
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    let sent = 0;
    const more = () => {
      while (sent < bytes) {
        sent += chunk.length;
        if (!req.write(chunk)) return void req.once('drain', more);
      }
      req.end();
    };
    more();
  });
}

describe('a body', () => {
  it.each(['[]', '"text"', '5', 'null', '', '{', '{"type":', 'x', '\uFEFF'])(
    'that is no JSON object (%j) is refused as a bad request',
    async (body) => {
      const answer = await bot.post(body);
      expect(answer.status).toBe(400);
      expect(answer.text).toMatch(shortBody);
    },
  );

  it('with broken UTF-8 is refused as a bad request', async () => {
    expect((await bot.post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))).status).toBe(400);
  });

  it('above 256 KiB is refused before it is read to its end, with or without an app id', async () => {
    expect(await postBytes(bot.url, 30 * 1024 * 1024)).toBe(413);
    expect(await postBytes(registered.url, 30 * 1024 * 1024)).toBe(413);
  });

  it('nested 100,000 levels deep does no harm', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const { value: _, ...rest } = message();
    const answer = await bot.post(
      `${JSON.stringify(rest).slice(0, -1)},"value":${deep},"channelData":{"x":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}`,
    );
    expect(answer.status).toBe(200);
  });

  it('with `__proto__` changes no prototype and no principal', async () => {
    const evil = '"__proto__":{"mayOrder":true,"channelData":{"demo":"colleague"}},"constructor":{"prototype":{"x":1}}';
    const answer = await bot.post(
      `${JSON.stringify(message({ value: undefined })).slice(0, -1)},${evil},"value":{"a":"1.0",${evil},"toString":"x"}}`,
    );
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>).mayOrder).toBeUndefined();
    expect(bot.turns.arrivals.at(-1)?.principal).toMatchObject({ id: 'contact-demo' });
    expect(bot.turns.arrivals.at(-1)?.input).toEqual({ kind: 'press', a: '1.0', values: {} });
  });
});

const wrong: Readonly<Record<string, readonly unknown[]>> = {
  type: [5, null, undefined, '', {}, 'x'.repeat(65), 'a\u0000b'],
  id: [5, {}, '', 'x'.repeat(513), 'a\nb'],
  channelId: [5, {}, '', 'x'.repeat(65)],
  from: ['x', 5, [], null, undefined, {}, { id: 5 }, { id: '' }, { id: 'a', name: 5 }, { id: 'a', aadObjectId: {} }],
  recipient: ['x', 5, [], { id: 7 }],
  conversation: ['x', [], null, undefined, {}, { id: 5 }, { id: 'x'.repeat(513) }, { id: 'a', isGroup: 'yes' }, { id: 'a', tenantId: 5 }],
  deliveryMode: [5, {}],
  text: [5, {}, [], true],
  name: [5, {}],
  value: [{ a: 5 }, { a: {} }, { a: 'x'.repeat(65) }],
  action: [5],
  replyToId: [5],
  locale: [5, 'x'.repeat(129)],
  membersAdded: ['x', {}, [5], [{ id: 5 }]],
  membersRemoved: ['x', [[]]],
  entities: [{}, 'x', [5], [{ type: 5 }], [{ type: 'mention', mentioned: 'x' }]],
  attachments: [{}, 'x', [5], [{ contentType: 5 }], [{}]],
  channelData: ['x', 5, [], { tenant: 'x' }, { anonymous: 'yes' }, { demo: 5 }],
  timestamp: [5, 'gestern', {}],
  localTimestamp: [5, 'x'],
  expiration: [{}, 'x'],
  localTimezone: [5],
  callerId: [5],
  textFormat: [5],
  attachmentLayout: [5],
  inputHint: [5],
  importance: [5],
  label: [5],
  valueType: [5],
  code: [5],
  topicName: [5],
  speak: [5],
  summary: [5],
  historyDisclosed: ['yes', 5],
  listenFor: ['x', [5]],
  suggestedActions: ['x', 5, []],
  semanticAction: ['x'],
  relatesTo: ['x'],
  reactionsAdded: ['x', [5]],
  reactionsRemoved: ['x'],
  textHighlights: ['x', [5]],
  serviceUrl: [5, {}, 'x'.repeat(513)],
};

describe('a field of the wrong type', () => {
  it('is tried for every field the schema knows', () => {
    expect(Object.keys(wrong).sort()).toEqual(Object.keys(activitySchema.shape).sort());
  });

  it.each(Object.entries(wrong))('in `%s` is refused as a bad request, shortly', async (field, values) => {
    const before = bot.turns.arrivals.length;
    for (const value of values) {
      const answer = await bot.post({ ...message(), [field]: value });
      expect([field, value, answer.status]).toEqual([field, value, 400]);
      expect(answer.text).toMatch(shortBody);
    }
    expect(bot.turns.arrivals).toHaveLength(before);
  });
});

describe('a field that is null', () => {
  it('counts as absent where the channel may leave it out', async () => {
    const answer = await bot.post(
      message({ recipient: null, locale: null, value: null, entities: null, channelData: null, attachments: null }),
    );
    expect(answer.status).toBe(200);
  });
});

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2000 }),
  fc.constantFrom('\u202E\u0000<at>x</at>', '<at>'.repeat(5000), 'ä'.repeat(20_001), '\uD800', ''),
);
const plausible = fc.record({
  type: fc.constantFrom('message', 'invoke', 'conversationUpdate', 'installationUpdate', 'event', 'typing'),
  id: fc.uuid(),
  from: fc.record({ id: fc.constantFrom('user-1', 'user-2', 'bot') }),
  conversation: fc.record({ id: fc.constantFrom('fuzz-1', 'fuzz-2', '19:x@thread.tacv2;messageid=1'), isGroup: fc.boolean() }),
  recipient: fc.constant({ id: 'bot' }),
  text: hostileText,
  name: fc.constantFrom('adaptiveCard/action', 'composeExtension/query', ''),
  value: fc.oneof(
    fc.json(),
    fc.record({ a: hostileText }),
    fc.record({ action: fc.record({ data: fc.record({ a: fc.constant('1.0'), x: fc.anything() }) }) }),
  ),
  entities: fc.array(
    fc.record({ type: fc.constant('mention'), text: hostileText, mentioned: fc.record({ id: fc.constantFrom('bot', 'user-2') }) }),
    {
      maxLength: 3,
    },
  ),
  membersAdded: fc.array(fc.record({ id: fc.constantFrom('bot', 'user-1', 'user-2') })),
  channelData: fc.constantFrom({}, { demo: 'colleague' }, { anonymous: true }),
  deliveryMode: fc.constantFrom('expectReplies', 'normal'),
});
const field = fc.constantFrom(
  ...Object.keys(activitySchema.shape).filter((name) => name !== 'channelId' && name !== 'serviceUrl'),
  '__proto__',
  'constructor',
);

/** A plausible activity with up to two fields replaced by anything at all. */
const anyActivity = fc.tuple(plausible, fc.array(fc.tuple(field, fc.anything()), { maxLength: 2 })).map(([activity, changes]) => {
  const entries = Object.entries({ channelId: 'emulator', serviceUrl: 'http://127.0.0.1:1', ...activity }).filter(([name]) =>
    changes.every(([other]) => other !== name),
  );
  const json = [...entries, ...changes].flatMap(([name, value]) => {
    const text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${json.join(',')}}`;
});

describe('any activity', () => {
  it('with a valid token is answered below 500', async () => {
    const authorization = `Bearer ${await channelToken(pair, 'http://127.0.0.1:1', Date.now())}`;
    const statuses = new Set<number>();
    const check = async (body: string) => {
      const { status } = await registered.post(body, { authorization });
      statuses.add(status);
      expect([200, 400]).toContain(status);
    };
    await fc.assert(fc.asyncProperty(anyActivity, check), { numRuns: runs });
    // Both ways were walked, so the generator is neither too tame nor too wild.
    expect([...statuses].sort()).toEqual([200, 400]);
  });

  it('without a token is refused, also as raw bytes', async () => {
    const before = registered.turns.arrivals.length;
    const body = fc.oneof(anyActivity, fc.uint8Array({ maxLength: 3000 }));
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        const answer = await registered.post(bytes);
        expect([400, 401]).toContain(answer.status);
        expect(answer.text).toMatch(shortBody);
      }),
      { numRuns: runs },
    );
    expect(registered.turns.arrivals).toHaveLength(before);
  });

  it('leaves the server answering', async () => {
    expect((await bot.post(message())).status).toBe(200);
  });
});
