/** Data of one address: loaded, kept while it is loaded anew, and renewed when the server says that something changed. */
import { useEffect, useState } from 'react';
import { get, Refusal } from './api.ts';
import { useChanges } from './live.ts';

export interface Data<T> {
  /** What was loaded last; of another address while the new one is on its way. */
  readonly value?: T | undefined;
  readonly refusal?: Refusal | undefined;
  /** True while the value is missing or belongs to another address. */
  readonly isLoading: boolean;
  /** Puts in what a call answered. */
  put(value: T): void;
  retry(): void;
}

interface Kept<T> {
  readonly path: string;
  readonly value?: T | undefined;
  readonly refusal?: Refusal | undefined;
}

/** In: the address below the app's API, and whether changes on the server concern it. */
export function useData<T>(path: string, isLive = true): Data<T> {
  const changes = useChanges();
  const [kept, keep] = useState<Kept<T>>({ path: '' });
  const [tries, setTries] = useState(0);
  const renewal = isLive ? changes : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `renewal` and `tries` only say that it is time to load again
  useEffect(() => {
    const abort = new AbortController();
    get<T>(path, abort.signal)
      .then((value) => keep({ path, value }))
      .catch((error: unknown) => {
        if (abort.signal.aborted || !(error instanceof Refusal)) return;
        keep((before) =>
          before.path === path && before.value !== undefined && error.code !== 'notFound' && error.code !== 'unknown'
            ? before
            : { path, refusal: error },
        );
      });
    return () => abort.abort();
  }, [path, renewal, tries]);
  const isLoading = kept.path !== path;
  return {
    value: kept.value,
    refusal: isLoading ? undefined : kept.refusal,
    isLoading,
    put: (value) => keep({ path, value }),
    retry: () => setTries((count) => count + 1),
  };
}
