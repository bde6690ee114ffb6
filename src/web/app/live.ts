/** Notices within a second that something has changed on the server; where streams are blocked, asks every few seconds. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { get, Refusal } from './api.ts';
import { listenTo } from './event-stream.ts';

const askEveryMs = 5000;

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
  let isRefused = false;
  const ask = () => {
    asking ??= window.setInterval(() => {
      if (!document.hidden) changed();
      if (isRefused) void get('/me').catch((error: unknown) => error instanceof Refusal);
    }, askEveryMs);
  };
  const stop = listenTo('/events', {
    onOpen() {
      window.clearInterval(asking);
      asking = undefined;
      isRefused = false;
    },
    onEvent(name, data) {
      if (name === 'changed') changed();
      else for (const hear of hearers.get(name) ?? []) hear(JSON.parse(data));
    },
    onLost(refused) {
      isRefused = refused;
      ask();
    },
  });
  const onShow = () => document.hidden || changed();
  document.addEventListener('visibilitychange', onShow);
  return () => {
    stop();
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
export function useHeard<T>(name: 'message' | 'typing', onHeard: (data: T) => void): void {
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
