import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen, type Offer, price, type Rate } from '../../src/domain/offer.ts';

const rate: Rate = {
  netCentsPerHour: 12_000,
  vatPercent: 19,
  currency: 'EUR',
  incrementMinutes: 15,
  minimumMinutes: 30,
  example: false,
  version: 'v',
};

describe('the price of an effort', () => {
  it.each([
    [1, 30, 6000, 1140, 7140],
    [30, 30, 6000, 1140, 7140],
    [31, 45, 9000, 1710, 10_710],
    [60, 60, 12_000, 2280, 14_280],
    [61, 75, 15_000, 2850, 17_850],
  ])('%i minutes are billed as %i: %i net, %i VAT, %i gross', (minutes, billedMinutes, netCents, vatCents, grossCents) => {
    expect(price(rate, minutes)).toEqual({ billedMinutes, netCents, vatCents, grossCents });
  });

  it('is never below the minimum, grows with the minutes, and adds up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 50_000 }), (minutes, netCentsPerHour) => {
        const now = price({ ...rate, netCentsPerHour }, minutes);
        const later = price({ ...rate, netCentsPerHour }, minutes + 1);
        expect(now.billedMinutes).toBeGreaterThanOrEqual(Math.max(minutes, rate.minimumMinutes));
        expect(later.netCents).toBeGreaterThanOrEqual(now.netCents);
        expect(now.grossCents).toBe(now.netCents + now.vatCents);
      }),
    );
  });
});

describe('an offer is open', () => {
  const offer = { state: 'open', terms: { validUntil: 1000 } } as Offer;
  it('until its last moment', () => expect(isOpen(offer, 1000)).toBe(true));
  it('not a moment longer, whether or not a timer fired', () => expect(isOpen(offer, 1001)).toBe(false));
  it('never once it was decided', () => expect(isOpen({ ...offer, state: 'declined' }, 0)).toBe(false));
});
