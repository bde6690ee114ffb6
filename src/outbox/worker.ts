/** Works off what waits in the outbox: claims a few items at a time, has each brought away, until nothing is due; then looks again. */
import type { Log } from '../domain/log.ts';
import type { OutboxItem, OutboxStore, OutboxWork } from '../domain/ports.ts';

export interface OutboxWorkerParts {
  readonly store: Pick<OutboxStore, 'claim'>;
  readonly kind: OutboxWork;
  readonly atOnce: number;
  /** Longer than one item can take: nobody else takes it meanwhile, and after a crash it is tried again. */
  readonly lockMs: number;
  /** Brings one item away and records the outcome. Rejects only when the store fails. */
  readonly bring: (item: OutboxItem) => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
}

export interface OutboxWorker {
  /** Brings away everything that is due now. Resolves when done; failures are logged and tried again later. */
  runDue(): Promise<void>;
  /** Looks every `everyMs` until closed. */
  start(everyMs: number): void;
  /** Resolves when nothing runs any more. */
  close(): Promise<void>;
}

export function makeOutboxWorker({ store, kind, atOnce, lockMs, bring, now, log }: OutboxWorkerParts): OutboxWorker {
  let running: Promise<void> = Promise.resolve();
  let handle: NodeJS.Timeout | undefined;
  let closed = false;
  const runAll = async (): Promise<void> => {
    while (!closed) {
      const at = now();
      const items = await store.claim(at, at + lockMs, atOnce, kind);
      if (items.length === 0) return;
      await Promise.all(items.map(bring));
    }
  };
  const runDue = (): Promise<void> => {
    running = running.then(runAll).catch((error: unknown) => log.error({ err: error, kind }, 'outbox.worker-failed'));
    return running;
  };
  return {
    runDue,
    start(everyMs) {
      handle = setInterval(() => void runDue(), everyMs);
      handle.unref();
    },
    async close() {
      closed = true;
      clearInterval(handle);
      await running;
    },
  };
}
