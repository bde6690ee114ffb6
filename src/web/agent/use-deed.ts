/** Something an agent does: busy meanwhile, refused with a sentence, and the same thing pressed again is the same action. */
import { useRef, useState } from 'react';
import type { AgentAction } from '../../handoff/api/shapes.ts';
import { newKey, post, Refusal } from '../app/api.ts';

export interface Deed<Args extends readonly unknown[]> {
  readonly isBusy: boolean;
  readonly refusal: Refusal | undefined;
  /** Out: true when it was done. */
  run(...args: Args): Promise<boolean>;
}

/** In: what is done; it rejects with a `Refusal`. */
export function useDeed<Args extends readonly unknown[]>(work: (...args: Args) => Promise<unknown>): Deed<Args> {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const running = useRef(false);
  const run = async (...args: Args): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setRefusal(undefined);
    try {
      await work(...args);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { isBusy, refusal, run };
}

export type Act = (action: AgentAction) => Promise<void>;

/** In: what to do once an action on a request was taken. Out: sends them. */
export const useAct = (done: () => void): Act => usePost<AgentAction>('/actions', done);

/** In: where actions go, and what to do once one was taken. Out: sends them; one whose answer was lost keeps its id until it is answered. */
export function usePost<Action extends object>(path: string, done: () => void): (action: Action) => Promise<void> {
  const unanswered = useRef<{ readonly words: string; readonly id: string }>(undefined);
  return async (action) => {
    const words = JSON.stringify(action);
    const { id } = unanswered.current?.words === words ? unanswered.current : { id: newKey() };
    unanswered.current = { words, id };
    await post(path, { id, action });
    unanswered.current = undefined;
    done();
  };
}
