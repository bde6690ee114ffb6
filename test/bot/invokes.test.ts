/** Message extension, forms and links in Teams, over the whole app: real turns, real database, real HTTP. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { teamsMessage } from './channel-under-test.ts';

interface Card {
  readonly body: readonly {
    readonly id?: string;
    readonly text?: string;
    readonly choices?: readonly { title: string; value: string }[];
    readonly value?: string;
  }[];
  readonly actions?: readonly { readonly data: { readonly lotse: object } }[];
}
interface Answer {
  readonly composeExtension?: {
    readonly type: string;
    readonly text?: string;
    readonly attachments?: readonly { content: Card; preview: object }[];
  };
  readonly task?: { readonly type: string; readonly value: string | { readonly title: string; readonly card: { readonly content: Card } } };
}

interface StoredButtons {
  readonly activities: readonly {
    readonly attachments?: readonly { content: { actions?: readonly { title: string; data: { a: string } }[] } }[];
  }[];
}

let running: RunningApp;
beforeAll(async () => {
  running = await runApp({ EXAMPLE_RATES: 'on' });
}, 120_000);
afterAll(() => running.close());

const asStaff = { channelData: { demo: 'staff' } };
const asCustomer = { channelData: {} };

async function invoke(name: string, value: unknown, who: object = asStaff): Promise<Answer> {
  const activity = teamsMessage({ type: 'invoke', name, value, text: undefined, deliveryMode: undefined, ...who });
  const response = await fetch(`${running.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const query = (commandId: string, words: string, who?: object) =>
  invoke('composeExtension/query', { commandId, parameters: [{ name: 'words', value: words }], queryOptions: { skip: 0, count: 25 } }, who);

function cardOf({ task }: Answer): Card {
  if (task?.type !== 'continue' || typeof task.value === 'string') throw new Error(`no form: ${JSON.stringify(task)}`);
  return task.value.card.content;
}
const lotseOf = (card: Card): object => card.actions?.[0]?.data.lotse ?? {};
const words = (card: Card): string => JSON.stringify(card.body);
const fill = (card: Card, values: object) => ({ data: { lotse: lotseOf(card), ...values } });

/** The entry form of the demo customer, reached by the action command on a message. */
async function entryForm(description: string): Promise<Card> {
  const first = cardOf(
    await invoke('composeExtension/fetchTask', {
      commandId: 'createTicket',
      commandContext: 'message',
      messagePayload: { id: '1', body: { contentType: 'html', content: `<p>${description}</p>` } },
    }),
  );
  return cardOf(
    await invoke('composeExtension/submitAction', { commandId: 'createTicket', ...fill(first, { customer: 'muster', description }) }),
  );
}

const entry = {
  contact: demoCustomer.id,
  description: 'Die Abrechnung in Hausperfekt stürzt ab',
  product: 'hausperfekt',
  caseKind: 'open',
  urgency: 'high',
};

describe('searching answers from the compose box', () => {
  it('gives cards with the clause, and a line each', async () => {
    const { composeExtension } = await query('searchAnswers', 'Was kostet die Stunde?');
    expect(composeExtension?.type).toBe('result');
    expect(words(composeExtension?.attachments?.[0]?.content ?? { body: [] })).toContain('Fundstelle: F4.');
    expect(composeExtension?.attachments?.[0]?.preview).toMatchObject({ content: { title: expect.any(String), text: expect.any(String) } });
  });
  it('starts with the main topics, and says so when nothing fits', async () => {
    expect((await query('searchAnswers', '')).composeExtension?.attachments?.length).toBeGreaterThan(4);
    expect(await query('searchAnswers', 'xqzw')).toEqual({ composeExtension: { type: 'message', text: 'Dazu finde ich nichts.' } });
  });
  it('is open to customers; tickets are not', async () => {
    expect((await query('searchAnswers', 'Serviceportal', asCustomer)).composeExtension?.type).toBe('result');
    expect((await query('searchTickets', 'IMM-', asCustomer)).composeExtension?.text).toBe('Tickets sehen hier nur Mitarbeitende.');
  });
});

