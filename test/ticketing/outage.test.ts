/** Tickets through an outage and a bad network: each arrives once, and what happened to it in the order in which it happened. */
import { expect, test } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { AlarmKind, TicketSystem } from '../../src/domain/ticketing.ts';
import type { Fault, FaultPlan } from './fault-proxy.ts';
import { type Connected, realSystems, systems } from './systems.ts';
import { makeWorld, seeded, type World } from './world.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 9);

/** Nothing works: no answer, no system, or a gateway that is sorry; now and then something is done before the line breaks. */
const outage =
  (random: () => number): FaultPlan =>
  ({ write }) =>
    pick(random, write ? ['cut', 503, 'cut', 503, 'cutAnswer'] : ['cut', 503]);
/** Most things work; every fifth request fails, be it a change or a look. */
const badNetwork =
  (random: () => number): FaultPlan =>
  ({ write }) => {
    if (random() >= 1 / 5) return undefined;
    return pick(random, write ? ['cutAnswer', 'cutAnswer', 'garble', 'cut', 500, 429] : ['cut', 'garble', 500, 429]);
  };

const pick = (random: () => number, from: readonly Fault[]): Fault | undefined => from[Math.floor(random() * from.length)];

/** Two changes each: a message, then a message with a new state. */
async function makeHalf(world: World, count: number): Promise<Ticket[]> {
  const made: Ticket[] = [];
  for (let n = 0; n < count; n += 1) made.push(await world.make());
  const once: Ticket[] = [];
  for (const ticket of made) once.push(await world.change(ticket, 'Nachtrag eins'));
  const twice: Ticket[] = [];
  for (const ticket of once) twice.push(await world.change(ticket, 'Nachtrag zwei', 'waitingCustomer'));
  return twice;
}

interface Result {
  readonly tickets: number;
  readonly surplus: number;
  readonly lost: number;
  readonly outOfOrder: number;
  readonly doubledMessages: number;
}

/** What became of one ticket. */
interface Arrival {
  readonly hits: number;
  readonly isInOrder: boolean;
  readonly doubledMessages: number;
}

async function lookAt(system: TicketSystem, world: World, ticket: Ticket): Promise<Arrival> {
  const hits = await system.findByReference(ticket.number);
  const [hit] = hits;
  if (!hit) return { hits: 0, isInOrder: true, doubledMessages: 0 };
  const lines = (await system.history(hit.id)).filter((line) => line.author === 'us' || line.id.endsWith('created'));
  const at = (text: string) => lines.findIndex((line) => line.text?.includes(text));
  const order = [at(ticket.body), at('Nachtrag eins'), at('Nachtrag zwei'), lines.findLastIndex((line) => line.kind === 'status')];
  const isInOrder = !order.includes(-1) && order.every((place, n) => n === 0 || place > (order[n - 1] ?? 0));
  expect((await world.stored(ticket)).foreignNumber).toBe(hit.number);
  return {
    hits: hits.length,
    isInOrder: isInOrder && hit.state === 'waitingCustomer',
    doubledMessages: lines.filter((line) => line.text?.includes('Nachtrag')).length - 2,
  };
}

/** A real system works on four requests at once. */
const atOnce = 4;

/** What arrived there, read past the faults. */
async function judge(system: TicketSystem, world: World, tickets: readonly Ticket[]): Promise<Result> {
  const found: Arrival[] = [];
  for (let n = 0; n < tickets.length; n += atOnce)
    found.push(...(await Promise.all(tickets.slice(n, n + atOnce).map((ticket) => lookAt(system, world, ticket)))));
  const sum = (count: (arrival: Arrival) => number): number => found.reduce((total, arrival) => total + count(arrival), 0);
  return {
    tickets: tickets.length,
    surplus: sum(({ hits }) => Math.max(0, hits - 1)),
    lost: sum(({ hits }) => (hits === 0 ? 1 : 0)),
    outOfOrder: sum(({ isInOrder }) => (isInOrder ? 0 : 1)),
    doubledMessages: sum(({ doubledMessages }) => doubledMessages),
  };
}

