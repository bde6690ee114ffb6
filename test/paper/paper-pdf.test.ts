/** A paper as PDF says what it says as HTML, character for character, and is a document that readers and screen readers can use. */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { Paper, PaperBlock } from '../../src/paper/paper.ts';
import { paperHtml } from '../../src/paper/paper-html.ts';
import { paperPdf } from '../../src/paper/paper-pdf.ts';
import { drawPaper } from '../../src/paper/pdf/draw-paper.ts';
import { pageText, squeezed } from './page-text.ts';
import { readPdf } from './read-pdf.ts';

const paper = (blocks: readonly PaperBlock[]): Paper => ({
  author: 'Muster Software',
  over: 'Muster Software · Serviceportal',
  title: 'Nachweis',
  about: 'IMM-2026-000123-7',
  fileName: 'Nachweis-IMM-2026-000123-7',
  at: Date.UTC(2026, 10, 22, 8, 15),
  pageWords: 'Seite {page} von {pages}',
  sections: [
    { title: 'Größe & Übermaß', blocks },
    { title: 'Anlage', annex: true, blocks: [] },
    { title: 'Zeile', under: true, blocks },
  ],
});

const columns = [
  { title: 'Feld', share: 1, code: true },
  { title: 'Wert', share: 3 },
] as const;

const all: readonly PaperBlock[] = [
  { kind: 'text', text: 'Kosten: 120,00\u00a0€ – „netto“, für Straße, Łódź, Εύβοια, Ћирилица' },
  { kind: 'lines', lines: [['Stundensatz', '142,80\u00a0€']], strong: ['Stundensatz'] },
  { kind: 'lines', lines: [['Prüfwert', 'ab'.repeat(32)]], code: true },
  { kind: 'quote', text: 'Erste Zeile\nZweite Zeile <b>kein HTML</b>' },
  { kind: 'record', title: 'Wie gespeichert', text: '{"a":"\\u00e4","b":[1,2]}' },
  { kind: 'table', columns, rows: [['actor', 'Demo Kundin']] },
];

afterEach(() => {
  vi.useRealTimers();
});

test('says the same as the page, in the same order', async () => {
  const shown = paper(all);
  expect(squeezed((await readPdf(await paperPdf(shown))).text)).toBe(squeezed(pageText(paperHtml(shown))));
});

test('says the same whatever people wrote, and however long it is', async () => {
  const word = fc.string({
    unit: fc.constantFrom(...'abzäöüß€ÉŁżжλ≤→✓ \n<>&"\'\\`*_-.,0123456789'),
    minLength: 1,
    maxLength: 60,
  });
  const words = fc.oneof(
    word,
    fc.tuple(word, fc.integer({ min: 1, max: 90 })).map(([text, times]) => text.repeat(times)),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 500, maxLength: 9000 }),
  );
  const block: fc.Arbitrary<PaperBlock> = fc.oneof(
    words.map((text) => ({ kind: 'text', text }) as const),
    words.map((text) => ({ kind: 'quote', text }) as const),
    words.map((text) => ({ kind: 'record', text }) as const),
    fc.array(fc.tuple(word, words), { maxLength: 12 }).map((lines) => ({ kind: 'lines', lines }) as const),
    fc.array(fc.tuple(word, word), { maxLength: 40 }).map((rows) => ({ kind: 'table', columns, rows }) as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 5 }), async (blocks) => {
      const shown = paper(blocks);
      const { text, feet } = await readPdf(await drawPaper(shown));
      expect(squeezed(text)).toBe(squeezed(pageText(paperHtml(shown))));
      expect(feet).toEqual(feet.map((_, page) => `Nachweis IMM-2026-000123-7 Seite ${page + 1} von ${feet.length}`));
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test('keeps what no font draws by naming it', async () => {
  const { text } = await readPdf(await drawPaper(paper([{ kind: 'text', text: 'Beleg \u{1F9FE}, Haus\u200bperfekt, \u202eumgekehrt' }])));
  expect(squeezed(text)).toContain('Beleg[U+1F9FE],Haus[U+200B]perfekt,[U+202E]umgekehrt');
});

test('tells readers its title, author, language and date, and screen readers its parts', async () => {
  const { info, language, isTagged, roles, fonts } = await readPdf(await drawPaper(paper(all)));
  expect(info).toMatchObject({
    Title: 'Nachweis IMM-2026-000123-7',
    Author: 'Muster Software',
    CreationDate: 'D:20261122081500Z',
    ModDate: 'D:20261122081500Z',
    PDFFormatVersion: '1.7',
  });
  expect(language).toBe('de-DE');
  expect(isTagged).toBe(true);
  const parts = ['Document', 'H1', 'H2', 'H3', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'TR', 'TH', 'TD', 'BlockQuote', 'Code'];
  expect([...roles]).toEqual(expect.arrayContaining(parts));
  expect([...fonts].toSorted()).toEqual(['BZZZZZ+DejaVuSansCondensed', 'CZZZZZ+DejaVuSansCondensed-Bold', 'DZZZZZ+DejaVuSansMono']);
});

test('is the same file whenever it is asked for', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 22) });
  const first = await drawPaper(paper(all));
  vi.setSystemTime(Date.UTC(2031, 3, 5));
  expect(Buffer.from(await drawPaper(paper(all))).equals(first)).toBe(true);
  vi.useRealTimers();
  expect(Buffer.from(await paperPdf(paper(all))).equals(first)).toBe(true);
});
