/** Worker thread: trains the model of the utterances it is given and leaves it in the cache. */
import { workerData } from 'node:worker_threads';
import { loadUnderstanding } from './model.ts';
import type { Utterance } from './utterances.ts';

const { utterances, cacheDir } = workerData as { utterances: readonly Utterance[]; cacheDir: string };
await loadUnderstanding({ utterances, cacheDir, products: [] });
