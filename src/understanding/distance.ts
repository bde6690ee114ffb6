/** Edit distance between words, transpositions counted as one. */
import distances from 'natural/lib/natural/distance/levenshtein_distance.js';

/** Number of edits between two words, or `limit + 1` as soon as their lengths alone exceed the limit. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  return distances.DamerauLevenshteinDistance(a, b, { restricted: true });
}
