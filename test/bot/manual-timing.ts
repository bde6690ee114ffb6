/** A clock that stands still until it is told; waits can be awaited instead of slept through. */
import type { Timing } from '../../src/bot/timing.ts';

export interface ManualTiming extends Timing {
  /** Resolves with the delay of the next wait that is asked for, or of one that is pending. */
  nextWait(): Promise<number>;
  /** Moves on and runs what has become due. */
  advance(ms: number): void;
}

export function manualTiming(start = Date.UTC(2026, 10, 22, 8)): ManualTiming {
  let now = start;
  const pending = new Set<{ at: number; delay: number; run: () => void }>();
  const listeners: ((delay: number) => void)[] = [];
  return {
    now: () => now,
    after(delay, run) {
      const timer = { at: now + delay, delay, run };
      pending.add(timer);
      for (const listener of listeners.splice(0)) listener(delay);
      return () => pending.delete(timer);
    },
    nextWait() {
      const [first] = pending;
      return first ? Promise.resolve(first.delay) : new Promise((resolve) => void listeners.push(resolve));
    },
    advance(ms) {
      now += ms;
      for (const timer of [...pending]) {
        if (timer.at > now || !pending.delete(timer)) continue;
        timer.run();
      }
    },
  };
}
