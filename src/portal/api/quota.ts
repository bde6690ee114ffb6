/** Counts what one person does within a while, and says when it is too much. */

export interface Quota {
  /** In: who, and now (ms). Out: false when the limit is reached. */
  take(person: string, now: number): boolean;
}

/** In: how many within how long (ms). Out: the count, kept in memory. */
export function quota(most: number, withinMs: number): Quota {
  let since = 0;
  let counts = new Map<string, number>();
  return {
    take(person, now) {
      if (now - since >= withinMs || now < since) {
        since = now;
        counts = new Map();
      }
      const count = (counts.get(person) ?? 0) + 1;
      counts.set(person, count);
      return count <= most;
    },
  };
}
