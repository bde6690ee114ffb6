/** Who has a page open, known inside the process and never kept. Somebody counts as gone a moment after their last page closed, so that a reload is no leaving. */

export interface OpenPages {
  /** A page of this key is open. Out: to be called once when it closes. */
  opened(key: string): () => void;
  /** Something of this key asked again; the next is expected within `patienceMs`. */
  asked(key: string, patienceMs: number): void;
  /** When the last page closed, ms UTC; nothing while one is open, or when none was ever seen here. */
  leftAt(key: string): number | undefined;
  /** Tells of comings and goings. Out: a function that stops listening. */
  listen(listener: (key: string) => void): () => void;
}

interface Pages {
  open: number;
  leftAt: number | undefined;
  closing: NodeJS.Timeout | undefined;
}

/** Only the newest who left are remembered. */
const mostKept = 5000;

/** In: for how long a closed page may be a reload, ms, and the clock. */
export function makeOpenPages(graceMs: number, now: () => number): OpenPages {
  const known = new Map<string, Pages>();
  const listeners = new Set<(key: string) => void>();
  const tell = (key: string): void => {
    for (const listener of listeners) listener(key);
  };
  const here = (key: string): Pages => {
    const pages = known.get(key) ?? { open: 0, leftAt: undefined, closing: undefined };
    known.set(key, pages);
    clearTimeout(pages.closing);
    const wasGone = pages.leftAt !== undefined;
    pages.leftAt = undefined;
    if (wasGone) tell(key);
    return pages;
  };
  const soonGone = (key: string, pages: Pages, afterMs: number): void => {
    const at = now();
    pages.closing = setTimeout(() => {
      pages.leftAt = at;
      // The newest stand last.
      known.delete(key);
      known.set(key, pages);
      for (const [oldest, { leftAt }] of known) {
        if (known.size <= mostKept) break;
        if (leftAt !== undefined) known.delete(oldest);
      }
      tell(key);
    }, afterMs).unref();
  };
  return {
    opened(key) {
      const pages = here(key);
      pages.open += 1;
      return () => {
        pages.open -= 1;
        if (pages.open === 0) soonGone(key, pages, graceMs);
      };
    },
    asked(key, patienceMs) {
      const pages = here(key);
      if (pages.open === 0) soonGone(key, pages, patienceMs);
    },
    leftAt: (key) => known.get(key)?.leftAt,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
