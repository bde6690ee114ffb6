/** The editors' report on a handful of notes. */
import { describe, expect, test } from 'vitest';
import type { EditorNote } from '../../src/domain/editor-notes.ts';
import { editorReport } from '../../src/editors/report.ts';
import { reportPage } from '../../src/editors/report-page.ts';
import { groupSimilar } from '../../src/understanding/similar.ts';
import { shippedSnapshot } from '../support/knowledge.ts';

const { knowledge } = await shippedSnapshot(false);
const at = Date.UTC(2026, 10, 22, 9);
const note = (conversationId: string, seq: number, rest: Partial<EditorNote> & Pick<EditorNote, 'about'>): EditorNote => ({
  conversationId,
  seq,
  at,
  ...rest,
});

const notes = [
  note('a', 1, { about: 'askedBack', text: 'Rauchmelder Prüfung wo eintragen', label: 'case/schulung', confidence: 0.41 }),
  note('a', 1, { about: 'chosenGuess', label: 'case/konfiguration' }),
  note('b', 3, { about: 'unanswered', text: 'wo trage ich die Prüfung der Rauchmelder ein?', label: 'none', confidence: 0.3 }),
  note('c', 1, { about: 'askedBack', text: 'Gibt es eine App <b>fürs</b> Handy?', label: 'faq/nutzen', confidence: 0.5 }),
  note('c', 1, { about: 'otherMeant' }),
  note('d', 5, { about: 'notHelped', faqId: 'kontakt-zeiten', label: 'faq/kontakt', text: 'Seid ihr Samstag da?' }),
  note('e', 5, { about: 'helped', faqId: 'kontakt-zeiten', label: 'faq/kontakt' }),
  note('f', 5, { about: 'helped', faqId: 'nutzen-vertrag', label: 'faq/nutzen' }),
];

describe('The report', () => {
  const report = editorReport(notes, knowledge, at - 1000, at + 1000);

  test('puts like questions together and drafts their lines for the topic that people picked', () => {
    expect(report.groups.map(({ questions }) => questions.length)).toEqual([2, 1]);
    expect(report.groups[0]).toMatchObject({
      label: 'case/konfiguration',
      isPicked: true,
      draft: {
        file: 'utterances/case-konfiguration.txt',
        lines: ['Rauchmelder Prüfung wo eintragen', 'wo trage ich die Prüfung der Rauchmelder ein?'],
      },
    });
  });

  test('says when none of the guesses fitted', () => {
    expect(report.groups[1]?.questions[0]).toMatchObject({ picked: 'other' });
    expect(report.groups[1]).toMatchObject({ isPicked: false, label: 'faq/nutzen' });
  });

  test('counts votes by answer, those that did not help first, with what was asked', () => {
    expect(report.votes.map(({ faqId, helped, notHelped }) => [faqId, helped, notHelped])).toEqual([
      ['kontakt-zeiten', 1, 1],
      ['nutzen-vertrag', 1, 0],
    ]);
    expect(report.votes[0]?.questions).toEqual(['Seid ihr Samstag da?']);
    expect(report.counts).toEqual({ unanswered: 1, askedBack: 2, picked: 1, otherMeant: 1, helped: 2, notHelped: 1 });
  });

  test('is a page that shows what was typed as text, never as markup', () => {
    const { text } = reportPage(report, knowledge);
    expect(text).toContain('Gibt es eine App &lt;b&gt;fürs&lt;/b&gt; Handy?');
    expect(text).not.toContain('<b>fürs');
    expect(text).not.toContain('<script');
  });

  test('says so when there was nothing', () => {
    const { text } = reportPage(editorReport([], knowledge, at, at), knowledge);
    expect(text).toContain('In dieser Zeit gab es keine.');
  });
});

test('Grouping keeps every text once, the largest group first', () => {
  const texts = ['Drucker druckt nicht', 'Wo ist der Mahnlauf?', 'druckt der Drucker nicht', 'den Mahnlauf finde ich nicht, wo ist er'];
  const groups = groupSimilar(texts);
  expect(groups.flat().sort()).toEqual([0, 1, 2, 3]);
  expect(groups).toEqual([
    [0, 2],
    [1, 3],
  ]);
});
