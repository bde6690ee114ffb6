/** News of a ticket system on both databases: deliveries once, and no status outside that shows work nobody ordered. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SystemTicket, TicketSystem } from '../../src/domain/ticketing.ts';
import { outsideSystems } from '../../src/domain/ticketing.ts';
import type { TicketState } from '../../src/domain/vocabulary.ts';
import { engines } from '../storage/engines.ts';
import { systems } from './systems.ts';
import { makeWorld, workerOn } from './world.ts';

const ours = systems.find(({ name }) => name === 'embedded');

describe.each(engines)('news from outside on $name', ({ open }) => {
  async function brought(change: { coverage?: 'billable' } = {}) {
    let at = Date.UTC(2026, 10, 23, 9);
    const connected = await ours?.connect({ now: () => at });
    if (!connected) throw new Error('Our own system is missing');
    const first = await open();
    await first.storage.close();
    const storage = await first.again({ ticketSystem: connected.system.name });
    const world = await makeWorld(connected.system, () => at, Math.random, storage);
    onTestFinished(() => connected.close());
    const ticket = await world.make(change);
    await world.worker.runDue();
    const [there] = await connected.system.findByReference(ticket.number);
    if (!there) throw new Error('the ticket is not there');
    /** A delivery arrives, and the ticket is read with this status. */
    const arrives = async (deliveryId: string, rawStatus: string, state?: TicketState) => {
      at += 5000;
      const shown: SystemTicket = { ...there, state, rawStatus, updatedAt: at };
      const strange: TicketSystem = { ...connected.system, get: async () => shown };
      const kept = await storage.webhookArrived(connected.system.name, { deliveryId, ticketId: there.id }, at, at + 1000);
      at += 1000;
      await workerOn(storage, strange, () => at).runDue();
      return kept;
    };
    const file = async () => (await storage.ticketFile(ticket.id)) ?? expect.fail('the ticket is gone');
    const alarms = async () => (await storage.alarms(10)).map(({ about, kind, text }) => [about, kind, text]);
    return { storage, ticket, there, arrives, file, alarms };
  }

  test('a delivery counts once, also when it is sent five times at once', async () => {
    const { storage, there } = await brought();
    const system = ours?.name ?? outsideSystems[0];
    const at = Date.UTC(2026, 10, 23, 10);
    const once = () => storage.webhookArrived(system, { deliveryId: 'd-1', ticketId: there.id }, at, at + 1000);
    const outcomes = await Promise.all([once(), once(), once(), once(), once()]);
    expect(outcomes.toSorted()).toEqual(['new', 'seen', 'seen', 'seen', 'seen']);
    const due = await storage.claim(at + 1000, at + 60_000, 10, 'ticketing');
    expect(due.filter(({ payload }) => JSON.stringify(payload).includes('"read"'))).toHaveLength(1);
  });

  test('a status that shows billable work without an order is kept raw and alarmed; ours stays until it is well', async () => {
    const { arrives, file, alarms, ticket, there } = await brought({ coverage: 'billable' });
    expect(await arrives('d-1', 'in Arbeit', 'open')).toBe('new');
    expect((await file()).ticket.state).toBe('new');
    expect((await file()).link?.rawStatus).toBe('in Arbeit');
    expect(await alarms()).toEqual([[ticket.id, 'orderRule', `${there.number}: in Arbeit`]]);
    expect(await arrives('d-1', 'in Arbeit', 'open')).toBe('seen');
    expect(await arrives('d-2', 'neu', 'new')).toBe('new');
    expect(await alarms()).toEqual([]);
    expect((await file()).ticket.state).toBe('new');
  });

  test('a status the map does not know changes nothing and is alarmed', async () => {
    const { arrives, file, alarms, ticket, there } = await brought();
    await arrives('d-1', 'eskaliert');
    expect((await file()).ticket.state).toBe('new');
    expect(await alarms()).toEqual([[ticket.id, 'unknownStatus', `${there.number}: eskaliert`]]);
  });

  test('a status our rules allow is taken over', async () => {
    const { arrives, file, alarms } = await brought();
    await arrives('d-1', 'in Arbeit', 'open');
    expect((await file()).ticket.state).toBe('open');
    expect(await alarms()).toEqual([]);
  });
});
