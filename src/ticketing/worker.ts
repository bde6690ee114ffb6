/** Works the outbox of ticketing off: several tickets at a time, each one's items in order, until they are done or a person has to look. */
import { z } from 'zod';
import type { OutboxItem, OutboxStore } from '../domain/ports.ts';
import { type TicketingStore, type TicketingWork, TicketSystemError } from '../domain/ticketing.ts';
import { coverages, ticketStates } from '../domain/vocabulary.ts';
import { backOff } from './back-off.ts';
import { bring, type Outcome } from './bring.ts';
import type { BringParts } from './bring-parts.ts';

export interface WorkerParts extends BringParts {
  readonly store: OutboxStore & TicketingStore;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface Worker {
  /** Does everything that is due now. Out: how many items were begun. */
  runDue(): Promise<number>;
  /** Asks the system for changes and puts reads into the queue. */
  poll(): Promise<void>;
  /** Looks for work and for changes until closed. */
  start(every: { workMs: number; pollMs: number }): void;
  /** Resolves when nothing runs any more. */
  close(): Promise<void>;
}

const atOnce = 4;
/** One piece of work makes at most so many requests that run into their time-out; after that another process may have it. */
const requestsPerLease = 15;
const slowRetryMs = 5 * 60_000;
const lateAfter = 8;

const stand = z.object({ state: z.enum(ticketStates), coverage: z.enum(coverages), orderId: z.string().optional() });
const ticketId = z.string();
const work: z.ZodType<TicketingWork> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create'), ticketId, stand }),
  z.object({ kind: z.literal('change'), ticketId, stand, events: z.array(z.string()) }),
  z.object({ kind: z.literal('read'), ticketId }),
  z.object({ kind: z.literal('sweep'), ticketId }),
]);

export function makeWorker(parts: WorkerParts): Worker {
  const { store, system, now, log } = parts;
  const leaseMs = Math.max(60_000, requestsPerLease * system.capabilities.timeoutMs);
  let running: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** A failure of sign-in or set-up is alarmed until something works again. */
  let alarmed = false;
  const handles: NodeJS.Timeout[] = [];

  const doItem = async (item: OutboxItem): Promise<void> => {
    const job = work.parse(item.payload);
    const outcome = await bring(parts, job, item.attempts).catch((error: unknown) => {
      alarmed ||= isSetup(error);
      return failure(parts, job, item, error);
    });
    if (closed && outcome.kind === 'again') return store.failed(item.id, now(), outcome.why);
    if (outcome.kind === 'done') {
      await store.done(item.id, now());
      if (alarmed) await store.clearAlarm('system', 'setup');
      alarmed = false;
      if (item.attempts >= lateAfter) await store.clearAlarm(job.ticketId, 'late');
    } else if (outcome.kind === 'again') await store.failed(item.id, outcome.at, outcome.why);
    else {
      log.error({ ticketId: job.ticketId, work: job.kind, why: outcome.why }, 'ticketing.given-up');
      await store.failed(item.id, 'dead', outcome.why);
    }
  };

  const runAll = async (): Promise<number> => {
    let begun = 0;
    const next = async () => (await store.claim(now(), now() + leaseMs, 1, 'ticketing'))[0];
    const loop = async (first: OutboxItem | undefined): Promise<void> => {
      for (let item = first; item && !closed; item = await next()) {
        const { key } = item;
        begun += 1;
        await doItem(item).catch((error: unknown) => log.error({ err: error, item: key }, 'ticketing.failed'));
      }
    };
    const first = await next();
    if (first) await Promise.all([loop(first), ...Array.from({ length: atOnce - 1 }, async () => loop(await next()))]);
    return begun;
  };

  const pollOnce = async (): Promise<void> => {
    const { items, next } = await system.changedSince(await store.cursor(system.name));
    await store.readChanged(system.name, items, now());
    await store.saveCursor(system.name, next);
  };

  const inTurn = <T>(task: () => Promise<T>, otherwise: T): Promise<T> => {
    const result = running.then(() => (closed ? otherwise : task()));
    running = result.catch(() => undefined);
    return result;
  };
  const runDue = () => inTurn(runAll, 0);
  const poll = () => inTurn(pollOnce, undefined);

  return {
    runDue,
    poll,
    start({ workMs, pollMs }) {
      let idle = true;
      const tick = () => {
        if (!idle) return;
        idle = false;
        void runDue()
          .catch((error: unknown) => log.error({ err: error }, 'ticketing.failed'))
          .finally(() => {
            idle = true;
          });
      };
      const look = () => void poll().catch((error: unknown) => log.warn({ err: error }, 'ticketing.poll-failed'));
      handles.push(setInterval(tick, workMs).unref(), setInterval(look, pollMs).unref());
      tick();
      look();
    },
    async close() {
      closed = true;
      for (const handle of handles) clearInterval(handle);
      await running;
    },
  };
}

const isSetup = (error: unknown): boolean =>
  error instanceof TicketSystemError && (error.kind === 'auth' || error.kind === 'misconfigured');

/** What a failure of the system means for the item; anything else is a bug and is tried again, seldom. */
async function failure(
  { store, system, now, random, log }: WorkerParts,
  job: TicketingWork,
  item: OutboxItem,
  error: unknown,
): Promise<Outcome> {
  if (item.attempts >= lateAfter)
    await store.raiseAlarm({ about: job.ticketId, kind: 'late', text: `${item.attempts} attempts`, at: now() });
  if (!(error instanceof TicketSystemError)) {
    log.error({ err: error, item: item.key }, 'ticketing.failed');
    return { kind: 'again', at: now() + slowRetryMs, why: error instanceof Error ? error.message : String(error) };
  }
  const why = `${error.kind}: ${error.message}`;
  const wait = backOff(item.attempts, random());
  switch (error.kind) {
    case 'rateLimited':
      return { kind: 'again', at: now() + (error.retryAfterMs ?? wait), why };
    case 'auth':
    case 'misconfigured':
      await store.raiseAlarm({ about: 'system', kind: 'setup', text: why, at: now() });
      return { kind: 'again', at: now() + slowRetryMs, why };
    case 'invalid':
    case 'refused':
      await store.raiseAlarm({ about: job.ticketId, kind: 'needsAttention', text: why, at: now() });
      return { kind: 'givenUp', why };
    case 'notFound':
      await store.raiseAlarm({ about: job.ticketId, kind: 'gone', text: why, at: now() });
      return { kind: 'givenUp', why };
    default:
      // After a lost answer the next attempt must not overtake the first.
      return { kind: 'again', at: now() + Math.max(wait, error.outcome === 'unknown' ? system.capabilities.settleMs : 0), why };
  }
}
