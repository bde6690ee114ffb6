/** Time as an argument: the channel reads and waits only through this. */

export interface Timing {
  /** ms UTC. */
  now(): number;
  /** Calls once after the given milliseconds; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's clock. Its timers do not keep the process alive. */
export const machineTiming: Timing = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
