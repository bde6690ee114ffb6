/** The agents' channel in Teams over the whole app: chosen by an agent, a card through a hand-off's life, claimed once, tickets to class. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChatCustomer, chatCustomer } from '../handoff/chat-customer.ts';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import { type Delivered, type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { teamsMessage } from './channel-under-test.ts';

let content: string;
beforeAll(() => {
  content = mkdtempSync(path.join(tmpdir(), 'lotse-live-'));
  cpSync('content', content, { recursive: true });
  const file = path.join(content, 'service.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('handoff: ticket', 'handoff: live'));
});
afterAll(() => rmSync(content, { recursive: true, force: true }));

const root = '19:desk@thread.tacv2';
const mention = { type: 'mention', text: '<at>Lotse</at>', mentioned: { id: '28:bot', name: 'Lotse' } };

let connector: FakeConnector;
let running: RunningApp;
let agent: AgentClient;
beforeEach(async () => {
  connector = await startFakeConnector();
  running = await runApp({ CONTENT_DIR: content, EXAMPLE_RATES: 'on' });
  agent = await agentClient(running.url);
}, 120_000);
afterEach(async () => {
  await running.close();
  await connector.close();
});

const inChannel = (changes: object) =>
  teamsMessage({
    conversation: { id: `${root};messageid=1700000000001`, conversationType: 'channel', isGroup: true },
    channelData: { demo: 'staff', team: { id: 'team-1' } },
    entities: [mention],
    deliveryMode: undefined,
    serviceUrl: connector.url,
    ...changes,
  });
async function post(activity: object): Promise<unknown> {
  const response = await fetch(`${running.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  expect(response.status).toBe(200);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}
const choose = async (): Promise<void> => {
  await post(inChannel({ text: '<at>Lotse</at> Übergaben hier' }));
  await connector.until(1);
};
const cardIn = ({ activity }: Pick<Delivered, 'activity'>): string => JSON.stringify(activity.attachments ?? activity.text);
const claimIn = (card: string): string => /"claim":"([^"]+)"/.exec(card)?.[1] ?? '';
const claim = (handoffId: string, who: object = { demo: 'staff' }) =>
  post(
    inChannel({
      type: 'invoke',
      name: 'adaptiveCard/action',
      text: undefined,
      entities: undefined,
      channelData: who,
      value: { action: { type: 'Action.Execute', verb: 'claim', data: { claim: handoffId } } },
    }),
  );

async function waitingCustomer(): Promise<ChatCustomer> {
  await agent.presence('available');
  const customer = await chatCustomer(running.url);
  await customer.say('Die Abrechnung in Hausperfekt stürzt ab, ich möchte mit einem Menschen sprechen');
  return customer;
}

describe('the agents’ channel', () => {
  it('is chosen by an agent’s words, and by nobody else', async () => {
    await post(inChannel({ text: '<at>Lotse</at> Übergaben hier', channelData: { anonymous: true } }));
    await connector.until(1);
    expect(cardIn(connector.received[0] as Delivered)).not.toContain('Übergaben kommen ab jetzt');
    await post(inChannel({ text: '<at>Lotse</at> Übergaben hier' }));
    await connector.until(2);
    expect(cardIn(connector.received[1] as Delivered)).toContain('Übergaben kommen ab jetzt in diesen Kanal.');
  });

  it('gets a card when a customer waits, which follows the conversation to its end, with its history in the thread', async () => {
    await choose();
    const customer = await waitingCustomer();
    await connector.until(2);
    const [, sent] = connector.received;
    const card = cardIn(sent as Delivered);
    expect(sent?.conversationId).toBe(root);
    expect(sent?.activity.summary).toBe('Übergabe: Wartet');
    expect(card).toContain('Wunsch nach einem Menschen');
    expect(card).toContain('stürzt ab');
    expect(card).toContain('"title":"Übernehmen"');

    const id = claimIn(card);
    const answer = await claim(id);
    expect(JSON.stringify(answer)).toContain('Übernommen (Support Eins (Demo))');
    expect(JSON.stringify(answer)).not.toContain('"title":"Übernehmen"');
    await connector.untilUpdated(1);
    expect(connector.updates[0]).toMatchObject({ conversationId: root, replyToId: 'sent-2' });
    expect(cardIn(connector.updates[0] as Delivered)).toContain('Übernommen (Support Eins (Demo))');
    await connector.until(3);
    expect(connector.received[2]).toMatchObject({ conversationId: `${root};messageid=sent-2` });
    expect(connector.received[2]?.activity.text).toMatch(/: Übernommen \(Support Eins \(Demo\)\)$/);
    expect((await customer.heard()).join('\n')).toContain('Support Eins (Demo)');

    await agent.deed(id, { kind: 'close', outcome: 'solved' });
    await connector.untilUpdated(2);
    const last = cardIn(connector.updates[1] as Delivered);
    expect(last).toContain('Beendet');
    expect(last).not.toContain('Action');
    expect(connector.tooFast).toBe(0);
  });

  it('lets one agent take a conversation: the second press is told who has it', async () => {
    await choose();
    await waitingCustomer();
    await connector.until(2);
    const id = claimIn(cardIn(connector.received[1] as Delivered));
    const second = await agentClient(running.url, 2);
    await second.presence('available');
    expect(await second.deed(id, { kind: 'claim' })).not.toBeTypeOf('string');
    expect(JSON.stringify(await claim(id))).toContain('Support Zwei (Demo)');
    expect(JSON.stringify(await claim(id))).not.toContain('vnd.microsoft.card.adaptive');
  });

  it('lets nobody take one who is no agent', async () => {
    await choose();
    await waitingCustomer();
    await connector.until(2);
    const id = claimIn(cardIn(connector.received[1] as Delivered));
    const answer = await claim(id, {});
    expect(JSON.stringify(answer)).toContain('Gespräche übernehmen können nur Mitarbeitende');
    expect(await agent.queue()).toMatchObject([{ state: 'queued' }]);
  });

  it('gets a card for a ticket that waits for its classing, and says when it was classed', async () => {
    await choose();
    const customer = await chatCustomer(running.url);
    await customer.say('Seit dem Update sind alle Mieten doppelt gebucht');
    await customer.press('Karthago');
    await customer.press('Ticket absenden');
    await connector.until(2);
    const card = cardIn(connector.received[1] as Delivered);
    expect(card).toContain('Einzuordnen');
    expect(card).toMatch(/IMM-\d{4}-\d{6}-\d/);
    expect(card).toContain('wird geprüft [F5.1, F5.2, F5.3]');
    expect(card).toContain(`${running.url}/agent/tickets/IMM-`);
    const number = /IMM-\d{4}-\d{6}-\d/.exec(card)?.[0];
    const { request } = await agent.read<{ request: { id: string } }>(`/agent/api/tickets/${number}`);
    const classing = { coverage: 'covered', clauses: ['F2.3'], reason: 'Die Buchungen entstanden durch das Programm.' };
    const action = { kind: 'classify', requestId: request.id, classing };
    expect((await agent.post('/agent/api/actions', { id: 'classing-1', action })).status).toBe(200);
    await connector.untilUpdated(1);
    expect(cardIn(connector.updates[0] as Delivered)).toContain('Eingeordnet');
  });

  it('says on the card that an order waits for the classing to be confirmed, and when it was', async () => {
    await choose();
    const customer = await chatCustomer(running.url);
    await customer.say('Wir brauchen eine Schulung für Hausperfekt');
    await customer.press('Kostenpflichtig beauftragen');
    await connector.until(2);
    const card = cardIn(connector.received[1] as Delivered);
    expect(connector.received[1]?.activity.summary).toMatch(/^Auftrag zu bestätigen: IMM-/);
    expect(card).toContain('Beauftragt unter Vorbehalt; die Einordnung ist zu bestätigen');
    const number = /IMM-\d{4}-\d{6}-\d/.exec(card)?.[0];
    const { request, orders } = await agent.read<{ request: { id: string }; orders: { id: string }[] }>(`/agent/api/tickets/${number}`);
    const action = { kind: 'confirmOrder', requestId: request.id, orderId: orders[0]?.id };
    expect((await agent.post('/agent/api/actions', { id: 'confirming-1', action })).status).toBe(200);
    await connector.untilUpdated(1);
    expect(cardIn(connector.updates.at(-1) as Delivered)).toContain('Bestätigt');
    expect(cardIn(connector.updates.at(-1) as Delivered)).not.toContain('unter Vorbehalt');
  });

  it('that shut the bot out is not written to until somebody speaks in it', async () => {
    await choose();
    connector.answerNext({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
    await waitingCustomer();
    await connector.until(2);
    await waitingCustomer();
    const elsewhere = { id: '19:other@thread.tacv2;messageid=1', conversationType: 'channel' };
    await post(inChannel({ text: '<at>Lotse</at> Hilfe', conversation: elsewhere }));
    await connector.until(3);
    expect(connector.received[2]?.conversationId).toContain('19:other');
    await post(inChannel({ text: '<at>Lotse</at> Hilfe' }));
    await connector.until(6);
    const cards = connector.received.slice(3).filter(({ activity }) => activity.summary === 'Übergabe: Wartet');
    expect(cards.map(({ conversationId }) => conversationId)).toEqual([root, root]);
  });

  it('is not written to once its team is gone', async () => {
    await choose();
    const gone = { type: 'conversationUpdate', text: undefined, channelData: { eventType: 'teamDeleted', team: { id: 'team-1' } } };
    await post(inChannel({ ...gone, conversation: { id: '19:general@thread.tacv2', conversationType: 'channel' } }));
    await waitingCustomer();
    // A reply elsewhere comes after anything the channel would have got.
    await post(
      inChannel({ text: '<at>Lotse</at> Hilfe', conversation: { id: '19:other@thread.tacv2;messageid=1', conversationType: 'channel' } }),
    );
    await connector.until(2);
    expect(connector.received.map(({ conversationId }) => conversationId)).not.toContain(root);
  });
});
