/** Keeps sends below the limits of Teams, per conversation and for the whole bot. Source: the Teams page "Rate limiting for bots". */

import { rootOf } from './arrival.ts';

interface Window {
  readonly most: number;
  readonly ms: number;
}

const perConversation: readonly Window[] = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
];
/** Per app and tenant; counted over all tenants, which is stricter. */
const overall: readonly Window[] = [{ most: 30, ms: 1_000 }];
const longest = 3_600_000;
const sweepEvery = 1_000;

export interface SendRate {
  /** In: conversation and time. Out: milliseconds until it may send; 0 books the send. */
  book(conversationId: string, now: number): number;
}

export function createSendRate(): SendRate {
  const sent = new Map<string, number[]>();
  let recent: number[] = [];
  let bookings = 0;
  return {
    book(conversationId, now) {
      const place = placeOf(conversationId);
      const own = (sent.get(place) ?? []).filter((at) => at > now - longest);
      recent = recent.filter((at) => at > now - 1_000);
      const wait = Math.max(waitFor(own, perConversation, now), waitFor(recent, overall, now));
      if (wait > 0) return wait;
      sent.set(place, [...own, now]);
      recent.push(now);
      bookings += 1;
      if (bookings % sweepEvery === 0) forgetQuiet(sent, now);
      return 0;
    },
  };
}

/** A channel with all its threads is one conversation to Teams, under our own name for it and under its own. */
const placeOf = (conversationId: string): string => rootOf(conversationId.replace(/^teams:/, ''));

function waitFor(times: readonly number[], windows: readonly Window[], now: number): number {
  const waits = windows.map(({ most, ms }) => {
    const oldest = times.at(-most);
    return oldest === undefined ? 0 : oldest + ms - now;
  });
  return Math.max(0, ...waits);
}

function forgetQuiet(sent: Map<string, number[]>, now: number): void {
  for (const [conversation, times] of sent) if ((times.at(-1) ?? 0) <= now - longest) sent.delete(conversation);
}
