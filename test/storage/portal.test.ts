/** The customers' pages: everybody reads what is theirs, and nothing else exists for them. */
import { describe, expect, test } from 'vitest';
import type { Principal } from '../../src/domain/identity.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { engines } from './engines.ts';
import { agent, at, customer, entry, event, load, makeOffer, offer, order, placeOrder, request, run, saved, ticket } from './things.ts';

const colleague: Principal = { ...customer, id: 'contact-2', mayOrder: false };
const otherCompany: Principal = { ...customer, id: 'contact-9', organisationId: 'organisation-9' };
const unverified: Principal = { ...customer, id: 'contact-3', verifiedBy: 'none' };
const staff: Principal = { ...agent, kind: 'staff', id: 'tenant:staff', organisationId: 'organisation-1' };
const visitor: Principal = { kind: 'anonymous', id: 'dl_visitor', mayOrder: false, verifiedBy: 'none', at };

async function ordered(storage: Storage, conversationId = 'c', owner: Principal = customer) {
  const asked = request(conversationId, { ownerId: owner.id, organisationId: owner.organisationId });
  const made = offer(asked);
  await run(storage, conversationId, { kind: 'saveRequest', request: asked }, makeOffer(made));
  const placed = order(saved(made));
  const opened = ticket(asked, { orderId: placed.id });
  const events = [event(opened.id), event(opened.id, { visibility: 'internal', at: at + 1, text: 'Rückruf vereinbart' })];
  await run(storage, conversationId, placeOrder(saved(made), placed), { kind: 'createTicket', ticket: opened, events });
  return { asked, made, placed, opened };
}

describe.each(engines)('reads on $name', ({ open }) => {
  test('show a ticket to its owner, verified colleagues and agents only', async () => {
    const { storage } = await open();
    const { opened } = await ordered(storage);
    const see = async (principal: Principal) => [
      (await storage.tickets(principal)).length,
      (await load(storage, 'x', { principal, wantTickets: true })).ownTickets.length,
      (await storage.ticketByNumber(principal, opened.number)) ? 1 : 0,
    ];
    for (const principal of [customer, colleague, agent]) expect(await see(principal)).toEqual([1, 1, 1]);
    for (const principal of [otherCompany, unverified, staff, visitor]) expect(await see(principal)).toEqual([0, 0, 0]);
  });

  test('show what is in hand before what is over, however much is over', async () => {
    const { storage, sql } = await open();
    const { opened } = await ordered(storage);
    const asked = request('d');
    const over = ticket(asked, { coverage: 'undecided', state: 'closed' });
    await run(storage, 'd', { kind: 'saveRequest', request: asked }, { kind: 'createTicket', ticket: over, events: [] });
    await sql(`update tickets set created_at = created_at - 1000 where id = '${opened.id}'`);
    const numbers = async (principal: Principal) => (await storage.tickets(principal)).map(({ number }) => number);
    expect(await numbers(customer)).toEqual([opened.number, over.number]);
    expect(await numbers(agent)).toEqual([over.number, opened.number]);
  });

  test('show a visitor without organisation the own ticket, and nobody else', async () => {
    const { storage } = await open();
    const asked = request('c', { ownerId: visitor.id, organisationId: undefined });
    const opened = ticket(asked, { coverage: 'undecided' });
    await run(storage, 'c', { kind: 'saveRequest', request: asked }, { kind: 'createTicket', ticket: opened, events: [] });
    expect(await storage.ticketByNumber(visitor, opened.number)).toMatchObject({ ticket: { id: opened.id }, offers: [], order: undefined });
    expect(await storage.ticketByNumber({ ...visitor, id: 'dl_other' }, opened.number)).toBeUndefined();
    expect(await storage.tickets(customer)).toEqual([]);
  });

  test('give a ticket with request, offers, order and public history; internal lines go to agents', async () => {
    const { storage } = await open();
    const { asked, made, placed, opened } = await ordered(storage);
    const view = await storage.ticketByNumber(colleague, opened.number);
    expect(view).toMatchObject({
      ticket: saved(opened),
      request: { id: asked.id },
      offers: [{ id: made.id, state: 'accepted' }],
      order: saved(placed),
    });
    expect(view?.events.map((line) => line.visibility)).toEqual(['public']);
    expect((await storage.ticketByNumber(agent, opened.number))?.events.map((line) => line.visibility)).toEqual(['public', 'internal']);
  });

  test('list tickets newest first, and ten of them in a load', async () => {
    const { storage } = await open();
    for (let n = 0; n < 12; n += 1) {
      const asked = request('c');
      const one = ticket(asked, { coverage: 'covered', createdAt: at + n, subject: `${n}` });
      await run(storage, 'c', { kind: 'saveRequest', request: asked }, { kind: 'createTicket', ticket: one, events: [] });
    }
    const expected = Array.from({ length: 12 }, (_, n) => `${11 - n}`);
    expect((await storage.tickets(customer)).map((one) => one.subject)).toEqual(expected);
    expect((await load(storage, 'c', { wantTickets: true })).ownTickets.map((one) => one.subject)).toEqual(expected.slice(0, 10));
    expect((await load(storage, 'c')).ownTickets).toEqual([]);
  });

  test('give an offer with what belongs to it to those who may see it', async () => {
    const { storage } = await open();
    const { made, placed, opened } = await ordered(storage);
    expect(await storage.offerById(colleague, made.id)).toMatchObject({
      offer: { state: 'accepted' },
      order: { id: placed.id },
      ticket: { id: opened.id },
    });
    expect(await storage.offerById(otherCompany, made.id)).toBeUndefined();
    expect(await storage.offerById(customer, 'unknown')).toBeUndefined();
  });

  test('list own open offers, and those of colleagues once they were passed on', async () => {
    const { storage } = await open();
    const asked = request('c');
    const made = offer(asked);
    await run(storage, 'c', { kind: 'saveRequest', request: asked }, makeOffer(made));
    const openFor = async (principal: Principal) => (await storage.openOffers(principal)).map((one) => one.id);
    expect(await openFor(customer)).toEqual([made.id]);
    expect(await openFor(colleague)).toEqual([]);
    await run(storage, 'c', { kind: 'forwardOffer', offer: saved(made), at, ledger: entry('forwarded', made) });
    expect(await openFor(colleague)).toEqual([made.id]);
    expect(await openFor(otherCompany)).toEqual([]);
    expect(await openFor(unverified)).toEqual([]);
    const forwarded = { ...saved(made), version: 2 };
    await run(storage, 'c', { kind: 'decideOffer', offer: forwarded, to: 'declined', at, ledger: entry('declined', made) });
    expect(await openFor(customer)).toEqual([]);
  });

  test('give a receipt with the ledger row of the order and the head of the ledger', async () => {
    const { storage } = await open();
    const { placed, made, opened } = await ordered(storage);
    const receipt = await storage.receipt(customer, placed.id);
    expect(receipt).toMatchObject({ order: { id: placed.id }, offer: { id: made.id }, ticket: { id: opened.id } });
    expect(receipt?.ledger).toMatchObject({ n: 2, kind: 'ordered', orderId: placed.id });
    expect(receipt?.head).toEqual({ count: 2, hash: receipt?.ledger.hash, at: receipt?.ledger.at });
    expect(await storage.receipt(otherCompany, placed.id)).toBeUndefined();
    expect(await storage.receipt(customer, 'unknown')).toBeUndefined();
  });
});
