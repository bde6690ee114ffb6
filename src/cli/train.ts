/** Trains the understanding from `content/utterances/` unless its cache is fresh. Usage: `npm run train` */
import { readParts } from '../understanding/load-content.ts';
import { loadUnderstanding } from '../understanding/model.ts';

const start = performance.now();
try {
  const parts = readParts(process.env.CONTENT_DIR ?? 'content');
  const { version } = await loadUnderstanding(parts);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`Understanding ${version} from ${parts.utterances.length} examples is ready after ${seconds} s.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
