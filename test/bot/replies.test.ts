import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { anonymousConfig, message, type RunningChannel, startChannel } from './channel-under-test.ts';
import { memoryTurns } from './memory-turns.ts';

let connector: FakeConnector;
let bot: RunningChannel;
beforeAll(async () => {
  connector = await startFakeConnector();
  bot = await startChannel(anonymousConfig);
});
afterAll(async () => {
  await bot.close();
  await connector.close();
});

const normal = (changes: object = {}) => message({ deliveryMode: undefined, serviceUrl: connector.url, ...changes });

describe('with `expectReplies`', () => {
  it('the replies come in the answer and are not sent besides', async () => {
    const answer = await bot.post(message({ text: 'Hallo', serviceUrl: connector.url }));
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      activities: [
        {
          type: 'message',
          text: 'Sie schrieben: Hallo',
          conversation: { id: 'conversation-1' },
          from: { id: 'bot' },
          recipient: { id: 'user-1' },
        },
      ],
    });
    expect(bot.turns.rows.at(-1)?.delivery).toBe('none');
    expect(connector.received).toHaveLength(0);
  });

  it('a redelivered activity gets the stored replies and makes no second turn', async () => {
    const activity = message({ text: 'einmal' });
    const first = await bot.post(activity);
    const turns = bot.turns.arrivals.length;
    const second = await bot.post({ ...activity, timestamp: '2026-11-22T08:15:30.000Z' });
    expect(second.json()).toEqual(first.json());
    expect(bot.turns.arrivals).toHaveLength(turns);
  });

  it('an activity that needs no reply is answered with none', async () => {
    expect((await bot.post(message({ type: 'event', name: 'anything' }))).json()).toEqual({ activities: [] });
  });
});

describe('with normal delivery', () => {
  it('the activity is acknowledged empty after the commit, and the reply is sent to the connector', async () => {
    const before = connector.received.length;
    const activity = normal({ text: 'Hallo', conversation: { id: 'a|b' } });
    const answer = await bot.post(activity);
    expect([answer.status, answer.text]).toEqual([200, '']);
    await connector.until(before + 1);
    expect(connector.received.at(-1)).toMatchObject({
      conversationId: 'a|b',
      replyToId: activity.id,
      authorization: 'Bearer outgoing',
      activity: {
        type: 'message',
        text: 'Sie schrieben: Hallo',
        from: { id: 'bot' },
        recipient: { id: 'user-1' },
        conversation: { id: 'a|b' },
      },
    });
    await bot.channel.sender.idle();
    expect(bot.turns.rows.at(-1)).toMatchObject({ conversationId: 'emulator:a|b', delivery: 'sent' });
  });

  it('a redelivered activity is acknowledged and nothing is sent again', async () => {
    const activity = normal({ text: 'nur einmal', conversation: { id: 'once' } });
    await bot.post(activity);
    await bot.post(activity);
    await bot.channel.sender.idle();
    expect(connector.received.filter(({ conversationId }) => conversationId === 'once')).toHaveLength(1);
  });

  it('a person who writes again after having shut the bot out gets everything in order', async () => {
    const conversation = { id: 'shut' };
    const of = () => connector.received.filter(({ conversationId }) => conversationId === 'shut').map(({ activity }) => activity.text);
    connector.answerNext({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });
    await bot.post(normal({ text: 'eins', conversation }));
    await bot.channel.sender.idle();
    await bot.post(normal({ text: 'zwei', conversation }));
    await bot.channel.sender.idle();
    expect(of()).toEqual(['Sie schrieben: eins', 'Sie schrieben: eins', 'Sie schrieben: zwei']);
  });

  it('what an earlier press of the same button said is not sent again', async () => {
    const turns = memoryTurns();
    const first = turns.append('emulator:c', { content: { text: 'Ihr Ticket' } }, 'due', 0);
    const incoming = { ...first, seq: 5, direction: 'in' as const };
    const again = await startChannel(anonymousConfig, {
      ...turns,
      engine: { take: async () => ({ outcome: 'done', incoming, replies: [first] }) },
    });
    const before = connector.received.length;
    await again.post(normal());
    await again.channel.sender.idle();
    expect(connector.received).toHaveLength(before);
    await again.close();
  });

  it('the acknowledgement does not wait for the connector', async () => {
    const held = await startChannel(anonymousConfig, memoryTurns(), { fetch: () => new Promise(() => undefined) });
    expect((await held.post(normal())).status).toBe(200);
    expect(held.turns.rows).toMatchObject([{ delivery: expect.stringMatching(/due|unknown/) }]);
  });

  it('the greeting is sent once, however often channel and installation announce us', async () => {
    const conversation = { id: 'greeted' };
    await bot.post(normal({ type: 'installationUpdate', action: 'add', conversation }));
    await bot.post(normal({ type: 'conversationUpdate', membersAdded: [{ id: 'bot' }], conversation }));
    await bot.post(normal({ type: 'conversationUpdate', membersAdded: [{ id: 'user-1' }], conversation }));
    await bot.channel.sender.idle();
    expect(connector.received.filter(({ conversationId }) => conversationId === 'greeted').map(({ activity }) => activity.text)).toEqual([
      'Guten Tag.',
    ]);
  });

  it('a slow turn shows that we are typing, and stores nothing of it', async () => {
    let finish: () => void = () => undefined;
    const slow = memoryTurns(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return [{ content: { text: 'fertig' } }];
    });
    const busy = await startChannel(anonymousConfig, slow, {
      timing: {
        now: () => 0,
        after: (_ms, run) => {
          run();
          return () => undefined;
        },
      },
    });
    const before = connector.received.length;
    const answer = busy.post(normal({ conversation: { id: 'slow' } }));
    await connector.until(before + 1);
    expect(connector.received.at(-1)).toMatchObject({ conversationId: 'slow', activity: { type: 'typing' } });
    expect(slow.rows).toHaveLength(0);
    finish();
    expect((await answer).status).toBe(200);
    await connector.until(before + 2);
    await busy.close();
  });
});

