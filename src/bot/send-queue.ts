/** Messages waiting to be sent: one line per conversation, ordered by sequence number, each line worked off by one loop. */
import type { StoredMessage } from '../domain/message.ts';
import type { Address } from './address.ts';
import type { Timing } from './timing.ts';

export interface QueuedMessage extends StoredMessage {
  readonly address: Address;
  /** Sends begun so far, as the table counts them. */
  attempts: number;
  unknowns: number;
  misses: number;
}

export interface SendQueue {
  add(messages: readonly QueuedMessage[]): void;
  holds(message: { conversationId: string; seq: number }): boolean;
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface Line {
  waiting: QueuedMessage[];
  current: QueuedMessage | undefined;
}

export interface SendQueueOptions {
  readonly timing: Timing;
  /** Sends one message; resolves with `done`, or with the milliseconds to wait before it is called again for the same message. */
  readonly send: (message: QueuedMessage) => Promise<number | 'done'>;
  /** Told when `send` rejects; the message leaves the queue and stays in the table. */
  readonly failed: (error: unknown) => void;
}

export function createSendQueue({ timing, send, failed }: SendQueueOptions): SendQueue {
  const lines = new Map<string, Line>();
  const loops = new Set<Promise<void>>();
  const wakers = new Set<() => void>();
  let closed = false;

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        cancel();
        wakers.delete(wake);
        resolve();
      };
      const cancel = timing.after(ms, wake);
      wakers.add(wake);
    });
  }

  async function work(conversationId: string, line: Line): Promise<void> {
    for (let next = line.waiting.shift(); next && !closed; next = line.waiting.shift()) {
      line.current = next;
      for (let result = await attempt(next); result !== 'done' && !closed; result = await attempt(next)) await pause(result);
      line.current = undefined;
    }
    lines.delete(conversationId);
  }

  async function attempt(message: QueuedMessage): Promise<number | 'done'> {
    if (closed) return 'done';
    try {
      return await send(message);
    } catch (error) {
      failed(error);
      return 'done';
    }
  }

  function start(conversationId: string, line: Line): void {
    lines.set(conversationId, line);
    const loop = work(conversationId, line).finally(() => loops.delete(loop));
    loops.add(loop);
  }

  return {
    add(messages) {
      if (closed) return;
      for (const [conversationId, own] of Map.groupBy(messages, (message) => message.conversationId)) {
        const line = lines.get(conversationId);
        const fresh = own.filter(({ seq }) => !line || !isIn(line, seq));
        const ordered = [...(line?.waiting ?? []), ...fresh].sort((a, b) => a.seq - b.seq);
        if (line) line.waiting = ordered;
        else if (ordered.length > 0) start(conversationId, { waiting: ordered, current: undefined });
      }
    },
    holds({ conversationId, seq }) {
      const line = lines.get(conversationId);
      return line !== undefined && isIn(line, seq);
    },
    async idle() {
      while (loops.size > 0) await Promise.all(loops);
    },
    async close() {
      closed = true;
      for (const wake of [...wakers]) wake();
      await Promise.all(loops);
    },
  };
}

function isIn(line: Line, seq: number): boolean {
  return line.current?.seq === seq || line.waiting.some((message) => message.seq === seq);
}

/** In: a fresh reply and its address. Out: what the queue takes. */
export function freshlyQueued(message: StoredMessage, address: Address): QueuedMessage {
  return { ...message, address, attempts: 0, unknowns: 0, misses: 0 };
}
