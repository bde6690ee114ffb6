/** Keeps a conversation orderly inside this process: its turns run one after the other. Correctness rests on rows, not on this. */

export interface Lock {
  /** Runs the work after everything queued before it under the same key. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is running or waiting. */
  idle(): Promise<void>;
}

export function makeLock(): Lock {
  const tails = new Map<string, Promise<unknown>>();
  const run = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, settled);
    void settled.then(() => {
      if (tails.get(key) === settled) tails.delete(key);
    });
    return mine;
  };
  const idle = async (): Promise<void> => {
    while (tails.size > 0) await Promise.all(tails.values());
  };
  return { run, idle };
}
