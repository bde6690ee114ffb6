/** Cards that were delivered in Teams follow their offer and ticket in place; nothing depends on it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/message.ts';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { anonymousConfig, type RunningChannel, startChannel, teamsMessage } from './channel-under-test.ts';
import { memoryTurns } from './memory-turns.ts';

const offerCard: JsonObject = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Angebot über Einweisung' },
    { type: 'ActionSet', actions: [] },
  ],
  actions: [{ type: 'Action.Submit', title: 'Kostenpflichtig beauftragen', data: { a: '1.0', once: true } }],
};
const content = {
  text: 'Angebot über Einweisung',
  card: offerCard,
  entities: [{ type: 'https://schema.support-lotse.dev/offer', id: 'offer-1', state: 'open' }],
};

let connector: FakeConnector;
let bot: RunningChannel;
beforeEach(async () => {
  connector = await startFakeConnector();
  bot = await startChannel(
    anonymousConfig,
    memoryTurns(() => [{ content }]),
  );
  bot.channel.start();
});
afterEach(async () => {
  await bot.close();
  await connector.close();
});

const conversation = 'teams:a:teams-1';
const ask = () => bot.post(teamsMessage({ deliveryMode: undefined, serviceUrl: connector.url }));

async function decided(state: string): Promise<void> {
  await ask();
  await connector.until(1);
  await bot.channel.sender.idle();
  bot.turns.states.set('offer-1', state);
  bot.turns.committed(conversation);
}

describe('an offer’s card in Teams', () => {
  it('is replaced in place by one without buttons that says what became of it, in its words too', async () => {
    await decided('accepted');
    await connector.untilUpdated(1);
    const [update] = connector.updates;
    expect(update).toMatchObject({ conversationId: 'a:teams-1', replyToId: 'sent-1', authorization: 'Bearer outgoing' });
    expect(update?.activity).toMatchObject({ id: 'sent-1', summary: expect.stringContaining('Kostenpflichtig beauftragt') });
    const cards = JSON.stringify(update?.activity.attachments);
    expect(cards).toContain('Stand jetzt: Kostenpflichtig beauftragt');
    expect(cards).toContain('Angebot über Einweisung');
    expect(cards).not.toContain('Action');
  });

  it('is left alone while nothing has changed', async () => {
    await decided('open');
    await bot.channel.cards.idle();
    expect(connector.updates).toHaveLength(0);
  });

  it('is updated once per change, however many turns follow', async () => {
    await decided('declined');
    await connector.untilUpdated(1);
    await bot.channel.cards.idle();
    bot.turns.committed(conversation);
    await bot.channel.cards.idle();
    expect(connector.updates).toHaveLength(1);
  });

  it('that Teams no longer knows is given up, and the next message goes out as ever', async () => {
    await ask();
    await connector.until(1);
    await bot.channel.sender.idle();
    connector.answerNext({ status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } });
    bot.turns.states.set('offer-1', 'expired');
    bot.turns.committed(conversation);
    await connector.untilUpdated(1);
    await bot.channel.cards.idle();
    await ask();
    await connector.until(2);
    expect(connector.updates).toHaveLength(1);
  });
});

describe('a bot that was removed', () => {
  it('sends nothing more until the person writes again', async () => {
    await ask();
    await connector.until(1);
    await bot.channel.sender.idle();
    const gone = await bot.post(
      teamsMessage({ type: 'installationUpdate', action: 'remove', serviceUrl: connector.url, deliveryMode: undefined }),
    );
    expect(gone.status).toBe(200);
    bot.turns.append(conversation, { content: { text: 'Erinnerung' } }, 'due', Date.now());
    bot.turns.committed(conversation);
    await bot.channel.sender.idle();
    expect(connector.received).toHaveLength(1);
    await ask();
    await connector.until(3);
    expect(connector.received.map(({ activity }) => activity.text ?? activity.summary)).toContain('Erinnerung');
  });
});
