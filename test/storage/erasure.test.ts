/** A person can be erased: words, names and addresses go; tickets, the evidence of orders and the chain stay, and messages change in no other way. */
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { Principal } from '../../src/domain/identity.ts';
import { verifyLedger } from '../../src/domain/ledger.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { engines } from './engines.ts';
import { ledgerKey } from './ledger-key.ts';
import { customer, entry, event, load, makeOffer, offer, order, placeOrder, request, run, saved, take, ticket } from './things.ts';

const colleague: Principal = { ...customer, id: 'contact-2' };

const organisation = { id: 'organisation-1', customerNo: 'K-1', name: 'Muster Hausverwaltung', products: [], contracts: [] };
const person = { organisationId: organisation.id, mayOrder: true };

/** The effect with the personal values that the dialogs write. */
const byErika = (effect: Effect): Effect =>
  'ledger' in effect && effect.ledger
    ? {
        ...effect,
        ledger: { ...effect.ledger, personal: { actorId: customer.id, actorName: 'Erika Muster', shown: 'Angebot wie gezeigt' } },
      }
    : effect;

async function aLife(storage: Storage) {
  await storage.saveCustomers([
    {
      organisation,
      contacts: [
        { ...person, id: customer.id, email: 'erika@muster.example', name: 'Erika Muster' },
        { ...person, id: colleague.id, email: 'kollege@muster.example', name: 'Karl Kollege' },
      ],
    },
  ]);
  const principal = { ...customer, email: 'erika@muster.example' };
  await storage.saveWebSession({ userId: 'dl_1', conversationId: 'c', principal, createdAt: 1 });
  const asked = request('c', { details: { contactName: 'Erika Muster', contactEmail: 'erika@muster.example', urgency: 'high' } });
  const made = offer(asked);
  await run(storage, 'c', { kind: 'saveRequest', request: asked }, byErika(makeOffer(made)));
  const placed = order(saved(made), { placedByName: 'Erika Muster' });
  const opened = ticket(asked, { orderId: placed.id, contactName: 'Erika Muster', contactEmail: 'erika@muster.example' });
  await run(storage, 'c', byErika(placeOrder(saved(made), placed)), { kind: 'createTicket', ticket: opened, events: [event(opened.id)] });
  const withdrawn = { id: 'change-1', by: customer.id, byName: 'Erika Muster', byKind: 'customer' } as const;
  const ledger = { ...entry('withdrawn', made), personal: { actorId: customer.id, actorName: 'Erika Muster' } };
  await run(storage, 'c', { kind: 'changeOrder', order: saved(placed), to: 'withdrawn', at: 1, change: withdrawn, ledger });
  const loose = request('c');
  await run(storage, 'c', { kind: 'saveRequest', request: loose }, byErika(makeOffer(offer(loose))));
  return { asked, placed, opened, loose };
}

describe.each(engines)('a person on $name', ({ open }) => {
  test('gets everything that is theirs, and nothing of a colleague', async () => {
    const { storage } = await open();
    const { placed, opened } = await aLife(storage);
    const data = await storage.personData(customer.id);
    expect(data).toMatchObject({
      contact: { email: 'erika@muster.example' },
      organisation: { customerNo: 'K-1' },
      orders: [{ id: placed.id }],
      tickets: [{ id: opened.id }],
    });
    expect([data.requests.length, data.offers.length, data.messages.length]).toEqual([2, 2, 8]);
    expect(await storage.personData(colleague.id)).toMatchObject({ messages: [], requests: [], orders: [] });
    expect(await storage.personData('nobody')).toMatchObject({ contact: undefined, tickets: [] });
  });

  test('is erased wherever a name, an address or own words stand', async () => {
    const { storage, sql } = await open();
    const { loose } = await aLife(storage);
    expect(await storage.erasePerson(customer.id)).toMatchObject({ messages: 8, tickets: 1, orders: 1 });
    const everything = await Promise.all(
      ['messages', 'requests', 'tickets', 'orders', 'order_changes', 'objections', 'web_sessions', 'contacts', 'ledger_privates'].map(
        (table) => sql(`select * from ${table}`),
      ),
    );
    expect(JSON.stringify(everything)).not.toMatch(/Erika|erika@|Nachricht \d/);
    expect(await sql(`select id from requests where id = '${loose.id}'`)).toEqual([]);
    expect(await storage.contactById(customer.id)).toBeUndefined();
    expect(await storage.contactById(colleague.id)).toBeDefined();
  });

  test('leaves ticket, order and an unbroken chain behind', async () => {
    const { storage } = await open();
    const { opened, placed } = await aLife(storage);
    await storage.erasePerson(customer.id);
    const found = await storage.ticketByNumber(colleague, opened.number);
    expect(found).toMatchObject({ ticket: { subject: opened.subject }, order: { id: placed.id, state: 'withdrawn', placedByName: '' } });
    const { rows, head, privates } = await storage.readLedger();
    expect(verifyLedger(rows, head, privates, [ledgerKey])).toMatchObject({ ok: true, count: 4 });
    expect(await storage.erasePerson(customer.id)).toMatchObject({ tickets: 1 });
  });

  test('who is erased no longer stops the conversation from going on', async () => {
    const { storage } = await open();
    await aLife(storage);
    await storage.erasePerson(customer.id);
    expect(await take(storage, 'c')).toBe('committed');
    expect((await load(storage, 'c')).conversation?.lastSeq).toBe(10);
  });
});

describe.each(engines)('messages on $name', ({ open }) => {
  test.each([
    [`update messages set content = '{"text":"anders"}', actions = '[]'`],
    [`update messages set content = '{"text":""}', actions = '[]', at = at + 1`],
    [`update messages set content = '{"text":""}', actions = '[]', author_id = 'someone'`],
    [`update messages set content = '{"text":""}', actions = '[{"kind":"errand"}]'`],
    [`update messages set seq = seq + 100`],
    ['delete from messages'],
  ])('refuse: %s', async (statement) => {
    const { storage, sql } = await open();
    await take(storage, 'c');
    await expect(sql(statement)).rejects.toThrow(/append-only/);
  });
});

describe.each(engines)('the mark of the portal on $name', ({ open }) => {
  test('changes with a ticket, a history line and an offer, and only for who may see them', async () => {
    const { storage } = await open();
    const stranger: Principal = { ...customer, id: 'contact-9', organisationId: 'organisation-9' };
    const marks = async () => [await storage.portalMark(colleague), await storage.portalMark(stranger)] as const;
    const asked = request('c');
    const made = offer(asked);
    const opened = ticket(asked, { coverage: 'undecided' });
    const steps = [
      () => run(storage, 'c', { kind: 'saveRequest', request: asked }, makeOffer(made)),
      () => run(storage, 'c', { kind: 'createTicket', ticket: opened, events: [] }),
      () => run(storage, 'c', { kind: 'changeTicket', ticket: { ...opened, version: 1, state: 'waitingCustomer' }, events: [] }),
    ];
    let [before, strangers] = await marks();
    for (const step of steps) {
      expect(await step()).toBe('committed');
      const [after, still] = await marks();
      expect(after).not.toBe(before);
      expect(still).toBe(strangers);
      [before, strangers] = [after, still];
    }
  });
});
