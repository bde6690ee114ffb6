/** The worker: from the turn's commit to the system outside and back, whatever fails on the way. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { type SystemTicket, type TicketSystem, TicketSystemError } from '../../src/domain/ticketing.ts';
import type { TicketState } from '../../src/domain/vocabulary.ts';
import { event, take } from '../storage/things.ts';
import { type Fault, nextFaults } from './fault-proxy.ts';
import { type Connected, draft, systems } from './systems.ts';
import { makeWorld, type World, workerOn } from './world.ts';

const minute = 60_000;

describe('the worker', () => {
  let at: number;
  let last: number;
  let connected: Connected;
  let world: World;
  const ours = systems[0];

  /** The same as if a lost request could still be worked on for three seconds. */
  const settling = (system: TicketSystem): TicketSystem => ({
    ...system,
    capabilities: { ...system.capabilities, idempotency: 'strong', settleMs: 3000 },
  });

  /** No two lines of a history at the same moment. */
  const ticking = (): number => {
    last = Math.max(last, at) + 1;
    return last;
  };

  beforeEach(async () => {
    last = 0;
    at = Date.UTC(2026, 10, 23, 9);
    if (!ours) throw new Error('Our own system is missing');
    connected = await ours.connect({ now: ticking });
    world = await makeWorld(
      connected.system,
      () => at,
      () => 0.999,
    );
  });
  afterEach(async () => {
    await world.close();
    await connected.close();
  });

  const later = async (ms: number): Promise<number> => {
    at += ms;
    return world.worker.runDue();
  };
  const found = (ticket: Ticket) => connected.system.findByReference(ticket.number);
  const first = async (ticket: Ticket): Promise<SystemTicket> => {
    const [hit] = await found(ticket);
    return hit ?? expect.fail('the ticket is not there');
  };
  /** Reads the ticket with another status than our own system would allow. */
  const reading = async (ticket: Ticket) => {
    const there = await first(ticket);
    return {
      async shows(state: TicketState) {
        at += 1000;
        const strange = { ...connected.system, get: async () => ({ ...there, state, rawStatus: state, updatedAt: at }) };
        await world.storage.readChanged('embedded', [{ ...there, rawStatus: state, updatedAt: at }], at);
        at += 2000;
        await workerOn(world.storage, strange, () => at).runDue();
      },
    };
  };
  const alarms = async () => (await world.storage.alarms(20)).map(({ about, kind }) => [about, kind]);

  test('brings a ticket over and keeps the number it has there', async () => {
    const ticket = await world.make();
    expect(await world.worker.runDue()).toBe(1);
    expect((await world.stored(ticket)).foreignNumber).toBe((await first(ticket)).number);
    expect(await world.worker.runDue()).toBe(0);
  });

  test('brings later changes over in their order', async () => {
    const ticket = await world.make();
    const once = await world.change(ticket, 'eins');
    await world.change(once, 'zwei', 'waitingCustomer');
    await world.worker.runDue();
    const { id, state } = await first(ticket);
    const said = (await connected.system.history(id)).map((line) => line.text ?? line.to);
    expect(said.slice(1)).toEqual([expect.stringContaining('eins'), expect.stringContaining('zwei'), 'waitingCustomer']);
    expect(state).toBe('waitingCustomer');
  });

  test('brings corrected fields over, with the line that says so kept from the customer there', async () => {
    const ticket = await world.make();
    const text = 'Betreff: alt → Berichtigter Betreff';
    const line = event(ticket.id, { id: randomUUID(), at, kind: 'detail', author: 'agent', text });
    const corrected = { ...ticket, subject: 'Berichtigter Betreff', product: 'karthago' };
    await take(world.storage, ticket.conversationId, { at, effects: [{ kind: 'changeTicket', ticket: corrected, events: [line] }] });
    await world.worker.runDue();
    const { id, subject } = await first(ticket);
    expect(subject).toBe('Berichtigter Betreff');
    const told = (await connected.system.history(id)).filter((one) => one.text?.includes(text));
    expect(told).toMatchObject([{ visibility: 'internal' }]);
  });

  test('holds a change back while what came before it has not arrived, and lets other tickets pass', async () => {
    connected.faults.plan(nextFaults('cut'));
    const stuck = await world.make();
    await world.change(stuck, 'eins');
    const free = await world.make();
    await world.worker.runDue();
    expect(await found(stuck)).toEqual([]);
    expect(await found(free)).toHaveLength(1);
    await later(5000);
    const texts = (await connected.system.history((await first(stuck)).id)).map((line) => line.text);
    expect(texts).toEqual([expect.stringContaining(stuck.body), expect.stringContaining('eins')]);
  });

  test.each<Fault>(['cutAnswer', 'garble'])('takes the one ticket it finds after %s, and sends no second one', async (fault) => {
    let created = 0;
    const counting: TicketSystem = {
      ...settling(connected.system),
      create: (wanted) => connected.system.create(wanted).finally(() => (created += 1)),
    };
    const other = await makeWorld(
      counting,
      () => at,
      () => 0.5,
    );
    onTestFinished(() => other.close());
    connected.faults.plan(nextFaults(fault));
    const ticket = await other.make();
    await other.worker.runDue();
    for (let step = 0; step < 10; step += 1) {
      at += 1000;
      await other.worker.runDue();
    }
    expect(created).toBe(1);
    expect((await other.stored(ticket)).foreignNumber).toBeDefined();
  });

  test('does not send again while the first request may still be worked on', async () => {
    let visible = false;
    let created = 0;
    const slow: TicketSystem = {
      ...settling(connected.system),
      create: async (wanted) => {
        created += 1;
        await connected.system.create(wanted);
        throw new TicketSystemError('unknown', 'time-out');
      },
      findByReference: async (reference) => (visible ? connected.system.findByReference(reference) : []),
      update: async () => [],
    };
    const other = await makeWorld(
      slow,
      () => at,
      () => 0.5,
    );
    onTestFinished(() => other.close());
    const ticket = await other.make();
    for (let ms = 0; ms < 2500; ms += 250) {
      await other.worker.runDue();
      at += 250;
    }
    visible = true;
    at += 1000;
    await other.worker.runDue();
    expect(created).toBe(1);
    expect((await other.stored(ticket)).foreignNumber).toBe(ticket.number);
  });

  test('calls a person after the third request without an answer, goes on seldom, and stops at last', async () => {
    const deaf: TicketSystem = {
      ...settling(connected.system),
      create: async () => {
        throw new TicketSystemError('unknown', 'time-out');
      },
    };
    const eventual: TicketSystem = { ...deaf, capabilities: { ...deaf.capabilities, idempotency: 'eventual' } };
    const other = await makeWorld(
      eventual,
      () => at,
      () => 0.5,
    );
    onTestFinished(() => other.close());
    const ticket = await other.make();
    for (let step = 0; step < 40; step += 1) {
      await other.worker.runDue();
      at += 5000;
    }
    expect((await other.storage.ticketFile(ticket.id))?.link?.posts).toBe(3);
    expect((await other.storage.alarms(5)).map(({ kind }) => kind)).toContain('needsAttention');
    expect(await other.storage.revive(ticket.id, at)).toBe(1);
    expect((await other.storage.alarms(5)).map(({ kind }) => kind)).not.toContain('needsAttention');
    expect(await other.worker.runDue()).toBe(1);
  });

  test('comes again exactly when it was told to', async () => {
    connected.faults.plan(nextFaults(429));
    const ticket = await world.make();
    await world.worker.runDue();
    await later(6999);
    expect(await found(ticket)).toEqual([]);
    await later(1);
    expect(await found(ticket)).toHaveLength(1);
  });

  test('alarms the operator about a wrong key, tries on, and ends the alarm when it works', async () => {
    let key = 'wrong';
    const locked: TicketSystem = {
      ...settling(connected.system),
      findByReference: async (reference) => {
        if (key === 'wrong') throw new TicketSystemError('auth', '401');
        return connected.system.findByReference(reference);
      },
    };
    const other = await makeWorld(
      locked,
      () => at,
      () => 0.5,
    );
    onTestFinished(() => other.close());
    const ticket = await other.make();
    await other.worker.runDue();
    expect(await other.storage.alarms(5)).toMatchObject([{ about: 'system', kind: 'setup' }]);
    key = 'right';
    at += 5 * minute;
    await other.worker.runDue();
    expect(await found(ticket)).toHaveLength(1);
    expect(await other.storage.alarms(5)).toEqual([]);
  });

  test('never takes a ticket that was there before with the same reference', async () => {
    const reference = draft().reference;
    await connected.system.create(draft({ reference, createdAt: at - 86_400_000 }));
    const ticket = await world.make({ number: reference });
    await world.worker.runDue();
    expect((await world.stored(ticket)).foreignNumber).toBeUndefined();
    expect(await alarms()).toEqual([[ticket.id, 'referenceTaken']]);
  });

  test('takes a status and a public answer back; one line of history each, however often it reads', async () => {
    const ticket = await world.make();
    await world.worker.runDue();
    const { id } = await first(ticket);
    const { next } = await connected.system.changedSince('');
    await world.storage.saveCursor('embedded', next);
    at += minute;
    await connected.desk.reply(id, 'Bitte starten Sie den Dienst neu.');
    await connected.desk.note(id, 'Kunde klingt verärgert');
    await connected.desk.setStatus(id, 'waitingCustomer');
    for (let round = 0; round < 3; round += 1) {
      await world.worker.poll();
      await later(10_000);
    }
    expect((await world.stored(ticket)).state).toBe('waitingCustomer');
    const agent = { kind: 'agent', id: 'a', mayOrder: false, verifiedBy: 'entra', at } as const;
    const events = (await world.storage.ticketByNumber(agent, ticket.number))?.events ?? [];
    expect(events.map(({ kind, visibility, author, text, to }) => [kind, visibility, author, text ?? to]).toSorted()).toEqual([
      ['created', 'public', 'system', ticket.body],
      ['message', 'public', 'agent', 'Bitte starten Sie den Dienst neu.'],
      ['state', 'public', 'agent', 'waitingCustomer'],
    ]);
  });

  test('keeps a foreign status that would show billable work without an order, and alarms until it is well', async () => {
    const ticket = await world.make({ coverage: 'billable' });
    await world.worker.runDue();
    const desk = await reading(ticket);
    await desk.shows('open');
    expect((await world.stored(ticket)).state).toBe('new');
    expect((await world.storage.ticketFile(ticket.id))?.link?.rawStatus).toBe('open');
    expect(await alarms()).toEqual([[ticket.id, 'orderRule']]);
    await desk.shows('new');
    expect(await alarms()).toEqual([]);
  });

  test('never overwrites that the customer declined, and brings it over', async () => {
    const ticket = await world.make();
    await world.change(ticket, 'Lieber nicht.', 'declined');
    await world.worker.runDue();
    expect((await first(ticket)).state).toBe('declined');
    await (await reading(ticket)).shows('open');
    expect((await world.stored(ticket)).state).toBe('declined');
    expect(await alarms()).toEqual([[ticket.id, 'orderRule']]);
  });

  test('tells an agent when the system refuses a status; ours holds', async () => {
    const ticket = await world.make();
    await world.worker.runDue();
    await connected.desk.setStatus((await first(ticket)).id, 'closed');
    await world.change(ticket, 'Doch noch etwas', 'open');
    await world.worker.runDue();
    expect((await world.stored(ticket)).state).toBe('open');
    expect(await alarms()).toEqual([[ticket.id, 'statusRefused']]);
  });

  test('of another process finishes what a killed one began, and makes no second ticket', async () => {
    const begun = Promise.withResolvers<void>();
    const dying: TicketSystem = {
      ...connected.system,
      create: async (wanted) => {
        await connected.system.create(wanted);
        begun.resolve();
        return new Promise(() => {});
      },
    };
    const ticket = await world.make();
    void workerOn(world.storage, dying, () => at).runDue();
    await begun.promise;
    expect(await world.worker.runDue()).toBe(0);
    await later(6 * minute);
    expect((await world.stored(ticket)).foreignNumber).toBe((await first(ticket)).number);
    expect((await world.storage.ticketFile(ticket.id))?.link?.posts).toBe(1);
  });

  test('folds a second ticket into the first when it looks for one ten minutes later', async () => {
    const folded: [string, string][] = [];
    const twins: TicketSystem = {
      ...settling(connected.system),
      findByReference: async (reference) => {
        const hits = await connected.system.findByReference(reference);
        return hits.flatMap((hit) => [hit, { ...hit, id: 'second', number: '#second' }]);
      },
      foldDuplicate: async (id, keep) => void folded.push([id, keep.number]),
      update: async () => [],
    };
    const other = await makeWorld(
      twins,
      () => at,
      () => 0.5,
    );
    onTestFinished(() => other.close());
    const ticket = await other.make();
    await other.worker.runDue();
    expect(folded).toEqual([]);
    at += 10 * minute;
    await other.worker.runDue();
    expect(folded).toEqual([['second', ticket.number]]);
  });

  test('leaves tickets alone when there is no system outside', async () => {
    const alone = await makeWorld({ ...connected.system, name: undefined as never }, () => at);
    onTestFinished(() => alone.close());
    const ticket = await alone.make();
    expect((await alone.storage.ticketFile(ticket.id))?.link).toBeUndefined();
    expect(await alone.storage.claim(at, at + minute, 10, 'ticketing')).toEqual([]);
  });
});
