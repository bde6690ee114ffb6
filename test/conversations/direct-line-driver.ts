/** Talks to the running app over Direct Line, as a browser does. */
import { randomUUID } from 'node:crypto';
import { type Access, type Activity, askToken, call, type Frame, visit } from '../support/direct-line-client.ts';
import { runApp } from '../support/running-app.ts';
import { type Deed, type Desk, openDesk } from './agent-desk.ts';
import { givenContent } from './given-content.ts';
import { peopleAtDesk } from './people-at-desk.ts';
import { cardButtons, type Driver, type SeenMessage } from './play.ts';
import type { Transcript } from './transcript.ts';

const lookInMs = 5 * 86_400_000;
const visitors = { customer: { demo: 'customer' }, colleague: { demo: 'colleague' }, anonymous: { anonymous: true }, staff: {} } as const;

/** In: transcript and settings beside it. Out: a driver in a started conversation, its welcome already read. */
export async function directLineDriver(transcript: Transcript, env: Record<string, string> = {}): Promise<Driver> {
  const { who, rates } = transcript;
  const given = givenContent(transcript);
  const running = await runApp({ EXAMPLE_RATES: rates === 'example' ? 'on' : 'off', ...given.env, ...env });
  const people = peopleAtDesk(running);
  const { access: first, conversationId } = await visit(running.url, visitors[who]);
  let access: Access = first;
  const path = `/conversations/${conversationId}/activities`;
  let watermark = '';
  const fresh = async (): Promise<SeenMessage[]> => {
    const page = (await (await call(running.url, access.token, 'GET', `${path}?watermark=${watermark}`)).json()) as Frame;
    watermark = page.watermark ?? watermark;
    return page.activities.filter(({ from, type }) => from.role === 'bot' && type === 'message').map(seenActivity);
  };
  await fresh();
  let last: object = {};
  let desk: Desk | undefined;
  let lastDeed: Deed | undefined;
  let repeat: (() => Promise<unknown>) | undefined;
  const post = async (activity: object): Promise<SeenMessage[]> => {
    const response = await call(running.url, access.token, 'POST', path, activity);
    if (!response.ok) throw new Error(`message: ${response.status} ${await response.text()}`);
    return fresh();
  };
  // A browser that looks in every few days keeps its conversation: the resume token is renewed each time.
  const later = async (ms: number): Promise<SeenMessage[]> => {
    if (await people.passTime(ms)) return fresh();
    for (let left = ms; left > 0; left -= lookInMs) {
      running.advance(Math.min(left, lookInMs));
      access = (await (await askToken(running.url, { resume: access.resume })).json()) as Access;
    }
    await running.app.runTimers();
    return fresh();
  };
  const send = (activity: object): Promise<SeenMessage[]> => {
    lastDeed = undefined;
    repeat = undefined;
    last = { type: 'message', from: { id: 'me' }, locale: 'de-DE', channelData: { clientActivityID: randomUUID() }, ...activity };
    return post(last);
  };
  return {
    say: (text) => send({ text }),
    press: (button) => send({ value: button.value }),
    agent: async (who, deed) => {
      desk ??= await openDesk(running.url);
      repeat = undefined;
      lastDeed = { who, id: randomUUID(), action: deed(await desk.newestIds()) };
      const refused = await desk.act(lastDeed);
      return { messages: await fresh(), refused };
    },
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
      if (!lastDeed) return post(last);
      await desk?.act(lastDeed);
      return fresh();
    },
    later,
    outcome: running.stored,
    close: async () => {
      await running.close();
      given.remove();
    },
  };
}

/** What a person sees of an activity: text, quick choices, buttons of cards. */
export function seenActivity(activity: Pick<Activity, 'text' | 'suggestedActions' | 'attachments'>): SeenMessage {
  const quick = activity.suggestedActions?.actions.map(({ title, value }) => ({ title, value: { a: (value as { a: string }).a } })) ?? [];
  const cards = activity.attachments?.flatMap(({ content }) => cardButtons(content)) ?? [];
  return { text: activity.text ?? '', buttons: [...quick, ...cards] };
}
