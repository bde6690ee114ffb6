/** Limits on what one visitor or one address may do in a window of time; memory only, per process. What they let through is the most a stranger can add to the database. */

export interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

/** Each thing may have several: one against haste, one against a whole day of it. */
export interface Limits {
  /** Messages of one visitor. */
  readonly messages: readonly Limit[];
  /** Messages from one address; a whole office may share one. */
  readonly messagesOfAddress: readonly Limit[];
  /** New conversations from one address. */
  readonly newConversations: readonly Limit[];
  /** Bytes of files from one address. */
  readonly uploadedBytes: readonly Limit[];
}

const tenSeconds = 10_000;
const tenMinutes = 10 * 60_000;
const day = 24 * 3600_000;

export const defaultLimits: Limits = {
  messages: [
    { count: 40, windowMs: tenSeconds },
    { count: 1000, windowMs: day },
  ],
  messagesOfAddress: [{ count: 20_000, windowMs: day }],
  newConversations: [
    { count: 100, windowMs: tenMinutes },
    { count: 2000, windowMs: day },
  ],
  uploadedBytes: [{ count: 1024 ** 3, windowMs: day }],
};

/** For development and tests, where one machine plays many visitors who type faster than people. */
export const relaxedLimits: Limits = {
  messages: [{ count: 300, windowMs: tenSeconds }],
  messagesOfAddress: [],
  newConversations: [{ count: 100_000, windowMs: tenMinutes }],
  uploadedBytes: [],
};

export interface Quota {
  /** In: who, now (ms), how much (1 when left out). Out: 0 when allowed (and counted), else how many ms to wait. */
  take(who: string, now: number, amount?: number): number;
}

/** What is taken within a twentieth of a window is counted together. */
const slices = 20;

/** The amounts of one key, oldest slice first. */
type Taken = { slice: number; amount: number }[];

/** Sliding windows per key; keys without recent use are forgotten. Nothing is counted unless every limit allows it. */
export function quota(limits: readonly Limit[]): Quota {
  const windows = limits.map(window);
  return {
    take(who, now, amount = 1) {
      const wait = Math.max(0, ...windows.map((one) => one.wait(who, now, amount)));
      if (wait === 0) for (const one of windows) one.add(who, now, amount);
      return wait;
    },
  };
}

function window({ count, windowMs }: Limit) {
  const sliceMs = windowMs / slices;
  const taken = new Map<string, Taken>();
  let nextSweep = 0;
  const recent = (who: string, now: number): Taken => {
    const first = Math.floor(now / sliceMs) - slices;
    return (taken.get(who) ?? []).filter(({ slice }) => slice > first);
  };
  const sweep = (now: number): void => {
    if (now < nextSweep) return;
    nextSweep = now + windowMs;
    for (const who of taken.keys()) if (recent(who, now).length === 0) taken.delete(who);
  };
  return {
    wait(who: string, now: number, amount: number): number {
      const before = recent(who, now);
      const free = count - before.reduce((sum, one) => sum + one.amount, 0);
      const [oldest] = before;
      return amount <= free || !oldest ? 0 : Math.ceil((oldest.slice + slices) * sliceMs - now);
    },
    add(who: string, now: number, amount: number): void {
      sweep(now);
      const slice = Math.floor(now / sliceMs);
      const kept = recent(who, now);
      const newest = kept.at(-1);
      if (newest?.slice === slice) newest.amount += amount;
      else kept.push({ slice, amount });
      taken.set(who, kept);
    },
  };
}
