/** A hub elsewhere in the place of our queue, over the real server: signed both ways, nothing twice, and a ticket where it fails. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signBody } from '../../src/domain/signed-body.ts';
import { openStream, textsOf, type Visit, visit } from '../support/direct-line-client.ts';
import { type ExampleHub, startExampleHub } from '../support/example-hub.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

const secret = 'a-secret-that-both-sides-know-0123456789';
let app: RunningApp;
let hub: ExampleHub;
let shift = 0;

beforeAll(async () => {
  hub = await startExampleHub(secret, () => Date.now() + shift);
  app = await runApp({ HANDOFF_HUB_URL: hub.url, HANDOFF_HUB_SECRET: secret });
});
afterAll(async () => {
  await app.close();
  await hub.close();
});

const pass = (ms: number): void => {
  shift += ms;
  app.advance(ms);
};

/** A customer whose wish reached the hub. */
async function asked(): Promise<Visit> {
  const customer = await visit(app.url, { demo: 'customer' });
  await customer.say('Was kostet eine Schulung?');
  await customer.say('Ich möchte mit einem Menschen sprechen');
  await hub.find((activity) => activity.name === 'handoff.initiate' && activity.conversation.id === customer.conversationId);
  return customer;
}

const said = async (customer: Visit) => textsOf((await customer.poll()).activities);

