/** A wish for a visit in the portal: a request to the consultants that the customer sees, and that product support never gets to class. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Conversation, TicketDetail, TicketList } from '../../src/portal/api/shapes.ts';
import { demoCustomer } from '../../src/storage/demo.ts';
import { type ServedPortal, servePortal } from './served-portal.ts';

let portal: ServedPortal;
beforeAll(async () => {
  portal = await servePortal();
});
afterAll(() => portal.close());

async function call<T>(path: string, body?: object): Promise<T> {
  const cookie = await portal.cookie(demoCustomer);
  const answer = await fetch(`${portal.url}/portal/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, origin: portal.url, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** Presses the newest button of this title, as a person would. */
async function press({ id, messages }: Conversation, title: string): Promise<Conversation> {
  const buttons = messages.flatMap(({ buttons: quick, card = [] }) => [
    ...quick,
    ...card.flatMap((block) => (block.kind === 'actions' ? block.actions : [])).filter((action) => 'a' in action),
  ]);
  const found = buttons.findLast((button) => button.title === title);
  expect(found, `a button "${title}"`).toBeDefined();
  return call(`/conversations/${id}`, { kind: 'press', a: found?.a, key: randomUUID() });
}

it('is asked for like any request, lies with the consultants, and is in the list with its own words', async () => {
  const { id } = await call<Conversation>('/conversations', {});
  const text = 'Kann jemand zu uns ins Büro kommen und uns vor Ort helfen?';
  const asked = await call<Conversation>(`/conversations/${id}`, { kind: 'text', text, uploads: [], key: randomUUID() });
  await press(await press(asked, 'Anfrage an die Berater'), 'Anfrage absenden');
  const { tickets } = await call<TicketList>('/tickets');
  expect(tickets.map(({ billing }) => billing)).toEqual(['Anfrage an die Berater']);
  const ticket = await call<TicketDetail>(`/tickets/${tickets[0]?.number}`);
  expect(ticket).toMatchObject({ actor: 'die Berater', meaning: 'Die Anfrage liegt bei den Beratern.' });
  expect(ticket.details).toContainEqual(['Thema', 'Termin vor Ort']);
  expect(ticket.billing.sentences).toEqual(['Das ist eine Anfrage an die Berater; der Produktsupport bearbeitet sie nicht.']);
  expect(await portal.storage.requestsToClass(50)).toEqual([]);
  expect((await portal.storage.ticketsInHand(50)).map(({ ticket: { category } = {} }) => category)).toEqual(['case/vor-ort']);
});
