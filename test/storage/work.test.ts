/** Requests, offers, orders and tickets: what a turn changes in them, and what nobody can change twice. */
import { describe, expect, test } from 'vitest';
import type { Storage } from '../../src/domain/ports.ts';
import { engines } from './engines.ts';
import { agent, at, entry, event, load, makeOffer, offer, order, placeOrder, query, request, run, saved, ticket, turn } from './things.ts';

/** The conversation with one request and one open offer. */
async function withOffer(storage: Storage, c: string) {
  const asked = request(c);
  const made = offer(asked);
  expect(await run(storage, c, { kind: 'saveRequest', request: asked }, makeOffer(made))).toBe('committed');
  return { asked: saved(asked), made: saved(made) };
}

/** … ordered, with its ticket. */
async function withOrder(storage: Storage, c: string) {
  const { asked, made } = await withOffer(storage, c);
  const placed = order(made);
  const opened = ticket(asked, { orderId: placed.id });
  const effects = [placeOrder(made, placed), { kind: 'createTicket', ticket: opened, events: [event(opened.id)] }] as const;
  expect(await run(storage, c, ...effects)).toBe('committed');
  return { asked, made, placed: saved(placed), opened: saved(opened) };
}

describe.each(engines)('work on $name', ({ open, shared }) => {
  test('comes back as it was saved, with everything that belongs to it', async () => {
    const { storage, c } = await shared();
    const { asked, made, placed, opened } = await withOrder(storage, c);
    const loaded = await load(storage, c);
    expect(loaded.requests).toEqual([asked]);
    expect(loaded.offers).toEqual([{ ...saved(made), state: 'accepted', decidedAt: at }]);
    expect(loaded.orders).toEqual([placed]);
    expect(loaded.tickets).toEqual([opened]);
  });

  test('keeps what was left out as left out', async () => {
    const { storage, c } = await shared();
    const bare = request(c, { organisationId: undefined, assessment: undefined, facts: {}, details: {} });
    await run(storage, c, { kind: 'saveRequest', request: bare });
    expect((await load(storage, c)).requests).toEqual([saved(bare)]);
  });

  test('is listed newest first and at most 20', async () => {
    const { storage, c } = await shared();
    const all = Array.from({ length: 23 }, (_, n) => request(c, { createdAt: at + n, subject: `${n}` }));
    await run(storage, c, ...all.map((one) => ({ kind: 'saveRequest', request: one }) as const));
    const found = (await load(storage, c)).requests.map((one) => one.subject);
    expect(found).toEqual(Array.from({ length: 20 }, (_, n) => `${22 - n}`));
  });

  test('changes a request only from the version that was read', async () => {
    const { storage, c } = await shared();
    const { asked } = await withOffer(storage, c);
    const change = { kind: 'saveRequest', request: { ...asked, subject: 'Neu' } } as const;
    expect(await run(storage, c, change)).toBe('committed');
    expect(await run(storage, c, change)).toBe('conflict');
    expect((await load(storage, c)).requests).toMatchObject([{ subject: 'Neu', version: 2 }]);
  });

  test('has one open offer per request', async () => {
    const { storage, c } = await shared();
    const { asked } = await withOffer(storage, c);
    expect(await run(storage, c, makeOffer(offer(asked)))).toBe('conflict');
  });

  test('replaces an offer in one turn, whichever effect comes first', async () => {
    const { storage, c } = await shared();
    const { asked, made } = await withOffer(storage, c);
    const better = offer(asked, { offeredAt: at + 1 });
    const superseded = { kind: 'decideOffer', offer: made, to: 'superseded', at, ledger: entry('superseded', made) } as const;
    expect(await run(storage, c, makeOffer(better), superseded)).toBe('committed');
    expect((await load(storage, c)).offers).toMatchObject([
      { id: better.id, state: 'open' },
      { id: made.id, state: 'superseded' },
    ]);
  });

  test('decides an offer once: the second press is a conflict and orders nothing', async () => {
    const { storage, c } = await shared();
    const { made } = await withOrder(storage, c);
    expect(await run(storage, c, placeOrder(made, order(made)))).toBe('conflict');
    expect((await load(storage, c)).orders).toHaveLength(1);
  });

  test('orders once when two people press at the same moment in different conversations', async () => {
    const { storage, c } = await shared();
    const { made } = await withOffer(storage, c);
    const loaded = await load(storage, c);
    const here = turn(c, loaded, { effects: [placeOrder(made, order(made))] });
    const there = turn(`${c}-other`, {}, { effects: [placeOrder(made, order(made))] });
    expect((await Promise.all([storage.commit(here), storage.commit(there)])).sort()).toEqual(['committed', 'conflict']);
    expect((await load(storage, c)).orders).toHaveLength(1);
  });

  test('accepts an offer by an order only, and orders by an acceptance only', async () => {
    const { storage, c } = await shared();
    const { made } = await withOffer(storage, c);
    const ledger = entry('ordered', made);
    const bare = { kind: 'decideOffer', offer: made, to: 'accepted', at, ledger } as const;
    await expect(run(storage, c, bare)).rejects.toMatchObject({ code: 'turn-inconsistent' });
    await expect(run(storage, c, { ...bare, to: 'declined', order: order(made) })).rejects.toMatchObject({ code: 'turn-inconsistent' });
    expect((await load(storage, c)).offers).toMatchObject([{ state: 'open' }]);
  });

  test('passes an offer on without deciding it', async () => {
    const { storage, c } = await shared();
    const { made } = await withOffer(storage, c);
    const forward = { kind: 'forwardOffer', offer: made, at: at + 5, ledger: entry('forwarded', made) } as const;
    expect(await run(storage, c, forward)).toBe('committed');
    expect((await load(storage, c)).offers).toEqual([{ ...saved(made), forwardedAt: at + 5 }]);
    expect(await run(storage, c, forward)).toBe('conflict');
  });

  test('has one ticket per request and one request per number', async () => {
    const { storage, c } = await shared();
    const { asked, opened } = await withOrder(storage, c);
    expect(await run(storage, c, { kind: 'createTicket', ticket: ticket(asked), events: [] })).toBe('conflict');
    const other = request(c);
    const sameNumber = ticket(other, { number: opened.number });
    expect(await run(storage, c, { kind: 'saveRequest', request: other }, { kind: 'createTicket', ticket: sameNumber, events: [] })).toBe(
      'conflict',
    );
  });

  test('changes a ticket only from the version that was read, and adds to its history', async () => {
    const { storage, c } = await shared();
    const { opened } = await withOrder(storage, c);
    const change = {
      kind: 'changeTicket',
      ticket: { ...opened, urgency: 'high', updatedAt: at + 1 },
      events: [event(opened.id, { kind: 'detail' })],
    } as const;
    expect(await run(storage, c, change)).toBe('committed');
    const again = { ...change, events: [event(opened.id)] };
    expect(await run(storage, c, again)).toBe('conflict');
    expect((await load(storage, c)).tickets).toMatchObject([{ urgency: 'high', version: 2 }]);
    expect((await storage.ticketByNumber(agent, opened.number))?.events).toHaveLength(2);
  });

  test('does not let a billable ticket into work before its order is confirmed', async () => {
    const { storage, sql, c } = await shared();
    const { opened, placed } = await withOrder(storage, c);
    const work = { kind: 'changeTicket', ticket: { ...opened, state: 'open' }, events: [] } as const;
    await expect(run(storage, c, work)).rejects.toThrow('needs a confirmed order');
    await sql(`update orders set state = 'confirmed' where id = '${placed.id}'`);
    expect(await run(storage, c, work)).toBe('committed');
    await expect(sql(`update orders set state = 'cancelled' where id = '${placed.id}'`)).rejects.toThrow('in work');
  });

  test('does not take a new billable ticket that is in work at once, and takes a covered one', async () => {
    const { storage, c } = await shared();
    const asked = request(c);
    const save = { kind: 'saveRequest', request: asked } as const;
    const billable = ticket(asked, { state: 'open' });
    await expect(run(storage, c, save, { kind: 'createTicket', ticket: billable, events: [] })).rejects.toThrow('needs a confirmed order');
    expect(await run(storage, c, save, { kind: 'createTicket', ticket: { ...billable, coverage: 'covered' }, events: [] })).toBe(
      'committed',
    );
  });

  test('brings an offer of another conversation with its request, order and ticket when it is named', async () => {
    const { storage, c } = await shared();
    const { asked, made, placed, opened } = await withOrder(storage, c);
    const elsewhere = await storage.load(query('page', { offerId: made.id }));
    expect(elsewhere).toMatchObject({ requests: [asked], offers: [{ id: made.id }], orders: [placed], tickets: [opened] });
    expect((await storage.load(query('page', { offerId: 'unknown' }))).offers).toEqual([]);
    expect((await storage.load(query(c, { offerId: made.id }))).offers).toHaveLength(1);
  });

  test('reserves ticket numbers once for ever, year by year', async () => {
    const { storage, again } = await open();
    const numbers = await Promise.all(Array.from({ length: 20 }, (_, n) => storage.reserveTicketNumbers(2026, (n % 3) + 1)));
    const used = numbers.flatMap((first, n) => Array.from({ length: (n % 3) + 1 }, (_, offset) => first + offset));
    expect(used.sort((a, b) => a - b)).toEqual(Array.from({ length: used.length }, (_, n) => n + 1));
    expect(await storage.reserveTicketNumbers(2027, 1)).toBe(1);
    await storage.close();
    expect(await (await again()).reserveTicketNumbers(2026, 1)).toBe(used.length + 1);
  });
});
