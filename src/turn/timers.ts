/** Time enters as turns: due timers become arrivals with the timer's key as activity id. Rules never rely on a timer having fired. */
import type { Principal } from '../domain/identity.ts';
import type { Log } from '../domain/log.ts';
import type { MessageStore, TimerRow, TimerStore } from '../domain/ports.ts';
import type { TurnEngine } from './types.ts';

export interface TimerParts {
  readonly store: TimerStore & Pick<MessageStore, 'conversation'>;
  readonly engine: TurnEngine;
  readonly now: () => number;
  readonly log: Log;
}

export interface Timers {
  /** Runs everything that is due. Resolves when done; failures are logged and tried again next time. */
  runDue(): Promise<void>;
  /** Looks every `everyMs` until closed. */
  start(everyMs: number): void;
  close(): Promise<void>;
}

const batch = 50;

const system = (at: number): Principal => ({ kind: 'system', id: 'system', mayOrder: false, verifiedBy: 'none', at });

export function makeTimers({ store, engine, now, log }: TimerParts): Timers {
  let running: Promise<void> = Promise.resolve();
  let handle: NodeJS.Timeout | undefined;

  const fire = async (timer: TimerRow): Promise<void> => {
    const conversation = await store.conversation(timer.conversationId);
    if (conversation) {
      await engine.take({
        channel: conversation.channel,
        conversationId: conversation.id,
        conversationKind: conversation.kind,
        dialogScope: 'main',
        activityId: `timer:${timer.key}:${timer.dueAt}`,
        principal: system(now()),
        at: now(),
        input: { kind: 'timer', name: timer.name, payload: timer.payload },
      });
    }
    await store.removeTimer(timer.key, timer.dueAt);
  };

  const runAll = async (): Promise<void> => {
    for (const timer of await store.dueTimers(now(), batch)) {
      await fire(timer).catch((error: unknown) => log.error({ error, key: timer.key }, 'timer.failed'));
    }
  };

  const runDue = (): Promise<void> => {
    running = running.then(runAll).catch((error: unknown) => log.error({ error }, 'timers.failed'));
    return running;
  };

  return {
    runDue,
    start: (everyMs) => {
      handle = setInterval(() => void runDue(), everyMs);
      handle.unref();
    },
    close: () => {
      clearInterval(handle);
      return running;
    },
  };
}
