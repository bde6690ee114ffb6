/** Editors get a precise message for every slip in the example files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labels } from '../../src/domain/vocabulary.ts';
import { fileOf, readUnchecked, readUtterances } from '../../src/understanding/utterances.ts';

const shipped = join(import.meta.dirname, '../../content/utterances');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'utterances-'));
  for (const label of labels) {
    const lines = Array.from({ length: 20 }, (_, i) => `Beispiel ${String.fromCharCode(97 + i)} zu ${label.replace('/', ' ')}`);
    writeFileSync(join(folder, fileOf(label)), `# Anmerkung\n${lines.join('\n')}\n`);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function append(file: string, text: string): void {
  writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8') + text);
}

describe('reading examples', () => {
  it('accepts the shipped examples without a problem', () => {
    const { utterances, problems } = readUtterances(shipped);
    expect(problems).toEqual([]);
    expect(utterances.length).toBeGreaterThan(5000);
  });

  it('skips remarks and reads one example a line', () => {
    const { utterances, problems } = readUtterances(folder);
    expect(problems).toEqual([]);
    expect(utterances).toHaveLength(labels.length * 20);
  });

  it('names file and line of an example that stands at two labels, however it is spelled', () => {
    append('chat-gruss.txt', 'Schöne Grüße aus Köln\n');
    append('none.txt', 'schoene gruesse aus koeln\n');
    const [problem] = readUtterances(folder).problems;
    expect(problem).toMatchObject({ file: 'none.txt', line: 22, message: 'the same example stands at chat-gruss.txt:22' });
  });

  it('names an empty line', () => {
    append('none.txt', '\nnoch ein Beispiel hier\n');
    expect(readUtterances(folder).problems).toMatchObject([{ file: 'none.txt', line: 22, message: 'empty line' }]);
  });

  it('names a file that belongs to no label, and lists those that do', () => {
    writeFileSync(join(folder, 'case-sonstiges.txt'), 'etwas\n');
    const [problem] = readUtterances(folder).problems;
    expect(problem).toMatchObject({ file: 'case-sonstiges.txt', message: 'no label has this name' });
    expect(problem?.fix).toContain('case-schulung.txt');
  });

  it('asks for more where a label is thin or missing', () => {
    writeFileSync(join(folder, 'chat-dank.txt'), 'danke\n');
    rmSync(join(folder, 'chat-gruss.txt'));
    const messages = readUtterances(folder).problems.map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining(['only 1 examples for chat/dank', 'no examples for chat/gruss']));
  });

  it('says so when the folder is missing', () => {
    expect(readUtterances(join(folder, 'nowhere')).problems).toMatchObject([{ message: 'folder is missing' }]);
  });

  it('reads the same examples unchecked, in the same order', () => {
    expect(readUnchecked(shipped)).toEqual(readUtterances(shipped).utterances);
    expect(readUnchecked(folder)).toEqual(readUtterances(folder).utterances);
  });

  it('reads nothing unchecked where a file is missing or belongs to no label', () => {
    rmSync(join(folder, 'chat-gruss.txt'));
    expect(readUnchecked(folder)).toBeUndefined();
    writeFileSync(join(folder, 'chat-grus.txt'), 'Guten Tag\n');
    expect(readUnchecked(folder)).toBeUndefined();
    expect(readUnchecked(join(folder, 'nowhere'))).toBeUndefined();
  });
});
