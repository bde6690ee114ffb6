/** The bot in groups and channels of Teams: replies stay in their thread, only mentions are answered, the agents' channel is forgotten with its team. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { anonymousConfig, type RunningChannel, startChannel, teamsMessage } from './channel-under-test.ts';
import { memoryTurns } from './memory-turns.ts';

let connector: FakeConnector;
let bot: RunningChannel;
beforeEach(async () => {
  connector = await startFakeConnector();
  bot = await startChannel(anonymousConfig);
  bot.channel.start();
});
afterEach(async () => {
  await bot.close();
  await connector.close();
});

const thread = '19:general@thread.tacv2;messageid=1700000000001';
const mention = { type: 'mention', text: '<at>Lotse</at>', mentioned: { id: '28:bot', name: 'Lotse' } };
const inThread = (changes: object = {}) =>
  teamsMessage({
    conversation: { id: thread, conversationType: 'channel', isGroup: true },
    text: '<at>Lotse</at> Hilfe',
    entities: [mention],
    deliveryMode: undefined,
    serviceUrl: connector.url,
    ...changes,
  });

describe('a reply in a channel', () => {
  it('goes to the thread it was asked in, as an answer to the question', async () => {
    await bot.post(inThread({ id: 'question-1' }));
    await connector.until(1);
    expect(connector.received[0]).toMatchObject({ conversationId: thread, replyToId: 'question-1', activity: { replyToId: 'question-1' } });
  });

  it('is not given to what others say to each other', async () => {
    expect((await bot.post(inThread({ entities: [], text: 'Wer geht mit essen?' }))).status).toBe(200);
    await bot.post(inThread());
    await connector.until(1);
    await bot.channel.sender.idle();
    expect(bot.turns.arrivals).toHaveLength(1);
    expect(connector.received).toHaveLength(1);
  });

  it('of general things carries the way to the chat with the bot alone', async () => {
    await bot.close();
    bot = await startChannel(
      anonymousConfig,
      memoryTurns(() => [{ content: { text: 'Allgemein gilt …', personalChat: 'Details im Einzelchat' } }]),
    );
    await bot.post(inThread());
    await connector.until(1);
    expect(JSON.stringify(connector.received[0]?.activity)).toContain(
      '{"type":"Action.OpenUrl","title":"Details im Einzelchat","url":"https://teams.microsoft.com/l/chat/0/0?users=28%3Abot"}',
    );
  });
});

describe('the agents’ channel', () => {
  const channel = 'teams:19:desk@thread.tacv2;messageid=17';
  const choose = (): void => {
    bot.turns.chosen.channel = { conversationId: channel, address: { team: 'team-1' }, chosenBy: 'x', chosenAt: 0 };
  };
  const update = (changes: object) =>
    teamsMessage({
      type: 'conversationUpdate',
      text: undefined,
      conversation: { id: '19:general@thread.tacv2', conversationType: 'channel' },
      ...changes,
    });

  it.each([
    ['the bot is removed from its team', { membersRemoved: [{ id: '28:bot' }], channelData: { team: { id: 'team-1' } } }],
    ['its team is deleted', { channelData: { eventType: 'teamDeleted', team: { id: 'team-1' } } }],
    ['it is deleted', { channelData: { eventType: 'channelDeleted', team: { id: 'team-1' }, channel: { id: '19:desk@thread.tacv2' } } }],
  ])('is forgotten when %s', async (_when, changes) => {
    choose();
    expect((await bot.post(update(changes))).status).toBe(200);
    expect(bot.turns.chosen.channel).toBeUndefined();
  });

  it.each([
    ['another team goes', { channelData: { eventType: 'teamDeleted', team: { id: 'team-2' } } }],
    [
      'another channel of its team is deleted',
      { channelData: { eventType: 'channelDeleted', team: { id: 'team-1' }, channel: { id: '19:other@thread.tacv2' } } },
    ],
    [
      'it or its team are renamed',
      { channelData: { eventType: 'channelRenamed', team: { id: 'team-1' }, channel: { id: '19:desk@thread.tacv2' } } },
    ],
    ['a colleague leaves', { membersRemoved: [{ id: '29:eva' }], channelData: { team: { id: 'team-1' } } }],
  ])('stays when %s', async (_when, changes) => {
    choose();
    await bot.post(update(changes));
    expect(bot.turns.chosen.channel?.conversationId).toBe(channel);
  });
});

describe('the welcome', () => {
  it('comes once, however many events announce the bot', async () => {
    const added = { membersAdded: [{ id: '28:bot' }, { id: '29:abc' }] };
    const update = () =>
      teamsMessage({ type: 'conversationUpdate', text: undefined, deliveryMode: undefined, serviceUrl: connector.url, ...added });
    const installed = () =>
      teamsMessage({ type: 'installationUpdate', action: 'add', text: undefined, deliveryMode: undefined, serviceUrl: connector.url });
    await Promise.all([bot.post(update()), bot.post(installed()), bot.post(update())]);
    await bot.channel.sender.idle();
    expect(connector.received).toHaveLength(1);
  });
});
