/** `npm run content:check` as an editor sees it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { copyContent } from './content-copy.ts';

const node = path.resolve(import.meta.dirname, '../../node_modules/.bin/node');
const cli = path.resolve(import.meta.dirname, '../../src/cli/content-check.ts');

function check(folder: string) {
  const { status, stdout } = spawnSync(node, [cli, folder], { encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n') };
}

test('Sound content ends with 0 and one line that counts it', () => {
  const { status, lines } = check(copyContent({ withUtterances: true }).folder);
  expect(status).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/: \d+ Antworten, \d+ Texte, 35 Fundstellen, 3 Produkte, 0 Hinweise, \d+ Beispielsätze\. Alles in Ordnung\.$/),
  ]);
});

test('Every problem is one line with file, line and fix, and the exit code is 1', () => {
  const copy = copyContent({ withUtterances: true });
  copy.replace('de/faq/kontakt-zeiten.md', 'Servicezeiten: ', 'Gratis! Servicezeiten: ');
  const { status, lines } = check(copy.folder);
  expect(status).toBe(1);
  expect(lines).toEqual([
    `${copy.folder}/de/faq/kontakt-zeiten.md:15  „Gratis“ verspricht etwas, das nicht hinterlegt ist.  -> Das Wort streichen; nur Antworten mit der Fundstelle F1.6 oder F2.4 dürfen es verwenden.`,
    `${copy.folder}/de/faq/kontakt-zeiten.md:15  Im Text steht ein Ausrufezeichen.  -> Den Satz mit einem Punkt beenden.`,
  ]);
});

test('Example sentences are checked too', () => {
  const copy = copyContent({ withUtterances: true });
  copy.write('utterances/faq-nutzen.txt', 'Was bringt mir das?\n');
  const { status, lines } = check(copy.folder);
  expect(status).toBe(1);
  expect(lines[0]).toMatch(/utterances\/faq-nutzen\.txt:\d+ {2}.+ {2}-> .+/);
});

test('Examples that contradict each other are a problem, thin labels a hint', () => {
  const copy = copyContent({ withUtterances: true });
  copy.write(
    'utterances/chat-gruss.txt',
    `${Array.from({ length: 30 }, (_, i) => `hallo nummer ${'x'.repeat(i + 2)}`).join('\n')}\nUmlage zeigen bitte\n`,
  );
  copy.write(
    'utterances/chat-dank.txt',
    `${Array.from({ length: 70 }, (_, i) => `danke ${'abcdefghij'[i % 10]}${'klmnopq'[Math.floor(i / 10)]}`).join('\n')}\nbitte zeigen Umlage\n`,
  );
  const { status, lines } = check(copy.folder);
  expect(status).toBe(1);
  expect(lines.filter((line) => line.includes('Dieselben Wörter'))).toEqual([
    expect.stringMatching(/utterances\/chat-\w+\.txt:\d+ {2}.*Umlage.* {2}-> .+/),
  ]);
  expect(lines.filter((line) => line.startsWith('Hinweis: '))).toEqual([
    expect.stringMatching(/chat-gruss\.txt:1 .*nur \d+ Beispielsätze/),
  ]);
});