describe('a hub elsewhere', () => {
  test('hears in which language the customer speaks', async () => {
    const customer = await visit(app.url, { demo: 'customer' });
    await customer.say('Can I speak to a person please?');
    const initiated = await hub.find(
      (activity) => activity.name === 'handoff.initiate' && activity.conversation.id === customer.conversationId,
    );
    expect(initiated.value).toMatchObject({ reason: 'customer_request', language: 'en-GB' });
    expect((await said(customer)).at(-1)).toContain('I am passing the conversation on to product support.');
  });

  test('gets the wish with reason and transcript, takes over, talks, and gives back', async () => {
    const customer = await asked();
    const c = customer.conversationId;
    const initiated = await hub.find((activity) => activity.name === 'handoff.initiate' && activity.conversation.id === c);
    expect(initiated.value).toMatchObject({ reason: 'customer_request', language: 'de-DE' });
    expect(initiated.attachments?.[0]).toMatchObject({ name: 'Transcript', contentType: 'application/json' });
    expect(initiated.attachments?.[0]?.content.activities.map(({ text }) => text)).toContain('Was kostet eine Schulung?');
    expect((await said(customer)).at(-1)).not.toContain('an der Reihe');

    expect((await hub.status(app.url, c, 'accepted')).status).toBe(200);
    expect((await said(customer)).at(-1)).toContain('hat übernommen');
    await hub.say(app.url, c, 'Guten Tag, *was* gibt es?', 'Frau Beispiel', 'word-1');
    await hub.say(app.url, c, 'Guten Tag, *was* gibt es?', 'Frau Beispiel', 'word-1');
    const shown = (await customer.poll()).activities.filter(({ text }) => text?.includes('gibt es'));
    expect(shown.map(({ from }) => from)).toEqual([{ id: 'agent', name: 'Frau Beispiel', role: 'bot' }]);

    const before = (await said(customer)).length;
    await customer.say('Die Summen stimmen nicht');
    await hub.find(({ text, conversation }) => text === 'Die Summen stimmen nicht' && conversation.id === c);
    expect((await said(customer)).slice(before)).toEqual(['Die Summen stimmen nicht']);

    await hub.status(app.url, c, 'completed');
    expect((await said(customer)).at(-1)).toContain('Ab hier antwortet wieder der automatische Assistent');
    await customer.say('Wie hoch ist der Stundensatz?');
    expect((await said(customer)).at(-1)).not.toBe('Wie hoch ist der Stundensatz?');
    expect(hub.received.filter(({ text }) => text === 'Wie hoch ist der Stundensatz?')).toEqual([]);
  });

  test('that says no leaves a ticket and its reason', async () => {
    const customer = await asked();
    const stream = await openStream(customer.streamUrl);
    await hub.status(app.url, customer.conversationId, 'failed', 'Niemand mit Kenntnis von **Karthago**');
    const notice = await stream.find(({ text }) => text?.includes('Die Übergabe hat leider nicht geklappt') === true);
    expect(notice.text).toContain('Niemand mit Kenntnis von');
    expect(notice.text).not.toContain('**');
    await stream.find(({ text }) => /IMM-/.test(text ?? ''));
    await hub.status(app.url, customer.conversationId, 'accepted');
    expect((await said(customer)).filter((text) => text.includes('hat übernommen'))).toEqual([]);
    stream.kill();
  });

  test('that is away for a moment gets everything afterwards, in order and once', async () => {
    const customer = await asked();
    const c = customer.conversationId;
    await hub.status(app.url, c, 'accepted');
    hub.answerNext(503, 503);
    for (const text of ['eins', 'zwei', 'drei']) await customer.say(text);
    const last = hub.find(({ text, conversation }) => text === 'drei' && conversation.id === c);
    const clock = setInterval(() => pass(1000), 100);
    await last;
    clearInterval(clock);
    const words = hub.received.filter(({ conversation, type }) => conversation.id === c && type === 'message').map(({ text }) => text);
    expect(words).toEqual(['eins', 'zwei', 'drei']);
    await hub.status(app.url, c, 'completed');
  });

  test('that refuses the wish leaves the customer with a ticket, not in silence', async () => {
    const customer = await visit(app.url, { demo: 'customer' });
    const stream = await openStream(customer.streamUrl);
    hub.answerNext(400);
    await customer.say('Mensch');
    await stream.find(({ text }) => /IMM-/.test(text ?? ''));
    expect((await said(customer)).join('\n')).toContain('Die Übergabe hat leider nicht geklappt');
    stream.kill();
  });

  test('that never answers is waited for no longer than was promised', async () => {
    const customer = await asked();
    pass(11 * 60_000);
    await app.app.runTimers();
    expect((await said(customer)).join('\n')).toContain('Es hat leider niemand rechtzeitig übernommen.');
    await hub.find(({ type, conversation }) => type === 'endOfConversation' && conversation.id === customer.conversationId);
  });

  test('is believed only with its signature: wrong, missing, old, one byte changed', async () => {
    const customer = await asked();
    const body = JSON.stringify({
      type: 'event',
      name: 'handoff.status',
      conversation: { id: customer.conversationId },
      value: { state: 'accepted' },
    });
    const now = Date.now() + shift;
    const good = signBody(body, { secret, now });
    const old = signBody(body, { secret, now: now - 301_000 });
    const post = (headers: Record<string, string>, sent = body) =>
      fetch(`${app.url}/webhooks/handoff`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: sent });
    const attempts: [Record<string, string>, string?][] = [
      [{}],
      [{ 'x-lotse-timestamp': good.timestamp }],
      [
        {
          'x-lotse-timestamp': good.timestamp,
          'x-lotse-signature': `${good.signature.slice(0, -1)}0` === good.signature ? 'x' : `${good.signature.slice(0, -1)}0`,
        },
      ],
      [{ 'x-lotse-timestamp': String(Number(good.timestamp) + 1), 'x-lotse-signature': good.signature }],
      [{ 'x-lotse-timestamp': old.timestamp, 'x-lotse-signature': old.signature }],
      [{ 'x-lotse-timestamp': good.timestamp, 'x-lotse-signature': good.signature }, body.replace('accepted', 'completed')],
    ];
    for (const [headers, sent] of attempts) expect((await post(headers, sent)).status).toBe(401);
    expect((await said(customer)).filter((text) => text.includes('hat übernommen'))).toEqual([]);
    const signed = { 'x-lotse-timestamp': good.timestamp, 'x-lotse-signature': good.signature };
    expect((await post(signed)).status).toBe(200);
    expect((await post(signed)).status).toBe(200);
    expect((await said(customer)).filter((text) => text.includes('hat übernommen'))).toHaveLength(1);
  });

  test('may send what we do not know: answered, and nothing changed', async () => {
    const customer = await asked();
    const before = await said(customer);
    expect((await hub.status(app.url, customer.conversationId, 'quatsch')).status).toBe(200);
    expect((await hub.status(app.url, 'nowhere', 'accepted')).status).toBe(200);
    expect((await hub.say(app.url, 'nowhere', 'Hallo')).status).toBe(200);
    expect(await said(customer)).toEqual(before);
  });

  test('cannot be played by a browser', async () => {
    const customer = await asked();
    const before = (await customer.poll()).activities.map(({ id }) => id);
    for (const state of ['accepted', 'failed', 'completed']) {
      const response = await customer.post({ type: 'event', name: 'handoff.status', from: { id: 'x' }, value: { state } });
      expect(response.status).toBe(200);
    }
    await customer.post({ type: 'event', name: 'handoff.initiate', from: { id: 'x' }, value: { reason: 'x' } });
    expect((await customer.poll()).activities.map(({ id }) => id)).toEqual(before);
    const wishes = hub.received.filter(
      ({ name, conversation }) => name === 'handoff.initiate' && conversation.id === customer.conversationId,
    );
    expect(wishes).toHaveLength(1);
    expect(hub.unsigned).toBe(0);
    expect(app.errors.filter((line) => !line.startsWith('handoff.hub-given-up'))).toEqual([]);
  });
});
