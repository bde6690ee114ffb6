/** Edit distance between words, transpositions counted as one. */
import distances from 'natural/lib/natural/distance/levenshtein_distance.js';

/** The letters and digits of a word as bits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) % 32);
  return bits;
}

function howMany(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** Each letter that only one of the words has costs an edit, and an edit settles at most one of each word's. */
function leastEdits(a: string, b: string): number {
  const [inA, inB] = [lettersOf(a), lettersOf(b)];
  return Math.max(howMany(inA & ~inB), howMany(inB & ~inA), Math.abs(a.length - b.length));
}

/** Number of edits between two words, or `limit + 1` as soon as their lengths or letters alone exceed the limit. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (leastEdits(a, b) > limit) return limit + 1;
  return distances.DamerauLevenshteinDistance(a, b, { restricted: true });
}
