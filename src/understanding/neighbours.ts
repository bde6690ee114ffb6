/** A second opinion on "covered", apart from the classifier: are the taught cases that read most like a text covered ones? */
import type { Example } from './dataset.ts';
import { COVERED, isBillable } from './decision.ts';
import { wordFeatures } from './features.ts';
import { BUCKETS, bucketOf } from './hash.ts';
import { fold, tokens } from './normalise.ts';

/** How many examples are asked; measured from 9 to 31, fewer follow single lines, more follow the commoner label. */
const ASKED = 15;

const MAX_TOKENS = 400;

/** Buckets of the words and word pairs of covered and billable examples: example `i` has those from `starts[i]` to `starts[i + 1]`. Made in training, kept with the model. */
export interface Cases {
  /** 1 for a covered example, 0 for a billable one. */
  readonly isCovered: Uint8Array;
  readonly starts: Uint32Array;
  readonly buckets: Uint32Array;
}

/** The same by bucket: bucket `b` stands in the examples `ids[starts[b]]` to `ids[starts[b + 1]]`. */
export interface CaseIndex {
  readonly isCovered: Uint8Array;
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  /** Worth of a shared bucket: the rarer, the more. */
  readonly worth: Float32Array;
  /** Length of each example's row, so that long lines are not near to everything. */
  readonly lengths: Float32Array;
}

function bucketsOf(text: string): number[] {
  const folded = fold(text);
  return [...new Set(wordFeatures(tokens(folded).slice(0, MAX_TOKENS), folded).map(bucketOf))];
}

/** In: examples. Out: the covered and the billable ones; the others are no cases and have no say. */
export function casesOf(examples: readonly Example[]): Cases {
  const cases = examples.filter(({ label }) => label === COVERED || isBillable(label));
  const rows = cases.map(({ text }) => bucketsOf(text));
  const starts = new Uint32Array(cases.length + 1);
  for (const [i, row] of rows.entries()) starts[i + 1] = (starts[i] as number) + row.length;
  const isCovered = Uint8Array.from(cases, ({ label }) => (label === COVERED ? 1 : 0));
  return { isCovered, starts, buckets: Uint32Array.from(rows.flat()) };
}

/** Turns the cases around, so that those sharing a bucket are found at once. */
export function indexCases(cases: Cases): CaseIndex {
  const count = cases.isCovered.length;
  const starts = new Uint32Array(BUCKETS + 1);
  for (const bucket of cases.buckets) starts[bucket + 1] = (starts[bucket + 1] as number) + 1;
  const worth = Float32Array.from(starts.subarray(1), (seen) => (1 + Math.log((count + 1) / (seen + 1))) ** 2);
  for (let b = 0; b < BUCKETS; b++) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number);
  const ids = new Uint32Array(starts[BUCKETS] as number);
  const next = starts.slice();
  const lengths = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let k = cases.starts[i] as number; k < (cases.starts[i + 1] as number); k++) {
      const bucket = cases.buckets[k] as number;
      ids[next[bucket] as number] = i;
      next[bucket] = (next[bucket] as number) + 1;
      sum += worth[bucket] as number;
    }
    lengths[i] = Math.sqrt(sum);
  }
  return { isCovered: cases.isCovered, starts, ids, worth, lengths };
}

/** Nearness of each example to the text, not yet divided by the length of the text: the same for all of them. */
function nearnessOf(index: CaseIndex, text: string): Float32Array {
  const near = new Float32Array(index.lengths.length);
  for (const bucket of bucketsOf(text)) {
    const worth = index.worth[bucket] as number;
    for (let k = index.starts[bucket] as number; k < (index.starts[bucket + 1] as number); k++) {
      const id = index.ids[k] as number;
      near[id] = (near[id] as number) + worth;
    }
  }
  for (let i = 0; i < near.length; i++) near[i] = (near[i] as number) / (index.lengths[i] as number);
  return near;
}

/** Positions of the largest values above zero, largest first: a row of few is kept in order while all are looked at once. */
function largest(values: Float32Array, limit: number): number[] {
  const found: number[] = [];
  let least = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value <= least) continue;
    const at = found.findIndex((other) => (values[other] as number) < value);
    found.splice(at < 0 ? found.length : at, 0, i);
    if (found.length > limit) found.pop();
    if (found.length === limit) least = values[found[limit - 1] as number] as number;
  }
  return found;
}

/** Out: 0 to 1, how far the nearest cases are covered ones, the nearer the weightier; 0 where nothing taught is near. Pure. */
export function coveredShare(index: CaseIndex, text: string): number {
  const near = nearnessOf(index, text);
  let covered = 0;
  let all = 0;
  for (const i of largest(near, ASKED)) {
    const weight = (near[i] as number) ** 2;
    all += weight;
    if (index.isCovered[i]) covered += weight;
  }
  return all === 0 ? 0 : covered / all;
}
