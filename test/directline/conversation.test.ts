/** A conversation over Direct Line as a client sees it: start, echo, replies, stream, history. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, openStream, textsOf, typed, visit } from '../support/direct-line-client.ts';
import { type ServedChat, serveChat } from '../support/served-chat.ts';

let chat: ServedChat;
beforeAll(async () => {
  chat = await serveChat();
});
afterAll(() => chat.close());

test('the first start answers 201 and welcomes once, every further start 200 without a second welcome', async () => {
  const { access, conversationId, poll } = await visit(chat.url);
  const again = await call(chat.url, access.token, 'POST', '/conversations', { user: {}, locale: 'de-DE' });
  expect(again.status).toBe(200);
  expect(await again.json()).toMatchObject({ conversationId, expires_in: 1800 });
  expect(textsOf((await poll()).activities)).toEqual(['Guten Tag.']);
});

test('the echo comes back first, with its channel data and the id the post got, then the reply that names it', async () => {
  const visitor = await visit(chat.url);
  const stream = await openStream(visitor.streamUrl);
  const id = await visitor.say('Hallo', 'client-1');
  const [, echo, reply] = await stream.until(3);
  expect(echo).toMatchObject({
    id,
    text: 'Hallo',
    from: { id: visitor.access.userId, role: 'user' },
    channelData: { clientActivityID: 'client-1', attachmentSizes: [] },
  });
  expect(reply).toMatchObject({ text: 'Sie schrieben: Hallo', replyToId: id, from: { id: 'bot', role: 'bot' } });
  expect(reply?.channelData).toEqual({ 'webchat:sequence-id': 3 });
});

test('ids, watermarks and sequence ids follow the message table', async () => {
  const visitor = await visit(chat.url);
  await visitor.say('eins');
  const { activities, watermark } = await visitor.poll();
  expect(activities.map(({ id }) => id)).toEqual([1, 2, 3].map((seq) => `${visitor.conversationId}|000000${seq}`));
  expect(activities.map(({ channelData }) => channelData?.['webchat:sequence-id'])).toEqual([1, 2, 3]);
  expect(watermark).toBe('3');
});

test('polling continues after the watermark and repeats it when nothing is new', async () => {
  const visitor = await visit(chat.url);
  const { watermark } = await visitor.poll();
  await visitor.say('zwei');
  const next = await visitor.poll(watermark);
  expect(textsOf(next.activities)).toEqual(['zwei', 'Sie schrieben: zwei']);
  expect(await visitor.poll(next.watermark)).toEqual({ activities: [], watermark: next.watermark });
});

test('a strange watermark means from the start', async () => {
  const visitor = await visit(chat.url);
  for (const strange of ['abc', '-1', '1e9', '%00', '99999999999999']) expect((await visitor.poll(strange)).activities).toHaveLength(1);
});

test('a client-sent sender, id and time are replaced by ours', async () => {
  const visitor = await visit(chat.url);
  const before = Date.now();
  await visitor.post({
    ...typed('wer bin ich', 'forged'),
    id: 'own',
    timestamp: '1999-01-01T00:00:00Z',
    from: { id: 'dl_somebody', role: 'bot' },
  });
  const echo = (await visitor.poll()).activities[1];
  expect(echo?.from).toEqual({ id: visitor.access.userId, role: 'user' });
  expect(echo?.id).toBe(`${visitor.conversationId}|0000002`);
  expect(Date.parse(echo?.timestamp ?? '')).toBeGreaterThanOrEqual(before);
});

test('a network repeat of a post is one turn with one answer', async () => {
  const visitor = await visit(chat.url);
  const ids = await Promise.all(['x', 'x', 'x'].map(() => visitor.say('einmal', 'same')));
  expect(new Set(ids).size).toBe(1);
  expect(textsOf((await visitor.poll()).activities)).toEqual(['Guten Tag.', 'einmal', 'Sie schrieben: einmal']);
});

test('a client id cannot pose as the start of the conversation', async () => {
  const visitor = await visit(chat.url);
  await visitor.say('nicht der Anfang', 'joined');
  expect(textsOf((await visitor.poll()).activities)).toContain('Sie schrieben: nicht der Anfang');
});

test('buttons go out as messageBack with an id, and come back as a press that reads as its title', async () => {
  const visitor = await visit(chat.url);
  await visitor.say('wahl');
  const offered = (await visitor.poll()).activities.at(-1)?.suggestedActions?.actions;
  expect(offered).toEqual([
    { type: 'messageBack', title: 'Ja, gern', displayText: 'Ja, gern', text: '', value: { a: '3.0' } },
    { type: 'messageBack', title: 'Nein', displayText: 'Nein', text: '', value: { a: '3.1', once: true } },
  ]);
  await visitor.post({ type: 'message', text: '', value: { a: '3.0' }, channelData: { messageBack: { displayText: 'Ja, gern' } } });
  expect(textsOf((await visitor.poll('3')).activities)).toEqual(['Ja, gern', 'Gedrückt: 3.0 {}']);
});

test('a card comes with its complete text, and its submit brings the inputs as strings', async () => {
  const visitor = await visit(chat.url);
  await visitor.say('karte');
  const card = (await visitor.poll()).activities.at(-1);
  expect(card?.text).toBe('Vollständiger Text der Karte');
  expect(card?.attachments?.[0]).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: { type: 'AdaptiveCard' },
  });
  await visitor.post({
    type: 'message',
    channelData: { postBack: true },
    value: { a: '3.1', once: true, note: 'bitte bald', count: 3, deep: { x: 1 } },
  });
  expect(textsOf((await visitor.poll('3')).activities).at(-1)).toBe('Gedrückt: 3.1 {"note":"bitte bald","count":"3"}');
});

test('a slow turn shows typing on the socket only', async () => {
  const visitor = await visit(chat.url);
  const stream = await openStream(visitor.streamUrl);
  await stream.until(1);
  const typing = stream.find(({ type }) => type === 'typing');
  chat.engine.before = async () => void (await typing);
  await visitor.say('dauert');
  chat.engine.before = undefined;
  expect(await typing).toMatchObject({ type: 'typing', from: { id: 'bot' } });
  expect(stream.frames.find(({ activities }) => activities[0]?.type === 'typing')).not.toHaveProperty('watermark');
  expect((await visitor.poll()).activities.filter(({ type }) => type === 'typing')).toEqual([]);
});

test('several tabs of one conversation see the same messages', async () => {
  const visitor = await visit(chat.url);
  const reconnect = (await (await visitor.get('?watermark=')).json()) as { streamUrl: string };
  const [first, second] = await Promise.all([openStream(visitor.streamUrl), openStream(reconnect.streamUrl)]);
  await visitor.say('an alle');
  expect(textsOf(await first.until(3))).toEqual(textsOf(await second.until(3)));
});
