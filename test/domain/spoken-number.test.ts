import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenNumber } from '../../src/domain/spoken-number.ts';
import { ticketNumber } from '../../src/domain/ticket.ts';

describe('a number said on the telephone', () => {
  it.each(['IMM 2026 123 6', 'imm-2026-000123-6', 'IMM 2026 0 0 0 1 2 3 6', 'I M M 2026 000 123 6', '2026 123 6'])(
    '"%s" is the one it can only mean',
    (text) => {
      const { number } = { number: ticketNumber(2026, 123) };
      const heard = spokenNumber(text.replace(/6$/, number.slice(-1)));
      expect(heard).toEqual({ number, readBack: `I M M, 2 0 2 6, 0 0 0 1 2 3, ${number.slice(-1)}`, isRight: true });
    },
  );

  it('is found whatever stands between its groups, and every misheard digit is noticed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2024, max: 2099 }),
        fc.integer({ min: 1, max: 999_999 }),
        fc.constantFrom(' ', '-', ', ', ' / '),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (year, counter, between, at, by) => {
          const number = ticketNumber(year, counter);
          const [, , digits = '', check = ''] = number.split('-');
          expect(spokenNumber(['IMM', year, digits, check].join(between))).toMatchObject({ number, isRight: true });
          const place = at % digits.length;
          const wrong = digits.slice(0, place) + ((Number(digits[place]) + by) % 10) + digits.slice(place + 1);
          expect(spokenNumber(['IMM', year, wrong, check].join(between))).toMatchObject({ isRight: false });
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['Muster Hausverwaltung', 'D-10001', 'demo@muster.example', '', '2026', 'IMM'])('"%s" is none', (text) => {
    expect(spokenNumber(text)).toBeUndefined();
  });
});
