/** What ticketing keeps: work in lanes, links, alarms, deliveries; and the one place where news from outside change a ticket. */
import { describe, expect, test } from 'vitest';
import { outsidePrincipalId, type SystemEvent, type SystemTicket } from '../../src/domain/ticketing.ts';
import { engines } from './engines.ts';
import { agent, at, event, fresh, request, run, saved, take, ticket } from './things.ts';

const minute = 60_000;
const there = (change: Partial<SystemTicket> = {}): SystemTicket => ({
  id: '7',
  number: '#7',
  state: 'new',
  rawStatus: 'new',
  subject: 'Betreff',
  createdAt: at,
  updatedAt: at,
  ...change,
});
const said = (change: Partial<SystemEvent> = {}): SystemEvent => ({
  id: '1',
  at,
  kind: 'message',
  visibility: 'public',
  author: 'agent',
  text: 'Antwort',
  ...change,
});

describe.each(engines)('ticketing on $name', ({ open }) => {
  const withRt = async () => {
    const first = await open();
    await first.storage.close();
    const storage = await first.again({ ticketSystem: 'rt' });
    const make = async (change: Parameters<typeof ticket>[1] = {}) => {
      const c = fresh('conversation');
      const asked = request(c);
      const made = ticket(asked, { id: fresh('ticket'), coverage: 'undecided', ...change });
      await run(storage, c, { kind: 'saveRequest', request: asked }, { kind: 'createTicket', ticket: made, events: [event(made.id)] });
      const changed = (old: typeof made, next: Partial<typeof made>) =>
        run(storage, c, {
          kind: 'changeTicket',
          ticket: { ...old, ...next },
          events: [event(made.id, { kind: 'state', from: old.state, to: next.state })],
        });
      return { made: saved(made), change: changed };
    };
    return { ...first, storage, make };
  };

  test('puts a ticket and its changes into the outbox in the turn that makes them, and gives them out in order', async () => {
    const { storage, make } = await withRt();
    const { made, change } = await make();
    await change(made, { state: 'open' });
    const other = await make();
    const claimed = await storage.claim(at, at + minute, 10, 'ticketing');
    expect(claimed.map(({ payload }) => payload)).toMatchObject([
      { kind: 'create', ticketId: made.id, stand: { state: 'new', coverage: 'undecided' } },
      { kind: 'create', ticketId: other.made.id },
    ]);
    expect(await storage.claim(at, at + minute, 10, 'ticketing')).toEqual([]);
    expect(await storage.claim(at, at + minute, 10)).toEqual([]);
    await storage.done(claimed[0]?.id ?? 0, at);
    expect((await storage.claim(at, at + minute, 10, 'ticketing')).map(({ payload }) => payload)).toMatchObject([
      { kind: 'change', ticketId: made.id, stand: { state: 'open' } },
    ]);
  });

  test('gives one item to one of two workers', async () => {
    const { storage, make } = await withRt();
    const { made, change } = await make();
    await change(made, { state: 'open' });
    const claims = await Promise.all([1, 2, 3, 4].map(() => storage.claim(at, at + minute, 5, 'ticketing')));
    expect(claims.flat()).toHaveLength(1);
  });

  test('brings a ticket from before the system was connected over with its first change', async () => {
    const { storage: alone, again } = await open();
    const asked = request('c');
    const old = ticket(asked, { coverage: 'undecided' });
    await run(alone, 'c', { kind: 'saveRequest', request: asked }, { kind: 'createTicket', ticket: old, events: [] });
    expect(await alone.claim(at, at + minute, 5, 'ticketing')).toEqual([]);
    await alone.close();
    const storage = await again({ ticketSystem: 'rt' });
    await run(storage, 'c', { kind: 'changeTicket', ticket: { ...saved(old), state: 'open' }, events: [] });
    expect((await storage.claim(at, at + minute, 5, 'ticketing')).map(({ payload }) => payload)).toMatchObject([
      { kind: 'create', ticketId: old.id },
    ]);
  });

  test('keeps id, number and raw status of the ticket outside, and plans the look for a second one', async () => {
    const { storage, make } = await withRt();
    const { made } = await make();
    await storage.posting(made.id, at + minute);
    expect((await storage.ticketFile(made.id))?.link).toMatchObject({
      system: 'rt',
      reference: made.number,
      posts: 1,
      settleUntil: at + minute,
    });
    await storage.posted(made.id, undefined);
    expect((await storage.ticketFile(made.id))?.link).toMatchObject({ posts: 0, settleUntil: undefined });
    await storage.brought(made.id, there(), at, at + 10 * minute);
    const file = await storage.ticketFile(made.id);
    expect(file?.ticket).toMatchObject({ foreignNumber: '#7', version: made.version });
    expect(file?.link).toMatchObject({ foreignId: '7', rawStatus: 'new', settleUntil: undefined });
    const due = await storage.claim(at + 10 * minute, at + 11 * minute, 5, 'ticketing');
    expect(due.map(({ payload }) => payload)).toContainEqual({ kind: 'sweep', ticketId: made.id });
    expect(await storage.ticketFile('nobody')).toBeUndefined();
  });

  test('does not send back what a turn took over from outside', async () => {
    const { storage, make } = await withRt();
    const { made } = await make();
    const [create] = await storage.claim(at, at + minute, 5, 'ticketing');
    await storage.done(create?.id ?? 0, at);
    const principal = { ...agent, id: outsidePrincipalId('rt') };
    const effects = [{ kind: 'changeTicket', ticket: { ...made, state: 'open' }, events: [] }] as const;
    expect(await take(storage, made.conversationId, { principal, effects })).toBe('committed');
    expect((await storage.ticketFile(made.id))?.ticket.state).toBe('open');
    expect(await storage.claim(at, at + minute, 5, 'ticketing')).toEqual([]);
  });

  test('keeps what was read: the raw status, and public words once, but none that are internal or ours', async () => {
    const { storage, make } = await withRt();
    const { made } = await make();
    await storage.brought(made.id, there(), at, at);
    const messages = [
      said({ author: 'requester' }),
      said({ id: '2', visibility: 'internal', text: 'geheim' }),
      said({ id: '3', author: 'us', text: 'von uns' }),
    ];
    const open = there({ state: 'open', rawStatus: 'open', updatedAt: at + 1 });
    for (const _ of [1, 2]) await storage.keepForeign(made.id, open, { takeover: { kind: 'same' }, messages, lastEvent: '3' }, at + 1);
    const events = (await storage.ticketByNumber(agent, made.number))?.events ?? [];
    expect(events.filter(({ kind }) => kind === 'message')).toMatchObject([{ author: 'customer', text: 'Antwort', visibility: 'public' }]);
    expect((await storage.ticketFile(made.id))?.link).toMatchObject({ lastEvent: '3', rawStatus: 'open', foreignUpdatedAt: at + 1 });
  });

  test('lets an alarm about a status stand once, with its first moment, until the status is well', async () => {
    const { storage, make } = await withRt();
    const { made } = await make({ coverage: 'billable' });
    await storage.brought(made.id, there(), at, at);
    const kept = { takeover: { kind: 'keep', alarm: 'orderRule' }, messages: [] } as const;
    for (const round of [1, 2]) await storage.keepForeign(made.id, there({ state: 'open', rawStatus: 'open' }), kept, at + round);
    expect(await storage.alarms(5)).toEqual([{ about: made.id, kind: 'orderRule', text: '#7: open', at: at + 1 }]);
    expect((await storage.ticketFile(made.id))?.alarms).toEqual(['orderRule']);
    await storage.keepForeign(made.id, there(), { takeover: { kind: 'keep' }, messages: [] }, at + 3);
    expect(await storage.alarms(5)).toEqual([]);
  });

  test('reads what changed outside, each change once, and what is not ours never', async () => {
    const { storage, make } = await withRt();
    const { made } = await make();
    await storage.brought(made.id, there(), at, at + 99 * minute);
    const create = await storage.claim(at, at + minute, 5, 'ticketing');
    await storage.done(create[0]?.id ?? 0, at);
    const changed = there({ rawStatus: 'open', updatedAt: at + 5000 });
    for (const _ of [1, 2]) await storage.readChanged('rt', [changed, there({ id: '99' })], at);
    expect(await storage.claim(at, at + minute, 5, 'ticketing')).toEqual([]);
    expect((await storage.claim(at + 2000, at + minute, 5, 'ticketing')).map(({ payload }) => payload)).toEqual([
      { kind: 'read', ticketId: made.id },
    ]);
  });

  test('keeps a delivery once and a cursor per system', async () => {
    const { storage, make } = await withRt();
    const { made } = await make();
    await storage.brought(made.id, there(), at, at + 99 * minute);
    const arrive = (ticketId: string, deliveryId: string) => storage.webhookArrived('rt', { ticketId, deliveryId }, at, at + 1000);
    expect([await arrive('7', 'a'), await arrive('7', 'a'), await arrive('8', 'b'), await arrive('8', 'b')]).toEqual([
      'new',
      'seen',
      'notOurs',
      'seen',
    ]);
    expect(await storage.cursor('rt')).toBe('');
    await storage.saveCursor('rt', '1');
    await storage.saveCursor('rt', '2');
    expect([await storage.cursor('rt'), await storage.cursor('redmine')]).toEqual(['2', '']);
  });

  test('lets later work pass what was given up, and takes it up again when a person says so', async () => {
    const { storage, make } = await withRt();
    const { made, change } = await make();
    await change(made, { state: 'open' });
    const [first] = await storage.claim(at, at + minute, 5, 'ticketing');
    await storage.failed(first?.id ?? 0, 'dead', 'no answer');
    await storage.raiseAlarm({ about: made.id, kind: 'needsAttention', text: 'x', at });
    const [second] = await storage.claim(at, at + minute, 5, 'ticketing');
    expect(second?.payload).toMatchObject({ kind: 'change' });
    await storage.failed(second?.id ?? 0, 'dead', 'never brought over');
    expect(await storage.revive(made.id, at + minute)).toBe(2);
    expect(await storage.alarms(5)).toEqual([]);
    expect((await storage.claim(at + minute, at + 2 * minute, 5, 'ticketing')).map(({ payload }) => payload)).toMatchObject([
      { kind: 'create' },
    ]);
  });

  test('makes our own ticket once per number, also at the same moment', async () => {
    const { storage } = await open();
    const wanted = {
      reference: fresh('IMM'),
      subject: 'Betreff',
      body: 'Text',
      requester: { email: 'e@muster.example' },
      category: 'other',
      state: 'new',
      coverage: 'undecided',
      createdAt: at,
    } as const;
    const outcomes = await Promise.all([1, 2, 3].map(() => storage.insertOwn(wanted)));
    expect(outcomes.toSorted()).toEqual(['created', 'found', 'found']);
    expect(await storage.ownTicketsOf('e@muster.example', true, 10, 0)).toHaveLength(1);
    const [own] = await storage.ownChangedSince(at, 10);
    if (!own) throw new Error('the ticket is not there');
    const line = (to: 'open' | 'closed') => event(own.id, { kind: 'state', from: own.state, to });
    expect(await storage.changeOwn(own, 'closed', line('closed'))).toBe('done');
    expect(await storage.changeOwn(own, 'open', line('open'))).toBe('conflict');
    const closed = await storage.ownTicket(own.id);
    expect(closed && (await storage.changeOwn(closed, 'open', line('open')))).toBe('refused');
    expect(await storage.ownTicketsOf('e@muster.example', true, 10, 0)).toEqual([]);
  });
});
