/** Sends what the message table holds for connectors: in order per conversation, one at a time, and again only as the policy says. */
import type { Log } from '../domain/log.ts';
import type { MessageStore } from '../domain/ports.ts';
import { type Address, addressSchema } from './address.ts';
import type { Connector } from './connector.ts';
import { replyActivity } from './outgoing.ts';
import { type NextStep, nextStep, repeatsAfterCrash } from './send-policy.ts';
import { createSendQueue, type QueuedMessage } from './send-queue.ts';
import { createSendRate } from './send-rate.ts';
import type { Timing } from './timing.ts';

export interface SenderOptions {
  readonly store: Pick<MessageStore, 'dueMessages' | 'markDelivery' | 'claimDelivery' | 'onCommitted'>;
  readonly connector: Connector;
  readonly timing: Timing;
  readonly random: () => number;
  readonly log: Log;
}

export interface Sender {
  /** Sends what an earlier process left, then whatever any turn commits. Call once, when the server listens. */
  start(): void;
  /** Takes the fresh replies of a turn at once, without asking the table. */
  accept(messages: readonly QueuedMessage[]): void;
  /** The person wrote: a conversation that was shut is tried again. */
  wake(conversationId: string): void;
  /** Resolves when nothing is being sent or waiting to be. */
  idle(): Promise<void>;
  /** Stops waiting sends; what is on the wire is awaited. Nothing is lost: the table keeps it. */
  close(): Promise<void>;
}

const batch = 200;
const scanSoon = 250;
const scanEvery = 30_000;
/** A message taken by another process counts as abandoned after this. */
const abandonedAfter = 120_000;
/** Nobody wants to read last week's replies on coming back. */
const parkedFor = 72 * 3_600_000;

type Row = Awaited<ReturnType<MessageStore['dueMessages']>>[number];

export function createSender(options: SenderOptions): Sender {
  const { store, timing, log } = options;
  const rate = createSendRate();
  const parked = new Map<string, number>();
  const queue = createSendQueue(timing, sendOne);
  let first = true;
  let scanning: Promise<void> = Promise.resolve();
  let cancelScan: (() => void) | undefined;
  let stopListening: () => void = () => undefined;
  let closed = false;

  async function sendOne(message: QueuedMessage): Promise<number | 'done'> {
    const { conversationId, seq } = message;
    if (parked.has(conversationId)) return 'done';
    const wait = rate.book(conversationId, timing.now());
    if (wait > 0) return wait;
    if (!(await claim(message))) return 'done';
    const outcome = await options.connector.send(
      message.address,
      replyActivity(message, message.address.channelId === 'msteams' ? 'teams' : 'emulator'),
    );
    message.unknowns += outcome.kind === 'unknown' ? 1 : 0;
    message.misses = outcome.kind === 'delivered' || outcome.kind === 'unknown' ? 0 : message.misses + 1;
    const step = nextStep(outcome, message, options.random());
    report(outcome, step, message);
    return await settle(step, { conversationId, seq });
  }

  /** Stands as `unknown` while on the wire: a crash in between must not repeat small talk. */
  async function claim(message: QueuedMessage): Promise<boolean> {
    const { conversationId, seq } = message;
    if (!store.claimDelivery) {
      await store.markDelivery(conversationId, seq, 'unknown');
      return true;
    }
    const claimed = await store.claimDelivery(conversationId, seq, message.attempts);
    message.attempts += 1;
    return claimed;
  }

  async function settle(step: NextStep, { conversationId, seq }: { conversationId: string; seq: number }): Promise<number | 'done'> {
    if (step.kind === 'again') {
      if (step.delivery === 'due') await store.markDelivery(conversationId, seq, 'due');
      return step.waitMs;
    }
    if (step.kind === 'park') {
      parked.set(conversationId, timing.now());
      queue.drop(conversationId);
    }
    await store.markDelivery(conversationId, seq, step.kind === 'park' ? 'due' : step.kind);
    return 'done';
  }

  function report(outcome: Awaited<ReturnType<Connector['send']>>, step: NextStep, { conversationId, seq }: QueuedMessage): void {
    if (outcome.kind === 'delivered') return;
    const fields = { conversationId, seq, outcome, next: step.kind };
    if (outcome.kind === 'unauthorized') log.error(fields, 'the connector refuses our token; check MicrosoftAppId and its password');
    else log.warn(fields, 'a message to the connector was not confirmed');
  }

  async function scan(): Promise<void> {
    const rows = await store.dueMessages(batch + parked.size * batch);
    const fresh: QueuedMessage[] = [];
    for (const row of rows) {
      if (queue.holds(row)) continue;
      if (parked.has(row.conversationId)) await buryOld(row);
      else if (row.delivery === 'due') fresh.push(...queued(row));
      else if (first || timing.now() - row.at > abandonedAfter) {
        if (repeatsAfterCrash(row)) fresh.push(...queued(row));
        else await store.markDelivery(row.conversationId, row.seq, 'dead');
      }
    }
    first = false;
    queue.add(fresh);
  }

  async function buryOld(row: Row): Promise<void> {
    if (timing.now() - row.at > parkedFor) await store.markDelivery(row.conversationId, row.seq, 'dead');
  }

  function queued(row: Row): QueuedMessage[] {
    const address = addressSchema.safeParse(row.address);
    if (!address.success) {
      log.error({ conversationId: row.conversationId, seq: row.seq }, 'a stored address cannot be read');
      return [];
    }
    return [{ ...row, address: address.data, unknowns: row.delivery === 'unknown' ? row.attempts : 0, misses: 0 }];
  }

  function scanNow(): void {
    cancelScan?.();
    cancelScan = undefined;
    if (closed) return;
    scanning = scanning.then(scan).catch((error: unknown) => log.error({ err: error }, 'due messages could not be read'));
    void scanning.then(() => scheduleScan(scanEvery));
  }

  function scheduleScan(ms: number): void {
    if (closed || (cancelScan && ms >= scanEvery)) return;
    cancelScan?.();
    cancelScan = timing.after(ms, scanNow);
  }

  let scanComing = false;
  function scanShortly(): void {
    if (scanComing || closed) return;
    scanComing = true;
    timing.after(scanSoon, () => {
      scanComing = false;
      scanNow();
    });
  }

  return {
    start() {
      stopListening = store.onCommitted(scanShortly);
      scanNow();
    },
    accept: (messages) => queue.add(messages),
    wake(conversationId) {
      if (parked.delete(conversationId)) scanShortly();
    },
    async idle() {
      await scanning;
      await queue.idle();
    },
    async close() {
      closed = true;
      stopListening();
      cancelScan?.();
      await queue.close();
      await scanning;
    },
  };
}

/** In: a fresh reply and its address. Out: what the queue takes. */
export function freshlyQueued(
  message: Omit<QueuedMessage, 'address' | 'attempts' | 'unknowns' | 'misses'>,
  address: Address,
): QueuedMessage {
  return { ...message, address, attempts: 0, unknowns: 0, misses: 0 };
}
