/** Finds in the message table what nobody is sending: left by an earlier process, by a turn of another channel, or after a failure. */
import type { Log } from '../domain/log.ts';
import type { MessageStore } from '../domain/ports.ts';
import { addressSchema } from './address.ts';
import { repeatsAfterCrash } from './send-policy.ts';
import type { QueuedMessage, SendQueue } from './send-queue.ts';
import type { Timing } from './timing.ts';

export interface DueScanOptions {
  readonly store: Pick<MessageStore, 'dueMessages' | 'markDelivery'>;
  readonly queue: Pick<SendQueue, 'add' | 'holds'>;
  /** Conversations that take nothing until the person writes again. */
  readonly parked: Pick<ReadonlySet<string>, 'has' | 'size'>;
  readonly timing: Timing;
  readonly log: Log;
}

export interface DueScan {
  /** Scans now, then regularly. */
  start(): void;
  /** Scans in a moment; many calls make one scan. */
  request(): void;
  /** Resolves when no scan is running or asked for. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const batch = 200;
const soon = 250;
const regularly = 30_000;
/** A message taken by another process counts as abandoned after this. */
const abandonedAfter = 120_000;
/** Nobody wants to read last week's replies on coming back. */
const parkedFor = 72 * 3_600_000;

type Row = Awaited<ReturnType<MessageStore['dueMessages']>>[number];

export function createDueScan({ store, queue, parked, timing, log }: DueScanOptions): DueScan {
  let first = true;
  let running: Promise<void> | undefined;
  let requested: Promise<void> | undefined;
  let cancel: () => void = () => undefined;
  let closed = false;

  async function scan(): Promise<void> {
    const rows = await store.dueMessages(batch + parked.size * batch);
    const fresh: QueuedMessage[] = [];
    for (const row of rows) if (!queue.holds(row) && (await isToSend(row))) fresh.push(...queued(row, log));
    first = false;
    queue.add(fresh);
  }

  async function isToSend(row: Row): Promise<boolean> {
    const age = timing.now() - row.at;
    if (parked.has(row.conversationId)) return age > parkedFor ? bury(row) : false;
    if (row.delivery === 'due') return true;
    if (!first && age <= abandonedAfter) return false;
    return repeatsAfterCrash(row) || bury(row);
  }

  async function bury({ conversationId, seq }: Row): Promise<false> {
    await store.markDelivery(conversationId, seq, 'dead');
    return false;
  }

  function run(): Promise<void> {
    running ??= scan()
      .catch((error: unknown) => log.error({ err: error }, 'messages that are due could not be read'))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  function repeat(): void {
    if (closed) return;
    void run();
    cancel = timing.after(regularly, repeat);
  }

  return {
    start: repeat,
    request() {
      if (closed) return;
      requested ??= new Promise<void>((resolve) => timing.after(soon, resolve)).then(() => {
        requested = undefined;
        return closed ? undefined : run();
      });
    },
    async idle() {
      while (running || requested) await Promise.all([running, requested]);
    },
    async close() {
      closed = true;
      cancel();
      await running;
    },
  };
}

function queued(row: Row, log: Log): QueuedMessage[] {
  const address = addressSchema.safeParse(row.address);
  if (!address.success) {
    log.error({ conversationId: row.conversationId, seq: row.seq }, 'a stored address cannot be read');
    return [];
  }
  return [{ ...row, address: address.data, unknowns: row.delivery === 'unknown' ? row.attempts : 0, misses: 0 }];
}
