/** Finds stored examples that are most like a text, to show why a label was chosen. */
import type { Example } from './dataset.ts';
import { fold, tokens } from './normalise.ts';
import { stem } from './stem.ts';

/** An index over examples: which contain which stem, and how much a stem tells. */
export interface ExampleIndex {
  readonly examples: readonly Example[];
  readonly postings: ReadonlyMap<string, readonly number[]>;
}

function stemsOf(text: string): Set<string> {
  return new Set(tokens(fold(text)).slice(0, 120).map(stem));
}

/** Builds the index; done once, on first use. */
export function indexExamples(examples: readonly Example[]): ExampleIndex {
  const postings = new Map<string, number[]>();
  examples.forEach((example, i) => {
    for (const word of stemsOf(example.text)) {
      const list = postings.get(word);
      if (list) list.push(i);
      else postings.set(word, [i]);
    }
  });
  return { examples, postings };
}

/** Up to `limit` examples of the label that share telling words with the text, best first. */
export function nearest(index: ExampleIndex, text: string, label: string, limit: number): string[] {
  const points = new Map<number, number>();
  for (const word of stemsOf(text)) {
    const list = index.postings.get(word);
    if (list === undefined || list.length > index.examples.length / 10) continue;
    const worth = Math.log(index.examples.length / list.length);
    for (const i of list) {
      const example = index.examples[i];
      if (example?.label === label) points.set(i, (points.get(i) ?? 0) + worth / Math.sqrt(8 + example.text.length));
    }
  }
  return [...points]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([i]) => index.examples[i]?.text ?? '');
}
