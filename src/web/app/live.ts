/** Notices within a second that something has changed on the server; where streams are blocked, asks every few seconds. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { get, Refusal } from './api.ts';
import { here } from './place.ts';

const askEveryMs = 5000;
const otherEvents = ['message', 'typing'] as const;

let version = 0;
const listeners = new Set<() => void>();
/** Who wants to hear of other events, by name. */
const hearers = new Map<string, Set<(data: unknown) => void>>();
let running: (() => void) | undefined;

function changed(): void {
  version += 1;
  for (const listener of listeners) listener();
}

function start(): () => void {
  let asking: number | undefined;
  const stream = new EventSource(`${here().api}/events`);
  const ask = () => {
    asking ??= window.setInterval(() => {
      if (!document.hidden) changed();
      if (stream.readyState === EventSource.CLOSED) void get('/me').catch((error: unknown) => error instanceof Refusal);
    }, askEveryMs);
  };
  stream.addEventListener('open', () => {
    window.clearInterval(asking);
    asking = undefined;
  });
  stream.addEventListener('changed', changed);
  for (const name of otherEvents)
    stream.addEventListener(name, ({ data }: MessageEvent<string>) => {
      for (const hear of hearers.get(name) ?? []) hear(JSON.parse(data));
    });
  stream.addEventListener('error', ask);
  const onShow = () => document.hidden || changed();
  document.addEventListener('visibilitychange', onShow);
  return () => {
    stream.close();
    window.clearInterval(asking);
    document.removeEventListener('visibilitychange', onShow);
  };
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  running ??= start();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    running?.();
    running = undefined;
  };
}

/** A number that grows with every change. */
export const useChanges = (): number => useSyncExternalStore(listen, () => version);

/** Hears an event of the stream besides `changed`. In: its name and what to do with its data, which our own server wrote. */
export function useHeard<T>(name: (typeof otherEvents)[number], onHeard: (data: T) => void): void {
  const newest = useRef(onHeard);
  newest.current = onHeard;
  useEffect(() => {
    const hear = (data: unknown) => newest.current(data as T);
    const all = hearers.get(name) ?? new Set();
    hearers.set(name, all.add(hear));
    const unlisten = listen(() => {});
    return () => {
      all.delete(hear);
      unlisten();
    };
  }, [name]);
}
