/** Five-fold cross-validation over the content, and over further lines if given. Usage: `npm run evaluate:cv -- [FILE.jsonl] [--json]` */
import { crossValidate } from '../understanding/cross-validate.ts';
import { readJudged } from '../understanding/judged-lines.ts';
import { readParts } from '../understanding/load-content.ts';
import { figuresOf, report } from '../understanding/metrics.ts';

const args = process.argv.slice(2);
const file = args.find((arg) => !arg.startsWith('--'));

try {
  const { utterances, products } = readParts(process.env.CONTENT_DIR ?? 'content');
  const lines = [...utterances.map(({ text, label }) => ({ text, expect: [label] })), ...(file === undefined ? [] : readJudged(file))];
  const outcomes = crossValidate(lines, products);
  console.log(args.includes('--json') ? JSON.stringify(figuresOf(outcomes)) : report(outcomes));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
