/** The understanding that tests share: trained at most once, kept in the model cache of the repository. */
import { join } from 'node:path';
import { loadUnderstanding, type UnderstandingParts } from '../../src/understanding/model.ts';
import type { Understanding } from '../../src/understanding/types.ts';
import { readUtterances } from '../../src/understanding/utterances.ts';

const root = join(import.meta.dirname, '../..');

export const products = [
  { id: 'hausperfekt', name: 'Hausperfekt', synonyms: ['Haus perfekt', 'Hausperfect'] },
  { id: 'karthago', name: 'Karthago', synonyms: ['Kartago', 'Carthago'] },
];

/** Parts from the shipped content. */
export function shippedParts(): UnderstandingParts {
  const { utterances, problems } = readUtterances(join(root, 'content/utterances'));
  if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 5)));
  return { utterances, products, cacheDir: join(root, 'dist/model') };
}

/** The understanding of the shipped content. */
export function trained(): Promise<Understanding> {
  return loadUnderstanding(shippedParts());
}
