/** Limits on what one visitor or one address may do in a window of time; memory only, per process. */

export interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

export interface Limits {
  /** Messages of one visitor. */
  readonly messages: Limit;
  /** New conversations from one address; a whole office may share one. */
  readonly newConversations: Limit;
}

export const defaultLimits: Limits = {
  messages: { count: 40, windowMs: 10_000 },
  newConversations: { count: 100, windowMs: 10 * 60_000 },
};

/** For development and tests, where one machine plays many visitors who type faster than people. */
export const relaxedLimits: Limits = {
  messages: { count: 300, windowMs: 10_000 },
  newConversations: { count: 100_000, windowMs: 10 * 60_000 },
};

export interface Quota {
  /** In: who and now (ms). Out: 0 when allowed (and counted), else how many ms to wait. */
  take(who: string, now: number): number;
}

/** A sliding window per key; keys without recent use are forgotten. */
export function quota({ count, windowMs }: Limit): Quota {
  const taken = new Map<string, number[]>();
  let nextSweep = 0;
  const sweep = (now: number) => {
    if (now < nextSweep) return;
    nextSweep = now + windowMs;
    for (const [who, times] of taken) if ((times.at(-1) ?? 0) <= now - windowMs) taken.delete(who);
  };
  return {
    take(who, now) {
      sweep(now);
      const recent = (taken.get(who) ?? []).filter((at) => at > now - windowMs);
      const first = recent[0];
      if (recent.length >= count && first !== undefined) return first + windowMs - now;
      recent.push(now);
      taken.set(who, recent);
      return 0;
    },
  };
}
