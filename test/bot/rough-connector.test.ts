/** A connector as rough as Teams: it delivers twice and out of order, throttles, fails with unknown outcome and refuses. Nothing is lost, nothing doubled but what may be. */
import { expect, it } from 'vitest';
import { type ConnectorAnswer, startFakeConnector } from '../support/fake-connector.ts';
import { anonymousConfig, startChannel, teamsMessage } from './channel-under-test.ts';
import { memoryTurns } from './memory-turns.ts';

const throttled: ConnectorAnswer = { status: 429, headers: { 'retry-after': '0' }, body: { error: { code: 'Throttled' } } };
const refused: ConnectorAnswer = { status: 400, body: { error: { code: 'BadSyntax' } } };
const good: ConnectorAnswer = { status: 200, body: { id: 'taken' } };

/** A small generator, so that every run is the same run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

it.each([1, 2, 3, 4, 5])('in run %i every reply arrives once, in the order of its conversation', async (seed) => {
  const next = random(seed);
  const connector = await startFakeConnector();
  const answers = Array.from({ length: 60 }, () => (next() < 0.3 ? throttled : good));
  connector.answerNext(...answers);
  const turns = memoryTurns(({ input }) => [{ content: { text: input.kind === 'text' ? input.text : '' } }]);
  const bot = await startChannel(anonymousConfig, turns, { random: next });
  bot.channel.start();
  const messages = Array.from({ length: 24 }, (_, n) =>
    teamsMessage({
      id: `run-${seed}-${n}`,
      text: `Nachricht ${n}`,
      conversation: { id: `a:rough-${n % 4}`, conversationType: 'personal' },
      deliveryMode: undefined,
      serviceUrl: connector.url,
    }),
  );
  // Each comes up to three times, mixed up with the others.
  const deliveries = messages.flatMap((message) => Array.from({ length: 1 + Math.floor(next() * 3) }, () => ({ message, at: next() })));
  const mixed = deliveries.toSorted((a, b) => a.at - b.at);
  for (let at = 0; at < mixed.length; at += 6) await Promise.all(mixed.slice(at, at + 6).map(({ message }) => bot.post(message)));
  await bot.channel.sender.idle();
  const taken = connector.received.filter((_, n) => (answers[n] ?? good) === good);
  const said = taken.map(({ activity }) => activity.text);
  expect(said.toSorted()).toEqual(messages.map(({ text }) => text).toSorted());
  expect(turns.arrivals).toHaveLength(24);
  for (const place of [0, 1, 2, 3]) {
    const inOrder = turns.rows
      .filter(({ conversationId }) => conversationId === `teams:a:rough-${place}`)
      .map(({ content }) => content.text);
    const arrived = taken.filter(({ conversationId }) => conversationId === `a:rough-${place}`).map(({ activity }) => activity.text);
    expect(arrived).toEqual(inOrder);
  }
  await bot.close();
  await connector.close();
});

it('a refused message stays away, and what follows it still arrives', async () => {
  const connector = await startFakeConnector();
  connector.answerNext(refused);
  const bot = await startChannel(anonymousConfig);
  bot.channel.start();
  const say = (text: string) => bot.post(teamsMessage({ text, deliveryMode: undefined, serviceUrl: connector.url }));
  await say('erste');
  await connector.until(1);
  await say('zweite');
  await connector.until(2);
  await bot.channel.sender.idle();
  expect(connector.received.map(({ activity }) => activity.text)).toEqual(['Sie schrieben: erste', 'Sie schrieben: zweite']);
  expect(bot.turns.rows.map(({ delivery }) => delivery)).toEqual(['dead', 'sent']);
  await bot.close();
  await connector.close();
});