describe('a card press by invoke', () => {
  const invoke = (data: unknown, changes: object = {}) =>
    normal({
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      value: { action: { type: 'Action.Execute', verb: 'press', data }, trigger: 'manual' },
      conversation: { id: 'invoked' },
      ...changes,
    });

  it('is answered in the form Teams takes as done, and the reply follows as a message', async () => {
    const before = connector.received.length;
    const answer = await bot.post(invoke({ a: '3.0', reason: 'zu teuer' }));
    expect(answer.json()).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Gedrückt: 3.0 {"reason":"zu teuer"}',
    });
    await connector.until(before + 1);
    expect(connector.received.at(-1)?.activity.text).toContain('Gedrückt: 3.0');
  });

  it('with anything but our button is answered as a refused action, with HTTP 200', async () => {
    const turns = bot.turns.arrivals.length;
    for (const data of [undefined, 'x', {}, { a: 5 }, { b: '1.0' }]) {
      const answer = await bot.post(invoke(data));
      expect([answer.status, answer.json()]).toMatchObject([200, { statusCode: 400, type: 'application/vnd.microsoft.error' }]);
    }
    expect(bot.turns.arrivals).toHaveLength(turns);
  });

  it('of an unknown name changes nothing and is answered', async () => {
    const answer = await bot.post(invoke({ a: '3.0' }, { name: 'composeExtension/query' }));
    expect([answer.status, answer.json()]).toEqual([200, {}]);
  });
});

describe('in development', () => {
  const principalOf = async (channelData: object | undefined) => {
    await bot.post(message({ channelData }));
    return bot.turns.arrivals.at(-1)?.principal;
  };
  it('a person is the demo customer, who may order', async () => {
    expect(await principalOf(undefined)).toMatchObject({
      kind: 'customer',
      id: 'contact-demo',
      organisationId: 'org-demo',
      mayOrder: true,
      verifiedBy: 'demo',
    });
  });
  it('or the colleague who may not', async () => {
    expect(await principalOf({ demo: 'colleague' })).toMatchObject({ id: 'contact-demo-colleague', mayOrder: false });
  });
  it('or an anonymous visitor', async () => {
    expect(await principalOf({ anonymous: true })).toMatchObject({ kind: 'anonymous', verifiedBy: 'none', mayOrder: false });
  });
});

describe('an anonymous visitor who names somebody else’s user id', () => {
  it('in another conversation is another person', async () => {
    const idIn = async (conversation: string) => {
      await bot.post(message({ channelData: { anonymous: true }, conversation: { id: conversation } }));
      return bot.turns.arrivals.at(-1)?.principal.id;
    };
    expect(await idIn('mine')).toBe(await idIn('mine'));
    expect(await idIn('mine')).not.toBe(await idIn('yours'));
  });
});

describe('a turn that fails', () => {
  it('is answered with 503 and a constant body, so that the channel delivers again', async () => {
    const failing = await startChannel(
      anonymousConfig,
      memoryTurns(() => {
        throw new Error('secret detail');
      }),
    );
    const answer = await failing.post(message());
    expect([answer.status, answer.text]).toEqual([503, '{"error":"unavailable"}']);
    expect(failing.logged.join()).toContain('a turn from the connector failed');
    await failing.close();
  });
});
