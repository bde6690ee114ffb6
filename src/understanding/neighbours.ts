/** A second opinion on "covered", apart from the classifier: are the taught cases that read most like a text covered ones? */
import type { Example } from './dataset.ts';
import { COVERED, isBillable } from './decision.ts';
import { wordFeatures } from './features.ts';
import { BUCKETS, bucketOf } from './hash.ts';
import { fold, tokens } from './normalise.ts';

/** How many examples are asked; measured from 9 to 31, fewer follow single lines, more follow the commoner label. */
const ASKED = 15;

const MAX_TOKENS = 400;

/** Covered and billable examples by their words and word pairs: bucket `b` stands in the examples `ids[starts[b]]` to `ids[starts[b + 1]]`. */
export interface CaseIndex {
  readonly isCovered: readonly boolean[];
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

/** Builds the index from the covered and the billable examples; the others are no cases and have no say. */
export function indexCases(examples: readonly Example[]): CaseIndex {
  const cases = examples.filter(({ label }) => label === COVERED || isBillable(label));
  const rows = cases.map(({ text }) => bucketsOf(text));
  const starts = new Uint32Array(BUCKETS + 1);
  for (const bucket of rows.flat()) starts[bucket + 1] = (starts[bucket + 1] as number) + 1;
  const worth = Float32Array.from(starts.subarray(1), (seen) => (1 + Math.log((cases.length + 1) / (seen + 1))) ** 2);
  for (let b = 0; b < BUCKETS; b++) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number);
  const ids = new Uint32Array(starts[BUCKETS] as number);
  const next = starts.slice();
  rows.forEach((row, i) => {
    for (const bucket of row) {
      ids[next[bucket] as number] = i;
      next[bucket] = (next[bucket] as number) + 1;
    }
  });
  const lengths = Float32Array.from(rows, (row) => Math.sqrt(row.reduce((sum, bucket) => sum + (worth[bucket] as number), 0)));
  return { isCovered: cases.map(({ label }) => label === COVERED), starts, ids, worth, lengths };
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
