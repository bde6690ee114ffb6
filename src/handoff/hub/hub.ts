/** A hub elsewhere in the place of our own queue, put together: events out over the outbox, news in as turns. */
import type { Handler } from '../../domain/exchange.ts';
import type { HubNews } from '../../domain/handoff-hub.ts';
import type { HandoffStore } from '../../domain/handoff-ports.ts';
import type { Principal } from '../../domain/identity.ts';
import type { Log } from '../../domain/log.ts';
import type { MessageStore, OutboxStore } from '../../domain/ports.ts';
import type { OutboxWorker } from '../../outbox/worker.ts';
import type { TurnEngine } from '../../turn/types.ts';
import { hubClient } from './hub-client.ts';
import { hubWebhook } from './hub-webhook.ts';
import { makeHubWorker } from './hub-worker.ts';

export interface HubOptions {
  readonly url: string;
  readonly secret: string;
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: OutboxStore & Pick<HandoffStore, 'openHandoffOf'> & Pick<MessageStore, 'messagesAfter' | 'conversation'>;
  readonly now: () => number;
  readonly log: Log;
}

export interface Hub {
  readonly webhook: Handler;
  readonly worker: OutboxWorker;
}

/** In: where the hub is, the shared secret, engine and store. Out: its webhook and the worker, not started yet. */
export function foreignHub({ url, secret, engine, store, now, log }: HubOptions): Hub {
  /** The same key again is the same news. */
  const tell = async (conversationId: string, handoffId: string, news: HubNews, key: string): Promise<void> => {
    const conversation = await store.conversation(conversationId);
    if (!conversation) return;
    const at = now();
    const principal: Principal = { kind: 'system', id: 'hub', mayOrder: false, verifiedBy: 'hostSignature', at };
    await engine.take({
      channel: 'system',
      conversationId,
      conversationKind: conversation.kind,
      dialogScope: 'main',
      activityId: `hub:${key}`,
      principal,
      at,
      input: { kind: 'hub', handoffId, news },
    });
  };
  return {
    webhook: hubWebhook({ secret, store, tell, now, log }),
    worker: makeHubWorker({ store, hub: hubClient({ url, secret, store, now }), tell, now, log }),
  };
}
