/** Bringing a ticket over: one look-up first, patience after a lost answer, never a second ticket. */
import { describe, expect, it } from 'vitest';
import type { SystemTicket } from '../../src/domain/ticketing.ts';
import { backOff } from '../../src/ticketing/back-off.ts';
import { type CreateFacts, nextCreateStep } from '../../src/ticketing/create-step.ts';

const now = Date.UTC(2026, 10, 23, 9);
const there = (change: Partial<SystemTicket> = {}): SystemTicket => ({
  id: '1',
  number: '#1',
  rawStatus: 'new',
  subject: 'Betreff',
  reference: 'IMM-2026-000001-1',
  createdAt: now,
  updatedAt: now,
  ...change,
});
const facts = (change: Partial<CreateFacts> = {}): CreateFacts => ({
  draft: { reference: 'IMM-2026-000001-1', createdAt: now },
  found: [],
  link: { posts: 0 },
  settleMs: 3000,
  maxPosts: 3,
  now,
  ...change,
});

describe('the next step of bringing a ticket over', () => {
  it('sends when nothing is there', () => expect(nextCreateStep(facts())).toEqual({ kind: 'post' }));

  it('takes what is there, the oldest first', () => {
    const found = [there({ id: '4' }), there({ id: '9' })];
    expect(nextCreateStep(facts({ found, link: { posts: 1, settleUntil: now + 1 } }))).toEqual({ kind: 'take', ticket: found[0] });
  });

  it('waits while a request without an answer may still be worked on, and looks several times', () => {
    expect(nextCreateStep(facts({ link: { posts: 1, settleUntil: now + 3000 } }))).toEqual({ kind: 'wait', until: now + 1000 });
    expect(nextCreateStep(facts({ link: { posts: 1, settleUntil: now + 400 } }))).toEqual({ kind: 'wait', until: now + 400 });
    expect(nextCreateStep(facts({ link: { posts: 1, settleUntil: now } }))).toEqual({ kind: 'post' });
  });

  it('gives up after the last allowed send', () =>
    expect(nextCreateStep(facts({ link: { posts: 3, settleUntil: now } }))).toEqual({ kind: 'giveUp' }));

  it('does not take a ticket that was there before ours: its reference is taken', () => {
    const old = there({ createdAt: now - 3_600_000 });
    expect(nextCreateStep(facts({ found: [old] }))).toEqual({ kind: 'taken', ticket: old });
    const ours = there({ id: '7' });
    expect(nextCreateStep(facts({ found: [old, ours] }))).toEqual({ kind: 'take', ticket: ours });
  });
});

describe('the wait after a failure', () => {
  it('grows from seconds to minutes and is spread out', () => {
    expect([1, 2, 3, 4].map((attempts) => backOff(attempts, 0.999))).toEqual([1999, 3998, 7996, 15_992]);
    expect(backOff(1, 0)).toBe(1000);
    expect(backOff(50, 0)).toBe(150_000);
    expect(backOff(50, 0.999)).toBeLessThanOrEqual(300_000);
  });
});