describe('"Als Ticket anlegen" on a message', () => {
  it('takes the message’s words, finds the customer, and offers their contacts', async () => {
    const card = await entryForm('Hausperfekt &amp; Drucker<br>geht nicht');
    expect(words(card)).toContain(demoOrganisation.customerNo);
    const contacts = card.body.find(({ id }) => id === 'contact')?.choices?.map(({ value }) => value);
    expect(contacts?.toSorted()).toEqual([demoCustomer.id, demoColleague.id].toSorted());
  });
  it('makes one ticket however often it is sent, and puts its card into the compose box', async () => {
    const card = await entryForm('x');
    const send = () => invoke('composeExtension/submitAction', { commandId: 'createTicket', ...fill(card, entry) });
    const answers = await Promise.all([send(), send(), send()]);
    const cards = answers.map(({ composeExtension }) => JSON.stringify(composeExtension?.attachments?.[0]?.content));
    expect(new Set(cards).size).toBe(1);
    expect(cards[0]).toMatch(/IMM-\d{4}-\d{6}-\d/);
    expect(cards[0]).not.toContain(demoCustomer.name);
    const number = /IMM-\d{4}-\d{6}-\d/.exec(cards[0] ?? '')?.[0] ?? '';
    const found = await query('searchTickets', 'stürzt ab');
    expect(found.composeExtension?.attachments?.filter(({ content }) => words(content).includes(number))).toHaveLength(1);
  });
  it('asks again with a reason when the customer is not found, or nothing was named', async () => {
    const first = cardOf(await invoke('composeExtension/fetchTask', { commandId: 'createTicket', commandContext: 'compose' }));
    const missed = cardOf(
      await invoke('composeExtension/submitAction', {
        commandId: 'createTicket',
        ...fill(first, { customer: 'Nirgendwo', description: 'x' }),
      }),
    );
    expect(words(missed)).toContain('Diesen Kunden finde ich nicht.');
    expect(missed.body.find(({ id }) => id === 'customer')?.value).toBe('Nirgendwo');
    const empty = cardOf(await invoke('composeExtension/submitAction', { commandId: 'createTicket', ...fill(first, {}) }));
    expect(words(empty)).toContain('Bitte nennen Sie den Kunden.');
  });
});

describe('in English', () => {
  const withClient = (locale: string) => ({ ...asStaff, entities: [{ type: 'clientInfo', locale, country: 'DE', platform: 'Web' }] });
  const say = async (text: string, conversation: string): Promise<StoredButtons> => {
    const activity = teamsMessage({
      ...asStaff,
      text,
      deliveryMode: 'expectReplies',
      conversation: { id: conversation, conversationType: 'personal' },
    });
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    return (await response.json()) as StoredButtons;
  };
  const german = /Kunde|Ansprechperson|Worum|Dringlichkeit|Weiter|anlegen|Art des|nicht bekannt/;

  it('a form opened from an English conversation is English to its end, the receipt included', async () => {
    const place = `english-${randomUUID()}`;
    const { activities } = await say('Is this covered for customer D-10001: training for a new colleague in Hausperfekt?', place);
    const button = activities.flatMap(({ attachments }) => attachments ?? []).flatMap(({ content }) => content.actions ?? [])[0];
    expect(button?.title).toBe('Ticket for this customer');
    const who = { ...asStaff, conversation: { id: place, conversationType: 'personal' } };
    const opened = await invoke('task/fetch', { data: { a: button?.data.a } }, who);
    expect(opened.task?.value).toMatchObject({ title: 'Ticket for a customer' });
    const form = cardOf(opened);
    expect(JSON.stringify(form)).not.toMatch(german);
    for (const label of ['Contact person', 'What is it about?', 'Kind of request', 'Create ticket', 'Data clean-up after own use'])
      expect(JSON.stringify(form)).toContain(label);
    const again = cardOf(await invoke('task/submit', fill(form, { ...entry, description: ' ' }), who));
    expect(words(again)).toContain('Please describe briefly what it is about.');
    const done = cardOf(await invoke('task/submit', fill(again, { ...entry, description: 'Training for a new colleague' }), who));
    expect(words(done)).toContain('The ticket has been created for the customer.');
    expect(words(done)).toContain('Status');
    expect(JSON.stringify(done)).not.toMatch(german);
  });

  it('search and action command are in the language of the client, as their menus are', async () => {
    const found = await query('searchAnswers', 'hourly rate', withClient('en-US'));
    expect(JSON.stringify(found)).toContain('Basis: F4.');
    expect(await query('searchAnswers', 'xqzw', withClient('en-US'))).toEqual({
      composeExtension: { type: 'message', text: 'I cannot find anything about this.' },
    });
    const first = await invoke('composeExtension/fetchTask', { commandId: 'createTicket', commandContext: 'compose' }, withClient('en-GB'));
    expect(first.task?.value).toMatchObject({ title: 'Ticket for a customer' });
    const second = await invoke(
      'composeExtension/submitAction',
      { commandId: 'createTicket', ...fill(cardOf(first), { customer: 'muster', description: 'It crashes' }) },
      withClient('en-GB'),
    );
    expect(JSON.stringify(cardOf(second))).not.toMatch(german);
    for (const locale of ['de-DE', 'fr-FR']) {
      const other = await invoke(
        'composeExtension/fetchTask',
        { commandId: 'createTicket', commandContext: 'compose' },
        withClient(locale),
      );
      expect(other.task?.value).toMatchObject({ title: 'Ticket für einen Kunden' });
    }
  });
});

