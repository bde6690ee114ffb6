/** Notices within a second that something has changed on the server; where streams are blocked, asks every few seconds. */
import { useSyncExternalStore } from 'react';
import { get, Refusal } from './api.ts';
import { here } from './place.ts';

const askEveryMs = 5000;

let version = 0;
const listeners = new Set<() => void>();
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
