/** What every command around understanding begins with: utterances and products from the content folder, the model from its cache. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ProductNames } from './entities.ts';
import type { UnderstandingParts } from './model.ts';
import { readUnchecked, readUtterances } from './utterances.ts';

/** Where the trained model lies unless told otherwise. */
export const MODEL_DIR = 'dist/model';

const named = z.object({ id: z.string(), name: z.string(), synonyms: z.array(z.string()).default([]) });
const productsFile = z.union([z.array(named), z.object({ products: z.array(named) }).transform(({ products }) => products)]);

function readProducts(contentDir: string): readonly ProductNames[] {
  const file = join(contentDir, 'products.yaml');
  if (!existsSync(file)) return [];
  const parsed = productsFile.safeParse(parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : [];
}

/** Parts to look for a trained model with; undefined when the folder is not as it should be, and `readParts` says how. */
export function readPartsUnchecked(contentDir: string, cacheDir: string): UnderstandingParts | undefined {
  const utterances = readUnchecked(join(contentDir, 'utterances'));
  return utterances && { utterances, products: readProducts(contentDir), cacheDir };
}

/** Parts to load an understanding from; throws one readable message that lists every problem of the utterances. */
export function readParts(contentDir: string, cacheDir: string = MODEL_DIR): UnderstandingParts {
  const { utterances, problems } = readUtterances(join(contentDir, 'utterances'));
  if (problems.length > 0) {
    throw new Error(problems.map(({ file, line, message, fix }) => `${file}:${line}: ${message}: ${fix}`).join('\n'));
  }
  return { utterances, products: readProducts(contentDir), cacheDir };
}
