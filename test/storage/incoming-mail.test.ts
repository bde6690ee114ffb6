/** What is kept of mails that came in: once each, words only while they wait, and nothing of an erased person. */
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { Principal } from '../../src/domain/identity.ts';
import { type HeldMail, type KeptMail, strangerId } from '../../src/domain/incoming-mail.ts';
import { engines } from './engines.ts';
import { at, customer, makeOffer, message, offer, request, run, saved, ticket, turn } from './things.ts';

const kept = (id: string, change: Partial<KeptMail> = {}): KeptMail => ({
  id,
  at,
  address: 'Erika@Muster.example',
  outcome: 'reply',
  ...change,
});
const held = (id: string, change: Partial<HeldMail> = {}): HeldMail => ({
  ...kept(id),
  outcome: 'held',
  reason: 'otherSender',
  ticketNumber: 'IMM-2026-000123-7',
  name: 'Änne',
  subject: 'Frage',
  text: 'Wörter',
  files: [{ id: 'upload-of-sixteen', name: 'bild.png' }],
  ...change,
});

describe.each(engines)('incoming mail on $name', ({ open }) => {
  test('is kept once, and the first outcome stands', async () => {
    const { storage } = await open();
    await storage.keepMail(kept('a'));
    await storage.keepMail(kept('a', { outcome: 'ignored', reason: 'own' }));
    expect(await storage.keptMail('a')).toEqual({ ...kept('a'), address: 'erika@muster.example' });
    expect(await storage.keptMail('b')).toBeUndefined();
  });

  test('counts the requests of one address', async () => {
    const { storage } = await open();
    await storage.keepMail(kept('a', { outcome: 'request' }));
    await storage.keepMail(kept('b', { outcome: 'request', at: at - 1 }));
    await storage.keepMail(kept('c'));
    await storage.keepMail(kept('d', { outcome: 'request', address: 'x@y.example' }));
    expect(await storage.requestsByMail('ERIKA@muster.example', at)).toBe(1);
  });

  test('waits with its words until one agent has decided, then the words are gone', async () => {
    const { storage } = await open();
    await storage.keepMail(held('later', { at: at + 1 }));
    await storage.keepMail(held('first'));
    await storage.keepMail(kept('other'));
    expect((await storage.heldMails(10)).map(({ id }) => id)).toEqual(['first', 'later']);
    expect(await storage.heldMail('first')).toEqual({ ...held('first'), address: 'erika@muster.example' });
    const settled = await Promise.all([1, 2, 3].map(() => storage.settleMail('first', 'agent', at)));
    expect(settled.filter(Boolean)).toHaveLength(1);
    expect(await storage.heldMail('first')).toBeUndefined();
    expect((await storage.heldMails(10)).map(({ id }) => id)).toEqual(['later']);
    expect(await storage.keptMail('first')).toMatchObject({ outcome: 'held' });
  });

  test('is forgotten after a time unless it waits', async () => {
    const { storage } = await open();
    for (const mail of [kept('old', { at: at - 1 }), kept('new'), held('waiting', { at: at - 1 })]) await storage.keepMail(mail);
    await storage.forgetMails(at);
    expect((await Promise.all(['old', 'new', 'waiting'].map(storage.keptMail))).map((mail) => mail?.id)).toEqual([
      undefined,
      'new',
      'waiting',
    ]);
  });

  test('goes with the person, files that waited too', async () => {
    const { storage } = await open();
    const organisation = { id: 'organisation-1', customerNo: 'K-1', name: 'Muster', products: [], contracts: [] };
    const contact = { id: customer.id, organisationId: organisation.id, email: 'erika@muster.example', name: 'Erika', mayOrder: true };
    await storage.saveCustomers([{ organisation, contacts: [contact] }]);
    await storage.keepMail(held('a'));
    await storage.keepMail(kept('b'));
    expect((await storage.erasePerson(customer.id)).uploads).toEqual(['upload-of-sixteen']);
    expect([await storage.keptMail('a'), await storage.keptMail('b')]).toEqual([undefined, undefined]);
  });

  test("goes with an address that nobody registered, with its tickets' names, words and files", async () => {
    const { storage, sql } = await open();
    const address = 'fremd@anderswo.example';
    const stranger: Principal = { kind: 'anonymous', id: strangerId(address), email: address, mayOrder: false, verifiedBy: 'none', at };
    const asked = request('c', {
      ownerId: stranger.id,
      organisationId: undefined,
      details: { contactEmail: address, contactName: 'Fritz Fremd' },
    });
    const opened = ticket(asked, { coverage: 'undecided', contactEmail: address, contactName: 'Fritz Fremd' });
    const content = { text: 'Hier schreibt Fritz Fremd', attachments: [{ uploadId: 'upload-in-the-mail' }] };
    const effects: Effect[] = [
      { kind: 'saveRequest', request: asked },
      { kind: 'createTicket', ticket: opened, events: [] },
    ];
    const said = message('c', 1, { content, authorId: stranger.id });
    await storage.commit(turn('c', {}, { messages: [said], effects, principal: stranger }));
    await storage.keepMail(held('a', { address, name: 'Fritz Fremd' }));
    await storage.keepMail(held('b'));
    expect(await storage.peopleOf('FREMD@anderswo.example')).toEqual([stranger.id]);
    expect((await storage.personData(stranger.id)).messages).toHaveLength(1);
    expect((await storage.mailsOf(address)).map(({ id }) => id)).toEqual(['a']);

    const gone = await storage.eraseAddress('FREMD@anderswo.example');
    expect(gone).toEqual({
      messages: 1,
      tickets: 1,
      orders: 0,
      people: [stranger.id],
      uploads: ['upload-in-the-mail', 'upload-of-sixteen'],
    });
    const left = await Promise.all(['messages', 'requests', 'tickets', 'incoming_mails'].map((table) => sql(`select * from ${table}`)));
    expect(JSON.stringify(left)).not.toMatch(/fritz|fremd@/i);
    expect(await storage.keptMail('b')).toBeDefined();
    expect((await storage.eraseAddress(address)).uploads).toEqual([]);
  });

  test('of a contact, a registration or a visitor who gave the address goes by the address as well, a colleague who was named stays', async () => {
    const { storage, sql } = await open();
    const organisation = { id: 'organisation-1', customerNo: 'K-1', name: 'Muster', products: [], contracts: [] };
    const contact = { organisationId: organisation.id, mayOrder: true };
    const email = 'erika@muster.example';
    await storage.saveCustomers([
      {
        organisation,
        contacts: [
          { ...contact, id: customer.id, email, name: 'Erika' },
          { ...contact, id: 'contact-2', email: 'karl@muster.example', name: 'Karl' },
        ],
      },
    ]);
    for (const ownerId of ['dl_visitor', 'contact-2']) {
      const asked = request(`c-${ownerId}`, { ownerId });
      const opened = ticket(asked, { coverage: 'undecided', ownerId, contactEmail: email });
      await run(storage, `c-${ownerId}`, { kind: 'saveRequest', request: asked }, { kind: 'createTicket', ticket: opened, events: [] });
    }
    expect(await storage.peopleOf(email)).toEqual([customer.id, strangerId(email), 'dl_visitor']);
    await storage.eraseAddress(email);
    expect(await storage.contactByEmail(email)).toBeUndefined();
    expect((await storage.contactById('contact-2'))?.contact.name).toBe('Karl');
    expect(await sql(`select owner_id from tickets where contact_email is null`)).toEqual([{ owner_id: 'dl_visitor' }]);
  });

  test('finds open offers of a person and those passed on in the company, no others', async () => {
    const { storage } = await open();
    const mine = request('c');
    const made = offer(mine);
    await run(storage, 'c', { kind: 'saveRequest', request: mine }, makeOffer(made));
    const ids = async (owner: string, organisation?: string) => (await storage.openOffersFor(owner, organisation)).map(({ id }) => id);
    expect(await ids(mine.ownerId)).toEqual([saved(made).id]);
    expect(await ids('somebody', 'organisation-1')).toEqual([]);
    expect(await ids('somebody')).toEqual([]);
  });
});
