/** A status outside moves our ticket only where our rules allow it. */
import { describe, expect, it } from 'vitest';
import { type Ours, takeOver } from '../../src/domain/takeover.ts';
import { mayChange, stateAllowed } from '../../src/domain/ticket.ts';
import { coverages, orderStates, type TicketState, ticketStates } from '../../src/domain/vocabulary.ts';

const ours = (state: TicketState, change: Partial<Ours> = {}): Ours => ({
  ticket: { state, coverage: 'undecided' },
  lastRaw: 'before',
  alarmed: false,
  ...change,
});

describe('a status outside', () => {
  it('moves our ticket when the rules allow it', () => {
    expect(takeOver(ours('new'), { rawStatus: 'open', state: 'open' })).toEqual({ kind: 'change', to: 'open' });
  });

  it('that was seen before is no news', () => {
    expect(takeOver(ours('new', { lastRaw: 'open' }), { rawStatus: 'open', state: 'open' })).toEqual({ kind: 'same' });
  });

  it('is looked at again while an alarm about it stands', () => {
    expect(takeOver(ours('new', { lastRaw: 'open', alarmed: true }), { rawStatus: 'open', state: 'open' })).toEqual({
      kind: 'change',
      to: 'open',
    });
  });

  it('never shows billable work without a confirmed order: it is kept and alarmed', () => {
    const billable = { state: 'new', coverage: 'billable' } as const;
    const open = { rawStatus: 'open', state: 'open' } as const;
    for (const order of [undefined, 'placed', 'withdrawn', 'cancelled'] as const)
      expect(takeOver(ours('new', { ticket: billable, order }), open)).toEqual({ kind: 'keep', alarm: 'orderRule' });
    for (const order of ['confirmed', 'fulfilled'] as const)
      expect(takeOver(ours('new', { ticket: billable, order }), open)).toEqual({ kind: 'change', to: 'open' });
  });

  it.each(['declined', 'withdrawn'] as const)('never overwrites %s; work on it is an alarm', (state) => {
    expect(takeOver(ours(state), { rawStatus: 'rejected', state: 'closed' })).toEqual({ kind: 'keep', alarm: undefined });
    expect(takeOver(ours(state), { rawStatus: 'open', state: 'open' })).toEqual({ kind: 'keep', alarm: 'orderRule' });
  });

  it('that the map does not know is kept and alarmed', () => {
    expect(takeOver(ours('new'), { rawStatus: 'eskaliert' })).toEqual({ kind: 'keep', alarm: 'unknownStatus' });
  });

  it('in no combination leads to a state that the rules forbid', () => {
    for (const from of ticketStates)
      for (const to of [...ticketStates, undefined])
        for (const coverage of coverages)
          for (const order of [...orderStates, undefined])
            for (const alarmed of [true, false]) {
              const result = takeOver({ ticket: { state: from, coverage }, order, lastRaw: 'a', alarmed }, { rawStatus: 'b', state: to });
              if (result.kind !== 'change') continue;
              expect(mayChange(from, result.to) && stateAllowed(coverage, result.to, order)).toBe(true);
              expect(['declined', 'withdrawn']).not.toContain(from);
            }
  });
});
