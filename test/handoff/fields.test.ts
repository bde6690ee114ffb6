/** Agents correct a ticket's fields over the real API: history for both sides, nothing invented, nobody overwritten. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldChanges } from '../../src/domain/agent-action.ts';
import type { QueuesView, TicketDetailView } from '../../src/handoff/api/shapes.ts';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { chatCustomer } from './chat-customer.ts';

let app: RunningApp;
let erna: AgentClient;
let otto: AgentClient;

beforeAll(async () => {
  app = await runApp();
  erna = await agentClient(app.url, 1);
  otto = await agentClient(app.url, 2);
});
afterAll(() => app.close());

let counter = 0;

/** A ticket to check, as the workspace shows it. */
async function aTicket(press = 'Erst prüfen lassen'): Promise<TicketDetailView> {
  const customer = await chatCustomer(app.url);
  counter += 1;
  await customer.say(`Ich brauche eine Einweisung für die neue Kollegin Nummer ${counter} in Hausperfekt`);
  await customer.press(press);
  const { toClass, toConfirm } = await erna.read<QueuesView>('/agent/api/queue');
  const number = [...toClass, ...toConfirm].find(({ ticket }) => ticket.subject.includes(`Nummer ${counter} `))?.ticket.number;
  return shown(number ?? '');
}

const shown = (number: string) => erna.read<TicketDetailView>(`/agent/api/tickets/${number}`);

/** Out: status, and the sentence when it was refused. */
async function change(who: AgentClient, { request }: TicketDetailView, changes: FieldChanges): Promise<readonly [number, string?]> {
  counter += 1;
  const action = { kind: 'changeFields', requestId: request.id, changes };
  const response = await who.post('/agent/api/actions', { id: `fields-${counter}`, action });
  const body = (await response.json()) as { error?: { message: string } };
  return body.error ? [response.status, body.error.message] : [response.status];
}

describe('A ticket’s fields', () => {
  test('are corrected together, in ticket and request, with one line the customer reads too', async () => {
    const found = await aTicket();
    const { subject } = found.ticket;
    const changes = {
      subject: { seen: subject, to: '  Einweisung in die Buchhaltung ' },
      product: { seen: 'hausperfekt', to: 'karthago' },
      urgency: { seen: '', to: 'high' },
    };
    expect(await change(erna, found, changes)).toEqual([200]);
    const { ticket, request, events } = await shown(found.ticket.number);
    expect(ticket).toMatchObject({ subject: 'Einweisung in die Buchhaltung', product: 'karthago', urgency: 'high' });
    expect(request).toMatchObject({ subject: ticket.subject, facts: { product: 'karthago' }, details: { urgency: 'high' } });
    expect(events.at(-1)).toMatchObject({ kind: 'detail', author: 'agent', visibility: 'public' });
    expect(events.at(-1)?.text?.split('\n')).toEqual([
      `Betreff: ${subject} → Einweisung in die Buchhaltung`,
      'Produkt: Hausperfekt → Karthago',
      expect.stringMatching(/^Dringlichkeit: keine Angabe → /),
    ]);
  });

  test('are not overwritten by who saw an older stand, and other fields stay free', async () => {
    const found = await aTicket();
    const { subject } = found.ticket;
    expect(await change(erna, found, { subject: { seen: subject, to: 'Der erste war schneller' } })).toEqual([200]);
    expect(await change(otto, found, { subject: { seen: subject, to: 'Der zweite' }, urgency: { seen: '', to: 'high' } })).toEqual([
      409,
      expect.stringContaining('inzwischen geändert'),
    ]);
    expect((await shown(found.ticket.number)).ticket).toMatchObject({ subject: 'Der erste war schneller' });
    expect((await shown(found.ticket.number)).ticket.urgency).toBeUndefined();
    expect(await change(otto, found, { urgency: { seen: '', to: 'high' } })).toEqual([200]);
    expect(await change(otto, found, { subject: { seen: 'Der erste war schneller', to: 'Der zweite' } })).toEqual([200]);
  });

  test('written by two at once are written by one', async () => {
    const found = await aTicket();
    const { subject } = found.ticket;
    const outcomes = await Promise.all(
      [erna, otto].map((who, n) => change(who, found, { subject: { seen: subject, to: `Zugleich ${n}` } })),
    );
    expect(outcomes.map(([status]) => status).toSorted()).toEqual([200, 409]);
    expect((await shown(found.ticket.number)).events.filter(({ kind }) => kind === 'detail')).toHaveLength(1);
  });

  test.each<[string, FieldChanges, number]>([
    ['an unknown product', { product: { seen: 'hausperfekt', to: 'wodis' } }, 409],
    ['an unknown urgency', { urgency: { seen: '', to: 'sofort' } }, 409],
    ['what the consultants deal with', { category: { seen: 'schulung', to: 'case/vor-ort' } }, 409],
    ['a topic that is no case', { category: { seen: 'schulung', to: 'faq/kontakt' } }, 409],
    ['a subject of two lines', { subject: { seen: 'x', to: 'eins\nzwei' } }, 422],
    ['a subject that is too long', { subject: { seen: 'x', to: 'x'.repeat(81) } }, 422],
    ['an empty subject', { subject: { seen: 'x', to: '   ' } }, 422],
    ['nothing at all', {}, 422],
  ])('refuse %s', async (_, changes, status) => {
    const found = await aTicket();
    expect((await change(erna, found, changes))[0]).toBe(status);
    expect((await shown(found.ticket.number)).ticket).toEqual(found.ticket);
  });

  test('keep product and topic that an order is for, and may still be named better', async () => {
    const found = await aTicket('Kostenpflichtig beauftragen');
    expect(await change(erna, found, { product: { seen: 'hausperfekt', to: 'karthago' } })).toEqual([
      409,
      expect.stringContaining('besteht ein Auftrag'),
    ]);
    expect(await change(erna, found, { category: { seen: found.ticket.category, to: 'case/hardware-netzwerk' } })).toEqual([
      409,
      expect.stringContaining('folgt aus der Einordnung'),
    ]);
    expect(await change(erna, found, { subject: { seen: found.ticket.subject, to: 'Einweisung' } })).toEqual([200]);
  });

  test('take another topic while nothing is billed', async () => {
    const found = await aTicket();
    expect(await change(erna, found, { category: { seen: 'schulung', to: 'case/hardware-netzwerk' } })).toEqual([200]);
    const { ticket, events } = await shown(found.ticket.number);
    expect(ticket.category).toBe('case/hardware-netzwerk');
    expect(events.at(-1)?.text).toMatch(/^Thema: .+ → .+$/);
  });
});
