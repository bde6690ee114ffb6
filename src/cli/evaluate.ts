/** Measures the understanding on a JSONL file. Usage: `npm run evaluate -- FILE.jsonl [--json]` */
import { readJudged } from '../understanding/judged-lines.ts';
import { readParts } from '../understanding/load-content.ts';
import { figuresOf, report, runLines } from '../understanding/metrics.ts';
import { loadUnderstanding } from '../understanding/model.ts';

const args = process.argv.slice(2);
const file = args.find((arg) => !arg.startsWith('--'));

if (file === undefined) {
  console.error('Usage: npm run evaluate -- FILE.jsonl [--json]');
  process.exitCode = 1;
} else {
  try {
    const lines = readJudged(file);
    const understanding = await loadUnderstanding(readParts(process.env.CONTENT_DIR ?? 'content'));
    const outcomes = runLines(lines, understanding.understand);
    console.log(args.includes('--json') ? JSON.stringify(figuresOf(outcomes)) : report(outcomes));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
