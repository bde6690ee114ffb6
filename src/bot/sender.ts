/** Sends what the message table holds for connectors: in order per conversation, one at a time, and again only as the policy says. */
import type { Log } from '../domain/log.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { Connector, SendOutcome } from './connector.ts';
import { createDueScan } from './due-scan.ts';
import { replyActivity } from './outgoing.ts';
import { type NextStep, nextStep } from './send-policy.ts';
import { createSendQueue, type QueuedMessage } from './send-queue.ts';
import type { SendRate } from './send-rate.ts';
import type { Timing } from './timing.ts';

export interface SenderOptions {
  readonly store: Pick<MessageStore, 'dueMessages' | 'markDelivery' | 'claimDelivery' | 'onCommitted'>;
  readonly connector: Pick<Connector, 'send'>;
  /** Shared with everything else that goes to the connector. */
  readonly rate: SendRate;
  /** Told the id of each delivered message, before the next one is sent. */
  readonly delivered?: ((message: StoredMessage, activityId: string) => Promise<void>) | undefined;
  /** The message as its client can show it; unset = as it is stored. */
  readonly asSent?: ((message: StoredMessage) => Promise<StoredMessage>) | undefined;
  readonly timing: Timing;
  /** 0 to 1, for the jitter of repeats. */
  readonly random: () => number;
  readonly log: Log;
}

export interface Sender {
  /** Sends what an earlier process left, then whatever any turn commits. Call once, when the server listens. */
  start(): void;
  /** Takes the fresh replies of a turn at once, without asking the table. */
  accept(messages: readonly QueuedMessage[]): void;
  /** The person wrote: a conversation that was shut is tried again. True when it was shut; then its messages come from the table, the oldest first. */
  wake(conversationId: string): boolean;
  /** The bot was removed from the conversation: nothing more is sent there until the person writes. */
  park(conversationId: string): void;
  /** Resolves when nothing is being sent, waits to be, or is looked for. */
  idle(): Promise<void>;
  /** Stops waiting sends; what is on the wire is awaited. Nothing is lost: the table keeps it. */
  close(): Promise<void>;
}

export function createSender(options: SenderOptions): Sender {
  const { store, connector, timing, log, rate } = options;
  const parked = new Set<string>();
  const queue = createSendQueue({ timing, send, failed: (error) => log.error({ err: error }, 'a delivery could not be recorded') });
  const scan = createDueScan({ store, queue, parked, timing, log });
  let stopListening: () => void = () => undefined;

  /** One attempt. Out: `done`, or how long to wait before the next one. */
  async function send(message: QueuedMessage): Promise<number | 'done'> {
    if (parked.has(message.conversationId)) return 'done';
    const wait = isTeams(message) ? rate.book(message.conversationId, timing.now()) : 0;
    if (wait > 0) return wait;
    const shown = options.asSent ? await options.asSent(message) : message;
    if (!(await claim(message))) return 'done';
    const outcome = await connector.send(
      message.address,
      replyActivity(shown, isTeams(message) ? 'teams' : 'emulator', message.address.bot?.id),
    );
    message.unknowns += outcome.kind === 'unknown' ? 1 : 0;
    message.misses = outcome.kind === 'delivered' || outcome.kind === 'unknown' ? 0 : message.misses + 1;
    const step = nextStep(outcome, message, options.random());
    report(log, message, outcome, step);
    const left = await settle(message, step);
    if (outcome.kind === 'delivered' && outcome.activityId !== undefined) await options.delivered?.(message, outcome.activityId);
    return left;
  }

  /** It stands as `unknown` while on the wire: after a crash in between, small talk must not be repeated. */
  async function claim(message: QueuedMessage): Promise<boolean> {
    const { conversationId, seq, attempts } = message;
    message.attempts += 1;
    return await store.claimDelivery(conversationId, seq, attempts);
  }

  async function settle({ conversationId, seq }: QueuedMessage, step: NextStep): Promise<number | 'done'> {
    if (step.kind === 'again') {
      if (step.delivery === 'due') await store.markDelivery(conversationId, seq, 'due');
      return step.waitMs;
    }
    if (step.kind === 'park') parked.add(conversationId);
    await store.markDelivery(conversationId, seq, step.kind === 'park' ? 'due' : step.kind);
    return 'done';
  }

  return {
    start() {
      stopListening = store.onCommitted(() => scan.request());
      scan.start();
    },
    accept: (messages) => queue.add(messages),
    wake(conversationId) {
      const wasShut = parked.delete(conversationId);
      if (wasShut) scan.request();
      return wasShut;
    },
    park: (conversationId) => void parked.add(conversationId),
    async idle() {
      await scan.idle();
      await queue.idle();
    },
    async close() {
      stopListening();
      await Promise.all([scan.close(), queue.close()]);
    },
  };
}

function isTeams({ address }: QueuedMessage): boolean {
  return address.channelId === 'msteams';
}

function report(log: Log, { conversationId, seq }: QueuedMessage, outcome: SendOutcome, step: NextStep): void {
  if (outcome.kind === 'delivered') return;
  const fields = { conversationId, seq, outcome, next: step.kind };
  if (outcome.kind === 'unauthorized') log.error(fields, 'the connector refuses our token; check MicrosoftAppId and MicrosoftAppPassword');
  else log.warn(fields, 'a message to the connector was not confirmed');
}