describe('a form that is sent', () => {
  it.each([
    ['without a contact', { contact: undefined }, 'Bitte wählen Sie eine Ansprechperson dieses Kunden.'],
    ['for a contact of somebody else', { contact: 'contact-elsewhere' }, 'Bitte wählen Sie eine Ansprechperson dieses Kunden.'],
    ['without words', { description: '  ' }, 'Bitte beschreiben Sie kurz, worum es geht.'],
  ])('%s comes back with the reason and what was typed', async (_how, changes, reason) => {
    const card = await entryForm('x');
    const again = cardOf(await invoke('task/submit', fill(card, { ...entry, ...changes })));
    expect(words(again)).toContain(reason);
    expect(again.body.find(({ id }) => id === 'product')?.value).toBe('hausperfekt');
    expect(words(cardOf(await invoke('task/submit', fill(again, entry))))).toMatch(/IMM-\d{4}-/);
  });
  it.each([
    ['nothing', {}],
    ['another shape', { data: { lotse: 'x' } }],
    ['a forged key', { data: { lotse: { form: 'ticket', key: '../../x', organisationId: demoOrganisation.id }, ...entry } }],
    ['another form', { data: { lotse: { form: 'order', key: randomUUID(), organisationId: demoOrganisation.id }, ...entry } }],
  ])('as %s is told so', async (_what, value) => {
    expect(await invoke('task/submit', value)).toMatchObject({
      task: { type: 'message', value: expect.stringContaining('unvollständig') },
    });
  });
  it('by a customer is refused', async () => {
    const lotse = { form: 'ticket', key: randomUUID(), organisationId: demoOrganisation.id };
    expect(await invoke('task/submit', { data: { lotse, ...entry } }, asCustomer)).toMatchObject({
      task: { type: 'message', value: 'Das ist Mitarbeitenden vorbehalten.' },
    });
  });
});

describe('a form opened by the button below an answer about a customer', () => {
  it('offers at the rate on file to those who may order, and never orders', async () => {
    const conversation = { id: `a:${randomUUID()}`, conversationType: 'personal' };
    const ask = teamsMessage({ ...asStaff, conversation, text: 'Kunde D-10001: Einweisung für eine neue Kollegin in Hausperfekt' });
    const response = await fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ask),
    });
    const said = await response.text();
    const button = /"title":"Angebot vorbereiten","data":\{"a":"([\d.]+)","msteams":\{"type":"task\/fetch"\}\}/.exec(said)?.[1];
    expect(button, said).toBeDefined();
    const card = cardOf(await invoke('task/fetch', { data: { a: button, msteams: { type: 'task/fetch' } } }, { ...asStaff, conversation }));
    expect(card.body.find(({ id }) => id === 'contact')?.choices).toEqual([
      { title: `${demoCustomer.name} (darf beauftragen)`, value: demoCustomer.id },
    ]);
    expect(card.body.find(({ id }) => id === 'description')?.value).toContain('Einweisung');
    const made = cardOf(
      await invoke('task/submit', fill(card, { ...entry, description: 'Einweisung für eine neue Kollegin', caseKind: 'training' })),
    );
    expect(words(made)).toContain('Freigabe ausstehend');
    expect(words(made)).toContain('Die Entscheidung über eine Beauftragung bleibt beim Kunden.');
  });
  it('is no button of ours: nothing opens', async () => {
    expect(await invoke('task/fetch', { data: { a: '999.0' } })).toMatchObject({ task: { type: 'message' } });
  });
});

describe('a link to a ticket’s page', () => {
  const link = (url: string, who?: object) => invoke('composeExtension/queryLink', { url }, who);
  it('shows the ticket to staff, and nothing to others or for foreign addresses', async () => {
    const card = await entryForm('x');
    const made = words(cardOf(await invoke('task/submit', fill(card, entry))));
    const number = /IMM-\d{4}-\d{6}-\d/.exec(made)?.[0] ?? '';
    const url = `${running.url}/portal/tickets/${number}`;
    expect(words((await link(url)).composeExtension?.attachments?.[0]?.content ?? { body: [] })).toContain(number);
    for (const [address, who] of [
      [url, asCustomer],
      [`https://evil.example/portal/tickets/${number}`, asStaff],
      [`${running.url}.evil.example/portal/tickets/${number}`, asStaff],
    ] as const)
      expect((await link(address, who)).composeExtension?.attachments).toEqual([]);
  });
});

describe('the page that pins the workspace as a tab', () => {
  it('may be framed by Teams only, and names the tab’s address', async () => {
    const response = await fetch(`${running.url}/teams/config`);
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors https://teams.microsoft.com');
    expect(await response.text()).toContain(`data-tab="${running.url}/teams/tab"`);
  });
});

describe('looks at customers', () => {
  it('are all kept, and no order was placed by staff', async () => {
    const { lookups, orders } = await running.stored();
    expect(lookups).toBeGreaterThan(8);
    expect(orders).toBe(0);
  });
});
