/** The door to understanding: load it from its cache, train it here or in a worker, find its version. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Classifier } from './classifier.ts';
import type { ProductNames } from './entities.ts';
import { pruneModels, readModel, writeModel } from './model-file.ts';
import { casesOf } from './neighbours.ts';
import { trainClassifier } from './train-classifier.ts';
import type { Understanding } from './types.ts';
import { makeUnderstanding } from './understand.ts';
import type { Utterance } from './utterances.ts';

/** Raise it with every change of features, training or cache format. */
export const MODEL_VERSION = 5;

/** Trained models that stay in the cache: the live one, and those one may go back to. */
const KEPT_MODELS = 4;

export interface UnderstandingParts {
  readonly utterances: readonly Utterance[];
  readonly products: readonly ProductNames[];
  /** Folder for the trained model, for example `dist/model`. */
  readonly cacheDir: string;
}

/** Hash of utterances and code version; names the cache file. */
export function understandingVersion(utterances: readonly Utterance[]): string {
  const hash = createHash('sha256').update(`model ${MODEL_VERSION}\n`);
  for (const { label, text } of utterances) hash.update(`${label}\t${text}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** Where the trained model of these utterances is kept. */
export function cacheFile(parts: UnderstandingParts): string {
  return join(parts.cacheDir, `understanding-${understandingVersion(parts.utterances)}.bin`);
}

function bind(parts: UnderstandingParts, version: string, model: Classifier): Understanding {
  return makeUnderstanding(version, model, parts.utterances, parts.products);
}

/** The understanding from its cache, or undefined when it has to be trained first. */
export async function cachedUnderstanding(parts: UnderstandingParts): Promise<Understanding | undefined> {
  const version = understandingVersion(parts.utterances);
  const model = await readModel(cacheFile(parts), version);
  return model === undefined ? undefined : bind(parts, version, model);
}

/** Cache first; else trains in this thread and writes the cache. For commands and tests; a server calls `trainInWorker`. */
export async function loadUnderstanding(parts: UnderstandingParts): Promise<Understanding> {
  const cached = await cachedUnderstanding(parts);
  if (cached !== undefined) return cached;
  const version = understandingVersion(parts.utterances);
  const model = { ...trainClassifier(parts.utterances), cases: casesOf(parts.utterances) };
  await writeModel(cacheFile(parts), version, model);
  await pruneModels(parts.cacheDir, KEPT_MODELS);
  return bind(parts, version, model);
}

/** Cache first; else trains in a worker thread while the caller goes on answering. Rejects when the worker fails. */
export async function trainInWorker(parts: UnderstandingParts): Promise<Understanding> {
  const cached = await cachedUnderstanding(parts);
  if (cached !== undefined) return cached;
  await new Promise<void>((resolve, reject) => {
    const { utterances, cacheDir } = parts;
    const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: { utterances, cacheDir } });
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Training worker ended with code ${code}`))));
  });
  const trained = await cachedUnderstanding(parts);
  if (trained === undefined) throw new Error(`Training left no readable model in ${parts.cacheDir}`);
  return trained;
}