const counted = (connected: Connected): string => [...connected.faults.done].map(([fault, count]) => `${fault} ${count}`).join(', ');
const nothingWrong = (tickets: number): Result => ({ tickets, surplus: 0, lost: 0, outOfOrder: 0, doubledMessages: 0 });

test('300 tickets reach our own system through ten minutes of outage and a bad network', async () => {
  const random = seeded(4);
  const ours = systems.find((system) => system.name === 'embedded');
  let at = start;
  let last = 0;
  // No two lines of a history at the same moment.
  const ticking = () => {
    last = Math.max(last, at) + 1;
    return last;
  };
  const connected = await ours?.connect({ now: ticking });
  if (!connected) throw new Error('Our own system is missing');
  const world = await makeWorld(connected.system, () => at, random);
  const until = async (time: number): Promise<void> => {
    for (; at < time; at += 5000) await world.worker.runDue();
  };

  connected.faults.plan(outage(random));
  const first = await makeHalf(world, 150);
  await until(start + 10 * minute);
  connected.faults.plan(badNetwork(random));
  const second = await makeHalf(world, 150);
  await until(start + 50 * minute);
  connected.faults.plan();

  const result = await judge(connected.system, world, [...first, ...second]);
  console.log(`embedded: ${JSON.stringify(result)}; ${connected.faults.seen()} calls; faults: ${counted(connected)}`);
  expect(result).toEqual(nothingWrong(300));
  expect((await world.storage.alarms(10)).filter((alarm) => alarm.kind === 'needsAttention' || alarm.kind === 'late')).toEqual([]);
  expect(world.errors).toEqual([]);
  await world.close();
  await connected.close();
}, 120_000);

/** Our clock runs faster; what the real system needs to settle must not. */
const speed = 60;
const settleMs = 4000;

// Side by side: most of it is waiting.
test.concurrent.each(realSystems)(
  '40 tickets reach $name through an outage and a bad network',
  async ({ name, connect }) => {
    const random = seeded(40);
    const connected = await connect();
    const begun = Date.now();
    // Behind the real clock all the while: no ticket there may seem older than ours.
    const now = () => begun - 24 * 60 * minute + (Date.now() - begun) * speed;
    const capabilities = { ...connected.system.capabilities, settleMs: settleMs * speed, timeoutMs: 20_000 * speed };
    const world = await makeWorld({ ...connected.system, capabilities }, now, random);
    const tickets: Ticket[] = [];

    connected.faults.plan(outage(random));
    tickets.push(...(await makeHalf(world, 20)));
    world.worker.start({ workMs: 50, pollMs: 3_600_000 });
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    connected.faults.plan(badNetwork(random));
    tickets.push(...(await makeHalf(world, 20)));
    const arrived = async (): Promise<boolean> =>
      (await Promise.all(tickets.map((ticket) => isThere(connected, world, ticket)))).every(Boolean);
    while (!(await arrived())) {
      // Whatever a person would have to look at now never arrives by itself.
      const standing = await world.storage.alarms(10);
      expect(standing.filter(({ kind }) => !passing.includes(kind))).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    connected.faults.plan();
    await world.worker.close();

    const result = await judge(connected.system, world, tickets);
    const seconds = Math.round((Date.now() - begun) / 1000);
    console.log(`${name}: ${JSON.stringify(result)}; ${connected.faults.seen()} calls in ${seconds} s; faults: ${counted(connected)}`);
    expect(result).toEqual(nothingWrong(40));
    expect(world.errors).toEqual([]);
    await world.close();
    await connected.close();
  },
  1_500_000,
);

/** Alarms that end when what they tell of arrives. */
const passing: readonly AlarmKind[] = ['late', 'needsAttention'];

/** Everything of the ticket is done, as far as our own records say: its last status was read back. */
async function isThere(connected: Connected, world: World, ticket: Ticket): Promise<boolean> {
  const link = (await world.storage.ticketFile(ticket.id))?.link;
  return link?.rawStatus !== undefined && ['stalled', 'Feedback'].includes(link.rawStatus) && connected.system.name === link.system;
}
