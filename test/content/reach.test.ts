/** Every answer is found by its own question and by the examples its editor gave. */
import { expect, test } from 'vitest';
import { checkReach } from '../../src/content/checks/reach.ts';
import { readContentFiles } from '../../src/content/content-files.ts';
import { answerFor } from '../../src/content/faq.ts';
import type { Problem } from '../../src/content/problem.ts';
import { type ContentCopy, copyContent } from './content-copy.ts';

function reached({ folder, load }: ContentCopy): Problem[] {
  const loaded = load();
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const found: Problem[] = [];
  checkReach(
    loaded.knowledge,
    readContentFiles(folder, () => undefined),
    (problem) => void found.push(problem),
  );
  return found;
}

test('The shipped answers are reached by their questions and examples', () => {
  const copy = copyContent();
  expect(reached(copy)).toEqual([]);
  const loaded = copy.load();
  expect(loaded.ok && loaded.knowledge.faq.filter(({ examples = [] }) => examples.length === 0).map(({ id }) => id)).toEqual([]);
});

test('An example that leads elsewhere is named with its line and the answer it leads to', () => {
  const copy = copyContent();
  copy.replace('de/faq/kontakt-zeiten.md', '  - Habt ihr am Wochenende offen?', '  - Wie erreiche ich einen Techniker');
  expect(reached(copy)).toEqual([
    {
      file: 'de/faq/kontakt-zeiten.md',
      line: 8,
      message: expect.stringMatching(/^„Wie erreiche ich einen Techniker“ führt zur Antwort „kontakt-[a-z]+“ statt zu dieser\.$/),
      fix: expect.stringContaining('keywords'),
    },
  ]);
});

test('Who asks for the address of a product with two lines gets the general one', () => {
  const loaded = copyContent().load();
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  expect(answerFor(loaded.knowledge, 'faq/kontakt', 'An welche Mailadresse schreibe ich?', 'karthago')?.id).toBe('kontakt-karthago');
});
