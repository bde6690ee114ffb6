/** Entries of the Helpdesk-Center: what they must name, and what is said when they do not. */
import { expect, test } from 'vitest';
import { copyContent, problemsOf } from './content-copy.ts';

const entry = (head: string, text = 'Gehen Sie Schritt für Schritt vor.') => `---\n${head}\n---\n\n${text}\n`;

test('nothing is shipped: no article, update, manual or video is made up', () => {
  const loaded = copyContent().load();
  expect(loaded.ok && loaded.knowledge.articles).toEqual([]);
});

test('an entry with its source is read with its placeholders filled in', () => {
  const content = copyContent();
  content.write(
    'de/articles/mietkonto.md',
    entry(
      'id: mietkonto\ntype: article\ntitle: Mietkonto abstimmen\nproducts: [hausperfekt]\nsource: Handbuch, Kapitel 4',
      'Für {productLine}.',
    ),
  );
  const loaded = content.load();
  expect(problemsOf(loaded)).toEqual([]);
  expect(loaded.ok && loaded.knowledge.articles).toMatchObject([
    { id: 'mietkonto', products: ['hausperfekt'], text: 'Für IMMOmanagement.' },
  ]);
});

test.each([
  ['without source and clause', 'id: x\ntype: article\ntitle: Titel', /Quelle/],
  ['a video without address', 'id: x\ntype: video\ntitle: Titel\nsource: Hersteller', /Adresse/],
  ['an update without date', 'id: x\ntype: update\ntitle: Titel\nsource: Hersteller', /Stand/],
  ['an unknown clause', 'id: x\ntype: article\ntitle: Titel\nclauses: [F9.9]', /F9\.9/],
  ['an unknown product', 'id: x\ntype: article\ntitle: Titel\nsource: Buch\nproducts: [wodis]', /wodis/],
  ['another id than the file', 'id: y\ntype: article\ntitle: Titel\nsource: Buch', /Dateinamen/],
])('is refused: %s', (_, head, message) => {
  const content = copyContent();
  content.write('de/articles/x.md', entry(head));
  expect(problemsOf(content.load()).join('\n')).toMatch(message);
});

test('an amount in an entry is refused: amounts stand in the price list only', () => {
  const content = copyContent();
  content.write('de/articles/x.md', entry('id: x\ntype: article\ntitle: Titel\nsource: Buch', 'Das kostet 40 €.'));
  expect(problemsOf(content.load()).join('\n')).toMatch(/40 €/);
});
