/** Brings what waits in the outbox to the hub, in order per conversation; when the hub does not take it, the customer hears so and gets a ticket. */
import * as z from 'zod';
import type { HandoffHub, HubNews, HubWork } from '../../domain/handoff-hub.ts';
import type { Log } from '../../domain/log.ts';
import type { OutboxItem, OutboxStore } from '../../domain/ports.ts';
import { languages } from '../../domain/vocabulary.ts';
import { makeOutboxWorker, type OutboxWorker } from '../../outbox/worker.ts';
import { HubError } from './hub-client.ts';

export interface HubWorkerParts {
  readonly store: OutboxStore;
  readonly hub: HandoffHub;
  /** Takes news about a hand-off as a turn. */
  readonly tell: (conversationId: string, handoffId: string, news: HubNews, key: string) => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
}

const atOnce = 10;
const lockMs = 60_000;
const longestWaitMs = 20_000;
/** About a minute and a half: somebody waits. */
const mostAttempts = 8;

const workSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('initiate'),
    language: z.enum(languages).optional(),
    conversationId: z.string(),
    handoffId: z.string(),
    reason: z.string(),
    product: z.string().optional(),
  }),
  z.object({ kind: z.literal('message'), conversationId: z.string(), handoffId: z.string(), seq: z.int() }),
  z.object({ kind: z.literal('ended'), conversationId: z.string(), handoffId: z.string() }),
]) satisfies z.ZodType<HubWork>;

export function makeHubWorker(parts: HubWorkerParts): OutboxWorker {
  const { store, now, log } = parts;
  return makeOutboxWorker({ store, kind: 'handoff', atOnce, lockMs, now, log, bring: (item) => bring(parts, item) });
}

async function bring({ store, hub, tell, now, log }: HubWorkerParts, item: OutboxItem): Promise<void> {
  const work = workSchema.parse(item.payload);
  try {
    await hub.send(work);
    await store.done(item.id, now());
  } catch (error) {
    const known = error instanceof HubError ? error : new HubError('failed', false, error);
    if (!known.permanent && item.attempts < mostAttempts) {
      await store.failed(item.id, now() + Math.min(longestWaitMs, 1000 * 2 ** (item.attempts - 1)), known.message);
      return log.warn({ key: item.key, attempts: item.attempts, why: known.message }, 'handoff.hub-not-reached-yet');
    }
    // First the customer's way on, then the record: after a crash in between it is tried once more.
    if (work.kind !== 'ended') await tell(work.conversationId, work.handoffId, { kind: 'status', state: 'failed' }, `given-up:${item.key}`);
    await store.failed(item.id, 'dead', known.message);
    log.error({ key: item.key, attempts: item.attempts, why: known.message }, 'handoff.hub-given-up');
  }
}
