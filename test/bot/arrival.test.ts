import { describe, expect, it } from 'vitest';
import { activitySchema } from '../../src/bot/activity-schema.ts';
import { addressOf } from '../../src/bot/address.ts';
import { arrivalOf, readActivity } from '../../src/bot/arrival.ts';
import type { Principal } from '../../src/domain/identity.ts';
import { message, person, teamsMessage } from './channel-under-test.ts';

const principal: Principal = { kind: 'anonymous', id: 'x', mayOrder: false, verifiedBy: 'none', at: 0 };
const activity = (changes: Record<string, unknown> = {}) => activitySchema.parse(message(changes));
const teams = (changes: Record<string, unknown> = {}) => activitySchema.parse(teamsMessage(changes));
const facts = { principal, at: 5, freshId: 'fresh', address: undefined };
const arrival = (from: ReturnType<typeof activity>) => {
  const reading = readActivity(from);
  if (reading.kind !== 'arrival') throw new Error(`no arrival but ${reading.kind}`);
  return arrivalOf(from, reading.input, facts);
};
const mention = { type: 'mention', text: '<at>Lotse</at>', mentioned: { id: '28:bot', name: 'Lotse' } };

describe('a text', () => {
  it('in a channel comes without the mention of the bot', () => {
    const input = arrival(teams({ text: '<at>Lotse</at>&nbsp; Was ist abgedeckt?', entities: [mention] })).input;
    expect(input).toEqual({ kind: 'text', text: 'Was ist abgedeckt?', uploads: [] });
  });
  it('keeps the names of other people who are mentioned', () => {
    const other = { type: 'mention', text: '<at>Eva</at>', mentioned: { id: '29:eva', name: 'Eva' } };
    expect(arrival(teams({ text: '<at>Lotse</at> frage <at>Eva</at> dazu', entities: [mention, other] })).input).toMatchObject({
      text: 'frage Eva dazu',
    });
  });
  it('loses NUL and other control characters, and keeps line breaks', () => {
    expect(arrival(activity({ text: 'a\u0000b\r\nc\u0007d\uD800' })).input).toMatchObject({ text: 'ab\ncd\uFFFD' });
  });
  it('of 100 kB is cut to what a turn reads', () => {
    const { input } = arrival(activity({ text: 'ä'.repeat(100_000) }));
    expect(input.kind === 'text' && input.text.length).toBe(20_000);
  });
  it('in a channel or group that does not mention the bot asks for nothing; a press there does', () => {
    const group = { conversation: { id: '19:x@thread.tacv2;messageid=7', conversationType: 'channel' } };
    const other = { type: 'mention', text: '<at>Eva</at>', mentioned: { id: '29:eva', name: 'Eva' } };
    expect(readActivity(teams({ ...group, text: 'Was ist abgedeckt?' }))).toEqual({ kind: 'ignored' });
    expect(readActivity(teams({ ...group, text: '<at>Eva</at> schau mal', entities: [other] }))).toEqual({ kind: 'ignored' });
    expect(arrival(teams({ ...group, value: { a: '7.1' } })).input).toMatchObject({ kind: 'press', a: '7.1' });
    expect(arrival(teams({ text: 'Was ist abgedeckt?' })).input).toMatchObject({ text: 'Was ist abgedeckt?' });
  });
  it('may be missing: an attachment alone is an empty text with the file’s name beside it', () => {
    const only = arrival(
      activity({ text: undefined, attachments: [{ contentType: 'image/png', contentUrl: 'https://x.example/1', name: 'Bild.png' }] }),
    );
    expect(only).toMatchObject({
      input: { kind: 'text', text: '' },
      echo: { attachments: [{ contentType: 'image/png', name: 'Bild.png' }] },
    });
  });
});

describe('a pressed button', () => {
  const pressed = { kind: 'press', a: '7.1', values: {} };
  it('arrives as a message with our value', () => {
    expect(arrival(activity({ text: 'Ja', value: { a: '7.1', once: true } })).input).toEqual(pressed);
  });
  it('arrives with the inputs of its form as texts', () => {
    const value = {
      a: '7.1',
      description: 'Fehler 4711',
      count: 3,
      agreed: true,
      nested: { x: 1 },
      list: ['x'],
      msteams: { type: 'messageBack' },
    };
    expect(arrival(activity({ value })).input).toEqual({ ...pressed, values: { description: 'Fehler 4711', count: '3', agreed: 'true' } });
  });
  it('arrives from Teams as JSON text', () => {
    expect(arrival(teams({ value: '{"a":"7.1"}' })).input).toEqual(pressed);
  });
  it('arrives as an invoke of an Action.Execute', () => {
    const invoke = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      value: { action: { type: 'Action.Execute', verb: 'x', data: { a: '7.1' } }, trigger: 'manual' },
    };
    expect(arrival(teams(invoke)).input).toEqual(pressed);
  });
  it('is not seen in a foreign value', () => {
    expect(arrival(activity({ text: 'Hallo', value: { other: 1 } })).input).toMatchObject({ kind: 'text', text: 'Hallo' });
  });
});

