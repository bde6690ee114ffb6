/** What understanding and answering cost on this machine: loading the model, a line, an answer among 10,000 entries. `npm run bench:understanding` */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { answerFor } from '../../src/content/faq.ts';
import type { FaqEntry, Knowledge } from '../../src/content/knowledge.ts';
import { readJudged } from '../../src/understanding/judged-lines.ts';
import { figuresOf, runLines } from '../../src/understanding/metrics.ts';
import { loadUnderstanding } from '../../src/understanding/model.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { shippedParts } from '../understanding/trained.ts';

const ENTRIES = 10_000;
const RUNS = 51;

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function print(what: string, ms: number, aim: number): void {
  console.log(`${what.padEnd(44)} ${ms.toFixed(2).padStart(9)} ms   aim ${aim}`);
}

/** A word of its own for each number, none the beginning of another. */
function subject(n: number): string {
  const letters = String(n)
    .padStart(5, '0')
    .replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
  return `thema${letters}`;
}

function entry(n: number): FaqEntry {
  const question = 'Wie erreiche ich den Support zur Abrechnung im Portal?';
  const rest = { clauses: ['F1.1'], products: [], askProduct: false, related: [], answer: 'Text' };
  return { id: `n${n}`, label: 'faq/nutzen', main: n === 0, question, keywords: [subject(n), 'allgemein'], ...rest };
}

await loadUnderstanding(shippedParts());
const start = performance.now();
const understanding = await loadUnderstanding(shippedParts());
print('examples read, model loaded from its cache', performance.now() - start, 500);

const lines = readJudged(join(import.meta.dirname, '../understanding/held-out.jsonl'));
const { msP50, msP99 } = figuresOf(runLines(lines, understanding.understand));
print('a line understood, p50', msP50, 2);
print('a line understood, p99', msP99, 2);

const { knowledge } = await shippedSnapshot(false);
const many: Knowledge = { ...knowledge, faq: Array.from({ length: ENTRIES }, (_, n) => entry(n)) };
print(
  `index over ${ENTRIES} entries, once a snapshot`,
  time(() => answerFor(many, 'faq/nutzen', 'warm')),
  5000,
);
const asked = `Wie erreiche ich den Support mit ${subject(4711)} und der Abrechnung im Portal, wenn nichts mehr geht?`;
const answers = Array.from({ length: RUNS }, () => time(() => answerFor(many, 'faq/nutzen', asked)));
print(`an answer among ${ENTRIES} entries, median`, median(answers), 20);
print(`understood and answered among ${ENTRIES}`, median(answers) + msP99, 20);
console.log(`load average ${loadavg()[0]?.toFixed(1)}`);
