/** The evaluate command prints exactly what a release is judged by. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trained } from './trained.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
  await trained();
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function evaluate(lines: string, ...flags: string[]): Promise<{ stdout: string }> {
  const file = join(folder, 'lines.jsonl');
  writeFileSync(file, lines);
  return run(process.execPath, ['src/cli/evaluate.ts', file, ...flags], { cwd: root });
}

const lines = [
  { text: 'Was kostet die Stunde?', expect: ['faq/stundensatz'] },
  { text: 'Wie wird das Wetter morgen?', expect: ['none'] },
  { text: 'Bitte installieren Sie den Client auf dem neuen PC', expect: ['case/installation', 'case/akutes-problem'] },
  { text: 'Danke', expect: ['chat/gruss'] },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

describe('npm run evaluate', () => {
  it('prints one JSON object with the agreed keys, rates from 0 to 1', async () => {
    const { stdout } = await evaluate(`${lines}\n`, '--json');
    const figures: unknown = JSON.parse(stdout);
    expect(figures).toMatchObject({
      n: 4,
      accuracy: 0.75,
      none: { recall: 1, falseRate: 0 },
      askBackRate: 0,
      billableCalledCovered: 0,
      coveredCalledBillable: 0,
      perLabel: { 'chat/gruss': { n: 1, accuracy: 0 } },
    });
    expect(Object.keys(figures as object).sort()).toEqual(
      [
        'n',
        'accuracy',
        'top3',
        'none',
        'askBackRate',
        'billableCalledCovered',
        'coveredCalledBillable',
        'perLabel',
        'msP50',
        'msP99',
      ].sort(),
    );
  }, 30_000);

  it('prints a table with the confusions for people', async () => {
    const { stdout } = await evaluate(lines);
    expect(stdout).toContain('first guess right        75.0 %');
    expect(stdout).toContain('chat/gruss -> chat/dank (1)');
  }, 30_000);

  it('names the line that is not of the agreed form', async () => {
    await expect(evaluate('{"text": "ohne Erwartung"}\n', '--json')).rejects.toMatchObject({
      stderr: expect.stringContaining('lines.jsonl:1: expected'),
    });
  }, 30_000);
});
