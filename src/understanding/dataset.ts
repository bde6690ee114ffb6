/** Examples as sparse rows: what the trainers walk over. */
import { type Features, featuresOf, weigh } from './features.ts';
import { BUCKETS } from './hash.ts';
import { german, type Reading } from './reading.ts';

/** One example utterance with the label it teaches; any label set works, the product's is one of them. */
export interface Example {
  readonly text: string;
  readonly label: string;
}

/** Row `i` occupies `starts[i]` to `starts[i + 1]` of `buckets` and `values`. */
export interface Dataset {
  readonly labels: readonly string[];
  readonly targets: Uint16Array;
  readonly starts: Uint32Array;
  readonly buckets: Uint32Array;
  readonly values: Float32Array;
}

/** How rare each bucket is: 1 + ln((n + 1) / (df + 1)). */
export function rarityOf(rows: readonly Features[]): Float32Array {
  const seen = new Uint32Array(BUCKETS);
  for (const row of rows) for (const bucket of row.buckets) seen[bucket] = (seen[bucket] ?? 0) + 1;
  return Float32Array.from(seen, (df) => 1 + Math.log((rows.length + 1) / (df + 1)));
}

/** Weighs the rows and lays them out flat. */
export function layOut(
  rows: readonly Features[],
  targets: readonly number[],
  labels: readonly string[],
  rarity: Float32Array,
  reading: Reading = german,
): Dataset {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = (starts[i] ?? 0) + row.buckets.length;
  });
  const buckets = new Uint32Array(starts[rows.length] ?? 0);
  const values = new Float32Array(buckets.length);
  rows.forEach((row, i) => {
    buckets.set(row.buckets, starts[i]);
    values.set(weigh(row, rarity, reading), starts[i]);
  });
  return { labels, targets: Uint16Array.from(targets), starts, buckets, values };
}

/** Feature rows of examples, in order. */
export function rowsOf(examples: readonly Example[], reading: Reading = german): Features[] {
  return examples.map((example) => featuresOf(example.text, reading));
}
