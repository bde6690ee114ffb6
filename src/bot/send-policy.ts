/** What follows from the outcome of a send: pure, so that "never twice unless it matters" can be read in one place. */
import { never } from '../domain/vocabulary.ts';
import type { SendOutcome } from './connector.ts';

export interface SendState {
  /** Ticket numbers, receipts, offers, hand-off notices, a person's words: better twice than never. */
  readonly important: boolean;
  /** Sends of this message so far whose outcome is unknown, this one included. */
  readonly unknowns: number;
  /** Sends in a row that surely were not delivered, this one included. */
  readonly misses: number;
}

export type NextStep =
  | { readonly kind: 'sent' }
  /** Give up; the message stays in the transcript. */
  | { readonly kind: 'dead' }
  /** Send again after the wait; `delivery` is what stands in the table meanwhile. */
  | { readonly kind: 'again'; readonly delivery: 'due' | 'unknown'; readonly waitMs: number }
  /** Nothing more for this conversation until the person writes again. */
  | { readonly kind: 'park' };

const firstWait = 2_000;
const longestWait = 20_000;
/** One send and at most two repeats. */
const mostUnknowns = 3;
const mostMisses = 8;
const mostUnauthorized = 2;

/** In: the outcome, the message's history, a random number from 0 to 1 for the jitter. */
export function nextStep(outcome: SendOutcome, state: SendState, random: number): NextStep {
  switch (outcome.kind) {
    case 'delivered':
      return { kind: 'sent' };
    case 'throttled':
      return { kind: 'again', delivery: 'due', waitMs: throttleWait(outcome.retryAfterMs, state.misses, random) };
    case 'unreached':
      return state.misses < mostMisses ? { kind: 'again', delivery: 'due', waitMs: backOff(state.misses, random) } : { kind: 'park' };
    case 'unauthorized':
      return state.misses < mostUnauthorized ? { kind: 'again', delivery: 'due', waitMs: backOff(1, random) } : { kind: 'park' };
    case 'unknown': {
      const repeat = state.important && state.unknowns < mostUnknowns;
      return repeat ? { kind: 'again', delivery: 'unknown', waitMs: backOff(state.unknowns, random) } : { kind: 'dead' };
    }
    case 'stopped':
      return { kind: 'park' };
    case 'rejected':
      return { kind: 'dead' };
    default:
      return never(outcome);
  }
}

/** True when a message whose sender vanished is sent once more. */
export function repeatsAfterCrash({ important, attempts }: { important: boolean; attempts: number }): boolean {
  return important && attempts < mostUnknowns;
}

/** Never earlier than the connector asked for. */
function throttleWait(retryAfterMs: number | undefined, misses: number, random: number): number {
  return retryAfterMs === undefined ? backOff(misses, random) : Math.round(retryAfterMs * (1 + 0.2 * random)) + Math.round(100 * random);
}

/** 2, 4, 8, 16, 20, 20 … seconds, each ± 20 %, never outside 2 to 20. */
function backOff(times: number, random: number): number {
  const wait = Math.min(firstWait * 2 ** (times - 1), longestWait) * (0.8 + 0.4 * random);
  return Math.round(Math.min(Math.max(wait, firstWait), longestWait));
}
