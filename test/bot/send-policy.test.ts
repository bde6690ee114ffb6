import { describe, expect, it } from 'vitest';
import { readAnswer, type SendOutcome } from '../../src/bot/connector.ts';
import { nextStep, repeatsAfterCrash } from '../../src/bot/send-policy.ts';
import { createSendRate } from '../../src/bot/send-rate.ts';
import { withinLimits } from '../../src/bot/within-limits.ts';
import { manualTiming } from './manual-timing.ts';

const now = Date.UTC(2026, 10, 22, 8);
const read = (status: number, retryAfter: string | null = null, code = '') => readAnswer(status, retryAfter, code, now);

describe('an answer of the connector', () => {
  it.each([
    [429, 'throttled'],
    [408, 'unknown'],
    [412, 'unknown'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unknown'],
    [504, 'unknown'],
    [401, 'unauthorized'],
    [403, 'stopped'],
    [400, 'rejected'],
    [404, 'rejected'],
    [413, 'rejected'],
  ])('%i means: %s', (status, kind) => {
    expect(read(status).kind).toBe(kind);
  });

  it('says how long to wait in seconds or as a date', () => {
    expect(read(429, '7')).toEqual({ kind: 'throttled', retryAfterMs: 7000 });
    expect(read(429, new Date(now + 12_000).toUTCString())).toEqual({ kind: 'throttled', retryAfterMs: 12_000 });
    expect(read(429, new Date(now - 12_000).toUTCString())).toEqual({ kind: 'throttled', retryAfterMs: 0 });
    expect(read(429, 'soon')).toEqual({ kind: 'throttled', retryAfterMs: undefined });
    expect(read(429)).toEqual({ kind: 'throttled', retryAfterMs: undefined });
  });
});

const unknown: SendOutcome = { kind: 'unknown', reason: '502' };

describe('after an unknown outcome', () => {
  it('small talk is not sent again', () => {
    expect(nextStep(unknown, { important: false, unknowns: 1, misses: 0 }, 0.5)).toEqual({ kind: 'dead' });
  });
  it('an important message is repeated at most twice', () => {
    const kinds = [1, 2, 3].map((unknowns) => nextStep(unknown, { important: true, unknowns, misses: 0 }, 0.5).kind);
    expect(kinds).toEqual(['again', 'again', 'dead']);
  });
  it('of a crash the same holds', () => {
    expect([1, 2, 3].map((attempts) => repeatsAfterCrash({ important: true, attempts }))).toEqual([true, true, false]);
    expect(repeatsAfterCrash({ important: false, attempts: 1 })).toBe(false);
  });
});

describe('a throttled message', () => {
  it('waits at least as long as the connector says', () => {
    for (const random of [0, 0.5, 1]) {
      const step = nextStep({ kind: 'throttled', retryAfterMs: 5000 }, { important: false, unknowns: 0, misses: 1 }, random);
      expect(step).toMatchObject({ kind: 'again', delivery: 'due' });
      expect(step.kind === 'again' && step.waitMs).toBeGreaterThanOrEqual(5000);
    }
  });
  it('else waits 2 to 20 seconds, longer each time, and is never lost', () => {
    const waits = [1, 2, 3, 4, 5, 50].map((misses) => {
      const step = nextStep({ kind: 'throttled' }, { important: false, unknowns: 0, misses }, 0.5);
      return step.kind === 'again' ? step.waitMs : step.kind;
    });
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 20_000, 20_000]);
    for (const random of [0, 1]) {
      for (const misses of [1, 9]) {
        const step = nextStep({ kind: 'throttled' }, { important: false, unknowns: 0, misses }, random);
        expect(step.kind === 'again' && step.waitMs >= 2000 && step.waitMs <= 20_000).toBe(true);
      }
    }
  });
});

describe('the rate of sends', () => {
  /** Sends as fast as allowed. Out: when each was sent. */
  function pace(count: number, conversation: (n: number) => string): number[] {
    const rate = createSendRate();
    const times: number[] = [];
    let at = 0;
    for (let n = 0; n < count; n += 1) {
      for (let wait = rate.book(conversation(n), at); wait > 0; wait = rate.book(conversation(n), at)) at += wait;
      times.push(at);
    }
    return times;
  }
  const most = (times: readonly number[], ms: number) =>
    Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));

  it('in one conversation stays within 7 in 1 s, 8 in 2 s, 60 in 30 s', () => {
    const times = pace(200, () => 'one');
    expect([most(times, 1000), most(times, 2000), most(times, 30_000)]).toEqual([7, 8, 60]);
  });
  it('over all conversations stays within 30 in 1 s', () => {
    const times = pace(200, (n) => `conversation-${n}`);
    expect(most(times, 1000)).toBe(30);
  });

  it('counts a channel as one with all its threads, under our name for it and its own', () => {
    const names = ['teams:19:a@thread.tacv2;messageid=1', '19:a@thread.tacv2', 'teams:19:a@thread.tacv2', '19:a@thread.tacv2;messageid=22'];
    expect(
      most(
        pace(60, (n) => names[n % names.length] ?? ''),
        1000,
      ),
    ).toBe(7);
  });

  it('leaves out typing that would have to wait, and lets words wait', async () => {
    const timing = manualTiming();
    const sent: unknown[] = [];
    const connector = withinLimits(
      {
        send: async (_, activity) => {
          sent.push(activity.type);
          return { kind: 'delivered' };
        },
      },
      createSendRate(),
      timing,
    );
    const address = {
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1:1',
      conversation: { id: 'a:one' },
    } as const;
    for (let n = 0; n < 7; n += 1) await connector.send(address, { type: 'typing' });
    expect(await connector.send(address, { type: 'typing' })).toEqual({ kind: 'throttled', retryAfterMs: 1000 });
    const words = connector.send(address, { type: 'message' });
    timing.advance(await timing.nextWait());
    expect([(await words).kind, sent.length, sent.at(-1)]).toEqual(['delivered', 8, 'message']);
  });
});
