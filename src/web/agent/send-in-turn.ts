/** Sends one after the other, so that words written while others are on their way are neither dropped nor overtake them. */
import { useRef } from 'react';

export interface InTurn<T> {
  /** Never rejects for a refusal; what was not sent is given back. */
  add(item: T): void;
}

/** In: how one is sent (out: true when it was), and what happens to those that were not. After one that was not, those behind it are not sent either. */
export function useInTurn<T>(send: (item: T) => Promise<boolean>, giveBack: (item: T) => void): InTurn<T> {
  const newest = useRef<Promise<boolean>>(undefined);
  return {
    add(item) {
      const before = newest.current ?? Promise.resolve(true);
      const own = before
        .then((isGoingWell) => isGoingWell && send(item))
        .catch((error: unknown) => {
          reportError(error);
          return false;
        })
        .then((isSent) => {
          if (!isSent) giveBack(item);
          if (newest.current === own) newest.current = undefined;
          return isSent;
        });
      newest.current = own;
    },
  };
}
