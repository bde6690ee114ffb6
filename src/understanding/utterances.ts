/** Reads `content/utterances/`: one file per label, one example per line, `#` for remarks; every problem with file, line and cure. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Label, labels } from '../domain/vocabulary.ts';
import { fold, MAX_TEXT, tokens } from './normalise.ts';

export interface Utterance {
  readonly text: string;
  readonly label: Label;
}

/** What is wrong at one place, and what to do about it. */
export interface UtteranceProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}

export interface Utterances {
  readonly utterances: readonly Utterance[];
  readonly problems: readonly UtteranceProblem[];
}

const MIN_PER_LABEL = 20;

/** File name of a label: `case/akutes-problem` is taught by `case-akutes-problem.txt`. */
export function fileOf(label: Label): string {
  return `${label.replace('/', '-')}.txt`;
}

/** What is wrong with one line, or undefined; remembers the line in `seen` when it is right. */
function faultOf(text: string, place: string, seen: Map<string, string>): Pick<UtteranceProblem, 'message' | 'fix'> | undefined {
  if (text === '') return { message: 'empty line', fix: 'delete the line or put a # in front of a remark' };
  if (text.length > MAX_TEXT) return { message: `longer than ${MAX_TEXT} characters`, fix: 'shorten the example' };
  const key = tokens(fold(text)).join(' ') || text;
  const before = seen.get(key);
  if (before !== undefined) {
    return { message: `the same example stands at ${before}`, fix: 'keep it at the one label it belongs to' };
  }
  seen.set(key, place);
  return undefined;
}

function linesOf(folder: string, file: string): readonly string[] {
  return readFileSync(join(folder, file), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.trim());
}

function isOurs(file: string): boolean {
  return !file.startsWith('.') && !file.endsWith('.md');
}

function readLabel(folder: string, label: Label, seen: Map<string, string>, problems: UtteranceProblem[]): Utterance[] {
  const file = fileOf(label);
  const found: Utterance[] = [];
  const lines = linesOf(folder, file);
  for (const [i, text] of lines.entries()) {
    if (text.startsWith('#')) continue;
    const fault = faultOf(text, `${file}:${i + 1}`, seen);
    if (fault === undefined) found.push({ text, label });
    else problems.push({ file, line: i + 1, ...fault });
  }
  if (found.length < MIN_PER_LABEL) {
    const message = `only ${found.length} examples for ${label}`;
    problems.push({ file, line: lines.length, message, fix: `write at least ${MIN_PER_LABEL}` });
  }
  return found;
}

/**
 * Examples of all labels in the same order, unchecked and therefore quick: enough to find the model trained on exactly these,
 * since training checks them. Undefined when a file is missing or none of ours; `readUtterances` then says what is wrong.
 */
export function readUnchecked(folder: string): readonly Utterance[] | undefined {
  if (!existsSync(folder)) return undefined;
  const expected = new Map(labels.map((label) => [fileOf(label), label]));
  const present = readdirSync(folder).filter(isOurs);
  if (present.length !== expected.size || !present.every((file) => expected.has(file))) return undefined;
  return [...expected].flatMap(([file, label]) =>
    linesOf(folder, file)
      .filter((text) => !text.startsWith('#'))
      .map((text) => ({ text, label })),
  );
}

/** Examples of all labels in a fixed order; problems are returned, not thrown, so that a reload can keep what it has. */
export function readUtterances(folder: string): Utterances {
  const problems: UtteranceProblem[] = [];
  if (!existsSync(folder)) {
    return {
      utterances: [],
      problems: [{ file: folder, line: 0, message: 'folder is missing', fix: 'create it with one file per label' }],
    };
  }
  const expected = new Map(labels.map((label) => [fileOf(label), label]));
  for (const file of readdirSync(folder).sort()) {
    if (expected.has(file) || !isOurs(file)) continue;
    problems.push({ file, line: 0, message: 'no label has this name', fix: `use one of ${[...expected.keys()].join(', ')}` });
  }
  const seen = new Map<string, string>();
  const utterances: Utterance[] = [];
  for (const [file, label] of expected) {
    if (existsSync(join(folder, file))) utterances.push(...readLabel(folder, label, seen, problems));
    else problems.push({ file, line: 0, message: `no examples for ${label}`, fix: 'create the file, one example per line' });
  }
  return { utterances, problems };
}
