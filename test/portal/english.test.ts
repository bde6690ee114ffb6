/** A request in English on the portal's pages, and the greeting's hint that one may write so. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Conversation, PortalMessage } from '../../src/portal/api/shapes.ts';
import { demoCustomer } from '../../src/storage/demo.ts';
import { takeMails } from '../mail/links.ts';
import { principalOf, type ServedPortal, servePortal } from './served-portal.ts';

let portal: ServedPortal;
let cookie: string;
beforeAll(async () => {
  portal = await servePortal();
  cookie = await portal.cookie(demoCustomer);
});
afterAll(() => portal.close());

async function call(path: string, body: object): Promise<Conversation> {
  const answer = await fetch(`${portal.url}/portal/api${path}`, {
    method: 'POST',
    headers: { cookie, origin: portal.url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Conversation;
}

const say = (id: string, text: string) => call(`/conversations/${id}`, { kind: 'text', text, uploads: [], key: randomUUID() });
const press = async (id: string, { buttons, card = [] }: PortalMessage, title: string) => {
  const inCard = card
    .flatMap((block) => (block.kind === 'actions' ? block.actions : []))
    .flatMap((one) => (one.kind === 'press' ? [one] : []));
  const a = [...buttons, ...inCard].find((button) => button.title === title)?.a;
  return call(`/conversations/${id}`, { kind: 'press', a, key: randomUUID() });
};
const newest = ({ messages }: Conversation): PortalMessage => {
  const last = messages.at(-1);
  if (!last) throw new Error('Nothing was said');
  return last;
};

it('a request in English is answered in English, names its language, and its ticket is confirmed in English', async () => {
  const { id } = await call('/conversations', {});
  const asked = newest(await say(id, 'The statement crashes when I open it, please help'));
  expect([asked.language, JSON.stringify(asked.text)]).toEqual(['en', expect.stringContaining('Which product is it about?')]);
  const urgency = newest(await press(id, asked, 'Hausperfekt'));
  const summary = newest(await press(id, urgency, 'It hinders our work'));
  expect(summary.language).toBe('en');
  const done = newest(await press(id, summary, 'Submit ticket'));
  expect(JSON.stringify(done.card)).toContain('Your ticket has been created.');
  const [mail] = await takeMails(portal.storage, portal.now());
  expect([mail?.template, mail?.language]).toEqual(['ticket-created', 'en']);
});

it('an offer in it is German and says nothing of a language, with the summary before it', async () => {
  const { id } = await call('/conversations', {});
  const { messages } = await say(id, 'We need training for Hausperfekt');
  const [summary, offer] = messages.slice(-2);
  expect([summary?.language, JSON.stringify(summary?.text)]).toEqual(['en', expect.stringContaining('Summary of the offer in English')]);
  expect([offer?.language, offer?.offerId]).toEqual([undefined, expect.any(String)]);
});

it('the greeting is German and ends with one English sentence', async () => {
  const { replies } = await portal.engine.take({
    channel: 'webchat',
    conversationKind: 'personal',
    dialogScope: 'main',
    conversationId: randomUUID(),
    activityId: randomUUID(),
    principal: principalOf(demoCustomer, portal.now()),
    at: portal.now(),
    input: { kind: 'joined' },
  });
  const [hello, start, ...more] = replies[0]?.content.text.split('\n\n') ?? [];
  expect(hello).toMatch(/^Guten Tag, hier ist /);
  expect(start).toBe('Womit kann ich Ihnen helfen? You can also write in English.');
  expect([more, replies.length]).toEqual([[], 1]);
});
