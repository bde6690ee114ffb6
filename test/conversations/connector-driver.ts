/** Talks to the running app over the Bot Framework endpoint; what nobody asked for, an agent's words or the clock's, comes over a connector. */
import { randomUUID } from 'node:crypto';
import type { HandoffMessages } from '../../src/handoff/api/handoff-shapes.ts';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import { startFakeConnector } from '../support/fake-connector.ts';
import { runApp } from '../support/running-app.ts';
import { seenActivity } from './direct-line-driver.ts';
import { givenContent } from './given-content.ts';
import { peopleAtDesk } from './people-at-desk.ts';
import type { Driver, SeenMessage } from './play.ts';
import type { Transcript } from './transcript.ts';

const visitors = { customer: {}, colleague: { demo: 'colleague' }, anonymous: { anonymous: true }, staff: { demo: 'staff' } } as const;

type Shown = Parameters<typeof seenActivity>[0] & { readonly type: string };

/** In: a transcript in which agents talk to the customer. Out: a driver in a conversation whose welcome was already read. */
export async function connectorDriver(transcript: Transcript): Promise<Driver> {
  const { who, rates } = transcript;
  const given = givenContent(transcript);
  const connector = await startFakeConnector();
  const running = await runApp({ EXAMPLE_RATES: rates === 'example' ? 'on' : 'off', ...given.env });
  const people = peopleAtDesk(running);
  const conversation = randomUUID();
  const common = {
    channelId: 'emulator',
    serviceUrl: connector.url,
    from: { id: 'person', name: 'Person' },
    recipient: { id: 'bot', name: 'Bot' },
    conversation: { id: conversation },
    channelData: visitors[who],
  };
  const post = async (activity: object): Promise<SeenMessage[]> => {
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    if (!response.ok) throw new Error(`POST /api/messages: ${response.status} ${await response.text()}`);
    const text = await response.text();
    const { activities = [] } = (text === '' ? {} : JSON.parse(text)) as { activities?: readonly Shown[] };
    return activities.filter(({ type }) => type === 'message').map(seenActivity);
  };
  const delivered = () => connector.received.map(({ activity }) => activity as Shown).filter(({ type }) => type === 'message');
  const came = async (count: number): Promise<void> => {
    while (delivered().length < count) await connector.until(connector.received.length + 1);
  };
  await post({ ...common, type: 'conversationUpdate', id: randomUUID(), membersAdded: [{ id: 'person' }, { id: 'bot' }] });
  await came(1);
  let read = delivered().length;
  let answered = 0;
  let agent: AgentClient | undefined;
  let last: object = {};
  let lastReplies: SeenMessage[] = [];
  let repeat: (() => Promise<unknown>) | undefined;

  /** Everything the bot or an agent said is known to the agents' API; what did not come with an answer comes over the connector. */
  const fresh = async (): Promise<SeenMessage[]> => {
    agent ??= await agentClient(running.url);
    const line = (await agent.queue()).at(-1);
    handoffId = line?.id ?? handoffId;
    if (handoffId !== undefined) {
      const { messages } = await agent.read<HandoffMessages>(`/agent/api/handoffs/${handoffId}/messages`);
      await came(messages.filter(({ by }) => by !== 'customer').length - answered);
    }
    const news = delivered().slice(read);
    read += news.length;
    return news.map(seenActivity);
  };
  let handoffId: string | undefined;
  const send = async (activity: object): Promise<SeenMessage[]> => {
    repeat = undefined;
    last = { ...common, type: 'message', id: randomUUID(), deliveryMode: 'expectReplies', ...activity };
    lastReplies = await post(last);
    answered += lastReplies.length;
    return [...(await fresh()), ...lastReplies];
  };
  return {
    say: (text) => send({ text }),
    press: (button) => send({ value: button.value }),
    desk: async (which, deed) => {
      const done = await people.act(which, deed);
      repeat = done.repeat;
      return { messages: await fresh(), refused: done.refused };
    },
    redeliver: async () => {
      if (repeat) {
        await repeat();
        return fresh();
      }
      const again = await post(last);
      return JSON.stringify(again) === JSON.stringify(lastReplies) ? fresh() : again;
    },
    agent: async () => {
      throw new Error('Actions on tickets are played over other channels');
    },
    later: async (ms) => {
      if (!(await people.passTime(ms))) {
        running.advance(ms);
        await running.app.runTimers();
      }
      return fresh();
    },
    outcome: running.stored,
    close: async () => {
      await running.close();
      await connector.close();
      given.remove();
    },
  };
}
