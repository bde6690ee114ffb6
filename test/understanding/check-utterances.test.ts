/** Examples that teach opposite things are found; what differs by a denial is no contradiction. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Label } from '../../src/domain/vocabulary.ts';
import { contradictions, THIN, thinLabels } from '../../src/understanding/check-utterances.ts';
import { readUtterances } from '../../src/understanding/utterances.ts';

const two = (one: string, other: string) =>
  contradictions([
    { text: one, label: 'case/schulung' },
    { text: other, label: 'case/konfiguration' },
  ]).map(({ same }) => (same ? 'same' : 'near'));

describe('Two examples at different labels', () => {
  test.each([
    ['Bitte zeigen Sie uns die Umlage', 'die Umlage, bitte, zeigen Sie uns', ['same']],
    [
      'Wie stelle ich den Umlageschlüssel im Programm richtig ein',
      'Wie stelle ich bitte Umlageschlüssel im Programm richtig ein',
      ['near'],
    ],
    ['Was deckt der Vertrag ab', 'Was deckt der Vertrag nicht ab', []],
    ['Wie funktioniert die Mahnung', 'Wie funktioniert der Zahllauf', []],
  ])('„%s“ and „%s“: %j', (one, other, found) => expect(two(one, other)).toEqual(found));

  test('are no contradiction at the same label', () => {
    const label: Label = 'case/schulung';
    expect(contradictions(['Zeigen Sie uns die Umlage', 'die Umlage zeigen Sie uns'].map((text) => ({ text, label })))).toEqual([]);
  });
});

test('A label with few examples is thin', () => {
  const utterances = Array.from({ length: THIN }, (_, i) => ({ text: `Satz ${i}`, label: 'chat/dank' as Label }));
  expect(thinLabels(utterances)).not.toContainEqual(expect.objectContaining({ label: 'chat/dank' }));
  expect(thinLabels(utterances.slice(1))).toContainEqual({ label: 'chat/dank', count: THIN - 1 });
});

test('The shipped examples do not contradict each other, and no label is thin', () => {
  const { utterances } = readUtterances(join(import.meta.dirname, '../../content/utterances'));
  expect(contradictions(utterances).filter(({ same }) => same)).toEqual([]);
  expect(thinLabels(utterances)).toEqual([]);
});
