/** Somebody who means harm: what they can add to the database is bounded, and they are told when to come back. */
import { statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits, quota } from '../../src/directline/quotas.ts';
import { askToken, typed, visit } from '../support/direct-line-client.ts';
import { type ServedChat, serveChat } from '../support/served-chat.ts';

const tenSeconds = 10_000;
const tenMinutes = 600_000;
const day = 86_400_000;
/** A message with its reply and their marks. */
const mostBytesOfMessage = 4096;
const mostBytesOfConversation = 4096;

let chat: ServedChat;
beforeAll(async () => {
  chat = await serveChat({ limits: defaultLimits });
});
afterAll(() => chat.close());

const bytesOnDisk = (): number => {
  const file = path.join(path.dirname(chat.uploadFolder), 'support-lotse.db');
  return statSync(file).size + statSync(`${file}-wal`).size;
};

/** What was answered to many requests: how many went through, and that every other one was a 429 with a time to wait. */
async function goneThrough(requests: readonly Promise<Response>[]): Promise<number> {
  const answers = await Promise.all(requests);
  for (const { status, headers } of answers.filter(({ status }) => status !== 200)) {
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  return answers.filter(({ status }) => status === 200).length;
}

test('one visitor with ten thousand messages leaves a thousand of them in a day', async () => {
  const visitor = await visit(chat.url);
  const before = bytesOnDisk();
  let sent = 0;
  let kept = 0;
  while (sent < 10_000) {
    const many = kept < 1000 ? 50 : 500;
    kept += await goneThrough(Array.from({ length: many }, (_, n) => visitor.post(typed(`Nachricht ${sent + n}`, `m-${sent + n}`))));
    sent += many;
    chat.passTime(tenSeconds + 500);
  }
  expect(kept).toBe(1000);
  const stored = await chat.storage.messagesAfter(visitor.conversationId, 0, 30_000);
  expect(stored.filter(({ direction }) => direction === 'in')).toHaveLength(1000);
  expect(bytesOnDisk() - before).toBeLessThan(1000 * mostBytesOfMessage + 8 * 1024 * 1024);
}, 120_000);

test('one address opens a hundred conversations at once, two thousand in a day, and may come back the next day', async () => {
  chat.passTime(2 * day);
  const ask = (many: number) => goneThrough(Array.from({ length: many }, () => askToken(chat.url)));
  const before = bytesOnDisk();
  expect(await ask(1000)).toBe(100);
  let opened = 100;
  for (let round = 0; round < 24; round += 1) {
    chat.passTime(tenMinutes + 30_000);
    opened += await ask(110);
  }
  expect(opened).toBe(2000);
  expect(bytesOnDisk() - before).toBeLessThan(2000 * mostBytesOfConversation + 8 * 1024 * 1024);
  chat.passTime(day);
  expect(await ask(1)).toBe(1);
}, 120_000);

describe('a quota', () => {
  const limits = [
    { count: 5, windowMs: 1000 },
    { count: 12, windowMs: 20_000 },
  ];
  const steps = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 900 }), amount: fc.integer({ min: 1, max: 3 }) }), { maxLength: 80 });

  test('never lets more through than each of its limits within that limit’s window', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { take } = quota(limits);
        const passed: { at: number; amount: number }[] = [];
        let now = 1_000_000;
        for (const { pause, amount } of all) {
          now += pause;
          if (take('a', now, amount) === 0) passed.push({ at: now, amount });
          for (const { count, windowMs } of limits) {
            const within = passed.filter(({ at }) => at > now - windowMs * 0.95);
            expect(within.reduce((sum, one) => sum + one.amount, 0)).toBeLessThanOrEqual(count);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has room for one again after the time it tells, and never tells of more than a window', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { take } = quota([{ count: 5, windowMs: 1000 }]);
        let now = 1_000_000;
        for (const { pause } of all) {
          now += pause % 200;
          const wait = take('a', now);
          expect(wait).toBeLessThanOrEqual(1000);
          if (wait > 0) {
            now += wait;
            expect(take('a', now)).toBe(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('counts each key by itself', () => {
    const { take } = quota([{ count: 1, windowMs: 1000 }]);
    expect([take('a', 5000), take('b', 5000)]).toEqual([0, 0]);
    expect(take('a', 5000)).toBeGreaterThan(0);
  });
});
