/** The quick way out of the edit distance must never differ from the slow way through. */
import fc from 'fast-check';
import distances from 'natural/lib/natural/distance/levenshtein_distance.js';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/understanding/distance.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcdepß19'), minLength: 0, maxLength: 8 });

describe('the edit distance', () => {
  it.each([
    ['drucker', 'druckre', 2, 1],
    ['netzwerk', 'netzwrk', 2, 1],
    ['karthago', 'kathargo', 2, 2],
    ['hausperfekt', 'hausmeister', 2, 3],
    ['maus', 'haus', 0, 1],
  ])('of %s and %s within %i is %i', (a, b, limit, expected) => {
    expect(editDistance(a, b, limit)).toBe(expected);
  });

  it('is exact up to the limit, and above the limit says so', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        const exact = distances.DamerauLevenshteinDistance(a, b, { restricted: true });
        const found = editDistance(a, b, limit);
        if (exact <= limit) expect(found).toBe(exact);
        else expect(found).toBeGreaterThan(limit);
      }),
      { numRuns: 2000 },
    );
  });
});
