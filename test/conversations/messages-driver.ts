/** Talks to the running app over the Bot Framework endpoint with replies in the answer. */
import { randomUUID } from 'node:crypto';
import { runApp } from '../support/running-app.ts';
import { seenActivity } from './direct-line-driver.ts';
import type { Driver, SeenMessage } from './play.ts';
import type { Transcript } from './transcript.ts';

const visitors = { customer: {}, colleague: { demo: 'colleague' }, anonymous: { anonymous: true }, staff: { demo: 'staff' } } as const;

type Replies = { readonly activities: readonly (Parameters<typeof seenActivity>[0] & { readonly type: string; readonly id: string })[] };

export async function messagesDriver({ who, where, rates }: Transcript): Promise<Driver> {
  const running = await runApp({ EXAMPLE_RATES: rates === 'example' ? 'on' : 'off' });
  const conversation = randomUUID();
  let last: object = {};
  let lastReplies: SeenMessage[] = [];
  const post = async (activity: object): Promise<SeenMessage[]> => {
    last = activity;
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    if (!response.ok) throw new Error(`POST /api/messages: ${response.status} ${await response.text()}`);
    const { activities } = (await response.json()) as Replies;
    return activities.filter(({ type }) => type === 'message').map(seenActivity);
  };
  const sent = async (activity: object): Promise<SeenMessage[]> => {
    lastReplies = await post({
      type: 'message',
      id: randomUUID(),
      channelId: 'emulator',
      serviceUrl: running.url,
      deliveryMode: 'expectReplies',
      from: { id: 'person', name: 'Person' },
      recipient: { id: 'bot', name: 'Bot' },
      conversation: { id: conversation, isGroup: where === 'group' },
      channelData: visitors[who],
      ...activity,
    });
    return lastReplies;
  };
  return {
    say: (text) => sent({ text }),
    press: (button) => sent({ value: button.value }),
    redeliver: async () => {
      const again = await post(last);
      return JSON.stringify(again) === JSON.stringify(lastReplies) ? [] : again;
    },
    desk: async () => {
      throw new Error('What an agent causes does not come with an answer: play it over a connector');
    },
    agent: async () => {
      throw new Error('What an agent causes does not come with an answer: play it over another channel');
    },
    later: async () => {
      throw new Error('What is said after a pause does not come with an answer: play it over another channel');
    },
    outcome: running.stored,
    close: running.close,
  };
}
