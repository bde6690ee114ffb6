/** Finds stored examples that are most like a text, to show why a label was chosen. */
import type { Example } from './dataset.ts';
import { fold, tokens } from './normalise.ts';
import { stem } from './stem.ts';

/** An index over examples: per label, which examples contain which stem; and how many contain it at all. */
export interface ExampleIndex {
  readonly size: number;
  readonly texts: readonly string[];
  readonly byLabel: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  readonly frequency: ReadonlyMap<string, number>;
}

function stemsOf(text: string): Set<string> {
  return new Set(tokens(fold(text)).slice(0, 120).map(stem));
}

/** Builds the index; done once, on first use. */
export function indexExamples(examples: readonly Example[]): ExampleIndex {
  const byLabel = new Map<string, Map<string, number[]>>();
  const frequency = new Map<string, number>();
  examples.forEach(({ text, label }, i) => {
    const postings = byLabel.get(label) ?? new Map<string, number[]>();
    byLabel.set(label, postings);
    for (const word of stemsOf(text)) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
      const list = postings.get(word);
      if (list) list.push(i);
      else postings.set(word, [i]);
    }
  });
  return { size: examples.length, texts: examples.map(({ text }) => text), byLabel, frequency };
}

/** Up to `limit` examples of the label that share telling words with the text, best first. */
export function nearest(index: ExampleIndex, text: string, label: string, limit: number): string[] {
  const postings = index.byLabel.get(label);
  if (postings === undefined) return [];
  const points = new Map<number, number>();
  for (const word of stemsOf(text)) {
    const worth = Math.log(index.size / (index.frequency.get(word) ?? index.size));
    if (worth < 2.5) continue;
    for (const i of postings.get(word) ?? []) points.set(i, (points.get(i) ?? 0) + worth / Math.sqrt(8 + (index.texts[i] ?? '').length));
  }
  return [...points]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([i]) => index.texts[i] ?? '');
}
