import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTicketNumber, mayChange, stateAllowed, ticketNumber } from '../../src/domain/ticket.ts';
import { coverages, orderStates, ticketStates } from '../../src/domain/vocabulary.ts';

const counters = fc.integer({ min: 1, max: 999_999 });

describe('a ticket number', () => {
  it('is speakable and carries a check digit', () => expect(ticketNumber(2026, 123)).toMatch(/^IMM-2026-000123-\d$/));

  it('is found again in any sentence, in small letters too', () => {
    fc.assert(
      fc.property(counters, (counter) => {
        const number = ticketNumber(2026, counter);
        expect(findTicketNumber(`Was ist mit ${number.toLowerCase()}, bitte?`)).toBe(number);
      }),
    );
  });

  it('with one wrong digit is not taken for one', () => {
    fc.assert(
      fc.property(counters, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 }), (counter, place, add) => {
        const number = ticketNumber(2026, counter);
        const at = 9 + place;
        const digit = (Number(number[at]) + add) % 10;
        expect(findTicketNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBeUndefined();
      }),
    );
  });
});

describe('the order rule', () => {
  it('keeps a billable ticket out of work until its order is confirmed', () => {
    for (const order of [undefined, ...orderStates]) {
      expect(stateAllowed('billable', 'open', order), String(order)).toBe(order === 'confirmed' || order === 'fulfilled');
    }
  });

  it('says nothing about other states and other classings', () => {
    for (const coverage of coverages) {
      for (const state of ticketStates) {
        if (coverage === 'billable' && state === 'open') continue;
        expect(stateAllowed(coverage, state, undefined)).toBe(true);
      }
    }
  });
});

describe('states of a ticket', () => {
  it.each([
    ['new', 'open', true],
    ['waitingApproval', 'declined', true],
    ['waitingApproval', 'resolved', false],
    ['closed', 'open', false],
    ['declined', 'new', false],
    ['resolved', 'open', true],
  ] as const)('%s -> %s: %s', (from, to, allowed) => expect(mayChange(from, to)).toBe(allowed));
});
