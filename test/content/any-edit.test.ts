/** Whatever an editor does to a file, loading ends with a snapshot or with problems that point into a file; it never throws. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyContent, shippedContent } from './content-copy.ts';

const files = readdirSync(shippedContent, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(yaml|md)$/.test(file) && !/(^|\/)(_|README)/.test(file) && !file.startsWith('utterances'),
);
const scraps = [
  '',
  '\n',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  '}',
  '[',
  '&a ',
  '*a',
  '? ',
  '| ',
  '!!binary ',
  '---\n',
  '\t',
  '{{',
  '{rates}',
  '\u0000',
  '<<: ',
  'null',
];

const edit = fc.record({
  file: fc.constantFrom(...files),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.integer({ min: 0, max: 60 }),
  insert: fc.constantFrom(...scraps),
});

test('Loading survives any edit of any file', () => {
  const copy = copyContent();
  fc.assert(
    fc.property(edit, ({ file, at, cut, insert }) => {
      const before = readFileSync(path.join(shippedContent, file), 'utf8');
      const start = Math.floor(at * before.length);
      const after = before.slice(0, start) + insert + before.slice(start + cut);
      copy.write(file, after);
      const loaded = copy.load();
      copy.write(file, before);
      if (loaded.ok) return;
      for (const problem of loaded.problems) {
        expect(problem.line).toBeGreaterThanOrEqual(1);
        expect(problem.message.length * problem.fix.length).toBeGreaterThan(0);
        if (problem.file === file) expect(problem.line).toBeLessThanOrEqual(after.split('\n').length);
      }
    }),
    { numRuns: 60 },
  );
});