describe('the start of a conversation', () => {
  const joined = { kind: 'arrival', input: { kind: 'joined' } };
  const update = (changes: object) => ({ type: 'conversationUpdate', text: undefined, ...changes });
  it('is greeted when bot or person are added', () => {
    expect(readActivity(activity(update({ membersAdded: [{ id: 'bot' }] })))).toEqual(joined);
    expect(readActivity(activity(update({ membersAdded: [{ id: 'user-1' }] })))).toEqual(joined);
  });
  it('in a group is greeted only for the bot itself', () => {
    const group = { conversation: { id: '19:x@thread.tacv2', conversationType: 'channel', isGroup: true } };
    expect(readActivity(teams(update({ ...group, membersAdded: [{ id: '29:new' }] })))).toEqual({ kind: 'ignored' });
    expect(readActivity(teams(update({ ...group, membersAdded: [{ id: '28:bot' }] })))).toEqual(joined);
  });
  it.each([
    [{ type: 'installationUpdate', action: 'remove' }],
    [{ type: 'installationUpdate', action: 'remove-upgrade' }],
    [update({ membersRemoved: [{ id: '28:bot' }] })],
    [update({ channelData: { eventType: 'channelDeleted' } })],
    [update({ channelData: { eventType: 'teamDeleted' } })],
  ])('ends when the bot is removed: %j', (changes) => {
    expect(readActivity(teams(changes))).toEqual({ kind: 'left' });
  });
  it.each(['teamRenamed', 'channelRenamed', 'channelCreated'])('is not a %s, which asks for nothing', (eventType) => {
    const renamed = update({ channelData: { eventType, tenant: { id: person } }, membersAdded: undefined });
    expect(readActivity(teams(renamed))).toEqual({ kind: 'ignored' });
  });
  it('does not end when a colleague leaves', () => {
    expect(readActivity(teams(update({ membersRemoved: [{ id: '29:other' }] })))).toEqual({ kind: 'ignored' });
  });
  it('has one activity id, whatever announces it', () => {
    const ids = [
      update({ membersAdded: [{ id: 'bot' }] }),
      update({ membersAdded: [{ id: 'user-1' }] }),
      { type: 'installationUpdate', action: 'add' },
    ];
    expect(ids.map((changes) => arrival(activity(changes)).activityId)).toEqual(['joined', 'joined', 'joined']);
  });
  it.each(['typing', 'event', 'messageReaction', 'endOfConversation', 'handoff', 'unheard-of'])(
    'is not a `%s`, which is ignored',
    (type) => {
      expect(readActivity(activity({ type }))).toEqual({ kind: 'ignored' });
    },
  );
});

describe('an arrival', () => {
  it('cannot pose as the greeting or as a timer by its id', () => {
    expect(arrival(activity({ id: 'joined' })).activityId).toBe('c:joined');
    expect(arrival(activity({ id: undefined })).activityId).toBe('s:fresh');
  });
  it('names its conversation with the channel before it', () => {
    expect(arrival(activity()).conversationId).toBe('emulator:conversation-1');
    expect(arrival(teams()).conversationId).toBe('teams:a:teams-1');
  });
  it('keeps the dialogs of two people in one thread apart, and of one person in two threads', () => {
    const scope = (thread: string, who: string) =>
      arrival(
        teams({
          conversation: { id: `19:x@thread.tacv2;messageid=${thread}`, conversationType: 'channel' },
          from: { id: who },
          entities: [mention],
        }),
      ).dialogScope;
    expect(new Set([scope('1', '29:a'), scope('1', '29:b'), scope('2', '29:a')]).size).toBe(3);
  });
  it('knows a person in a group by the Entra object where there is one', () => {
    const group = teams({ conversation: { id: '19:x@thread.v2', conversationType: 'groupChat' }, entities: [mention] });
    expect(arrival(group).dialogScope).toBe(`main/${person}`);
  });
  it('has one dialog in a conversation of one person, where timers and pages find it', () => {
    expect(arrival(teams()).dialogScope).toBe('main');
  });
  it.each([
    [{ id: 'a', conversationType: 'personal' }, 'personal'],
    [{ id: 'a', conversationType: 'groupChat' }, 'group'],
    [{ id: 'a', conversationType: 'channel' }, 'group'],
    [{ id: 'a', isGroup: true }, 'group'],
    [{ id: 'a' }, 'personal'],
  ])('from %j is %s', (conversation, kind) => {
    expect(arrival(activity({ conversation })).conversationKind).toBe(kind);
  });
  it.each([
    [{ locale: 'de-AT' }, 'de-AT'],
    [{ entities: [{ type: 'clientInfo', locale: 'de-DE', country: 'DE' }] }, 'de-DE'],
    [{ entities: [{ type: 'clientInfo', locale: { x: 1 } }] }, undefined],
  ])('keeps the language that %j names', (changes, locale) => {
    expect(addressOf(teams(changes)).locale).toBe(locale);
  });
  it('leaves an address that holds no text and nothing undefined', () => {
    expect(addressOf(activity({ id: 'a1' }))).toEqual({
      channelId: 'emulator',
      serviceUrl: 'http://127.0.0.1:1',
      conversation: { id: 'conversation-1' },
      bot: { id: 'bot', name: 'Lotse' },
      user: { id: 'user-1', name: 'Demo' },
      activityId: 'a1',
    });
  });
});
