/** Whether the agent takes conversations: a sign of life every half minute while the page is open, and the switch for it. */
import { Switch } from '@fluentui/react-components';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { DeskView, PresenceBody } from '../../handoff/api/handoff-shapes.ts';
import { post, postLast, Refusal } from '../app/api.ts';
import { useTexts } from '../app/texts.ts';
import { useData } from '../app/use-data.ts';

const everyMs = 30_000;

interface Presence {
  readonly desk: DeskView | undefined;
  /** Unset until the server said how it is. */
  readonly isAvailable: boolean | undefined;
  set(isAvailable: boolean): void;
}

const PresenceContext = createContext<Presence>({ desk: undefined, isAvailable: undefined, set: () => {} });

export const usePresence = (): Presence => use(PresenceContext);

export function PresenceProvider({ children }: { readonly children: ReactNode }) {
  const { value: desk, put } = useData<DeskView>('/desk');
  const [wanted, setWanted] = useState<boolean>();
  const isAvailable = wanted ?? desk?.isAvailable;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `put` only stores the answer
  useEffect(() => {
    if (isAvailable === undefined) return;
    const state: PresenceBody['state'] = isAvailable ? 'available' : 'busy';
    const tell = () =>
      void post<DeskView>('/presence', { state } satisfies PresenceBody).then(put, (error: unknown) => error instanceof Refusal);
    tell();
    const timer = window.setInterval(tell, everyMs);
    const leave = () => postLast('/presence', { state: 'left' } satisfies PresenceBody);
    // Also when the browser brings back the very page it had put aside.
    window.addEventListener('pageshow', tell);
    window.addEventListener('pagehide', leave);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('pageshow', tell);
      window.removeEventListener('pagehide', leave);
    };
  }, [isAvailable]);
  return <PresenceContext value={{ desk, isAvailable, set: setWanted }}>{children}</PresenceContext>;
}

export function PresenceSwitch() {
  const texts = useTexts();
  const { isAvailable, set, desk } = usePresence();
  if (isAvailable === undefined || desk?.handoff !== 'live') return null;
  return (
    <Switch
      className="presence"
      checked={isAvailable}
      label={texts(isAvailable ? 'desk.presence.available' : 'desk.presence.busy')}
      onChange={(_, { checked }) => set(checked)}
    />
  );
}
