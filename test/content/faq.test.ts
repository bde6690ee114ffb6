/** Which answer a question gets: by topic, product, keywords and shared words. */
import { describe, expect, test } from 'vitest';
import { answerFor, relatedTo } from '../../src/content/faq.ts';
import type { FaqEntry, Knowledge } from '../../src/content/knowledge.ts';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import type { FaqLabel } from '../../src/domain/vocabulary.ts';
import { problemsOf, shippedContent, testNow } from './content-copy.ts';

const loaded = loadKnowledge(shippedContent, { exampleRates: false, now: testNow });
if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
const { knowledge } = loaded;

const table: readonly [text: string, label: FaqLabel, product: string | undefined, id: string][] = [
  ['Wie erreiche ich Karthago bei einem technischen Problem?', 'faq/kontakt', 'karthago', 'kontakt-karthago-technik'],
  ['Telefonnummer der Karthago-Technik', 'faq/kontakt', 'karthago', 'kontakt-karthago-technik'],
  ['Telefonnummer Karthago', 'faq/kontakt', 'karthago', 'kontakt-karthago'],
  ['Was ist der Unterschied zwischen den beiden Nummern?', 'faq/kontakt', 'karthago', 'kontakt-karthago-unterschied'],
  ['Und für Hausperfekt?', 'faq/kontakt', 'hausperfekt', 'kontakt-hausperfekt'],
  ['Wie ist die Telefonnummer?', 'faq/kontakt', 'hausperfekt', 'kontakt-hausperfekt'],
  ['Und für mein Programm?', 'faq/kontakt', 'anderes', 'kontakt-anderes-produkt'],
  ['Wie erreiche ich Sie?', 'faq/kontakt', undefined, 'kontakt-ueberblick'],
  ['Technik-Hotline?', 'faq/kontakt', undefined, 'kontakt-ueberblick'],
  ['Wann haben Sie geöffnet?', 'faq/kontakt', undefined, 'kontakt-zeiten'],
  ['Wann haben Sie GEOEFFNET', 'faq/kontakt', 'hausperfekt', 'kontakt-zeiten'],
  ['Was kostet die Stunde?', 'faq/stundensatz', undefined, 'stundensatz-hoehe'],
  ['Wer entscheidet, ob ich das zahle?', 'faq/stundensatz', undefined, 'stundensatz-entscheidung'],
  ['Wann erfahre ich den Satz?', 'faq/stundensatz', 'hausperfekt', 'stundensatz-ablauf'],
  ['In welchem Takt wird abgerechnet?', 'faq/stundensatz', undefined, 'stundensatz-abrechnung'],
  ['Wie registriere ich mich?', 'faq/serviceportal', undefined, 'serviceportal-registrierung'],
  ['Portal Passwort vergessen', 'faq/serviceportal', undefined, 'serviceportal-login'],
  ['Wo sehe ich den Status?', 'faq/serviceportal', undefined, 'serviceportal-status'],
  ['Kostet das Portal etwas?', 'faq/serviceportal', undefined, 'serviceportal-kosten'],
  ['Was kann das Portal?', 'faq/serviceportal', undefined, 'serviceportal-ueberblick'],
  ['Kommt jemand zu uns raus?', 'faq/nicht-leistbar', undefined, 'nicht-leistbar-vor-ort'],
  ['Dürfen Sie steuerlich beraten?', 'faq/nicht-leistbar', undefined, 'nicht-leistbar-recht'],
  ['Was können Sie nicht?', 'faq/nicht-leistbar', undefined, 'nicht-leistbar-ueberblick'],
  ['Kostet eine Schulung extra?', 'faq/kostenpflichtig', undefined, 'kostenpflichtig-schulung'],
  ['Zahle ich für Verteilerschlüssel?', 'faq/kostenpflichtig', undefined, 'kostenpflichtig-konfiguration'],
  ['Kostet das Bereinigen von Doppelbuchungen?', 'faq/kostenpflichtig', undefined, 'kostenpflichtig-datenbereinigung'],
  ['Was kostet extra?', 'faq/kostenpflichtig', undefined, 'kostenpflichtig-ueberblick'],
  ['Sind Handbücher dabei?', 'faq/abgedeckt', 'karthago', 'abgedeckt-produkthilfe'],
  ['Was ist dabei?', 'faq/abgedeckt', 'karthago', 'abgedeckt-andere-produkte'],
  ['Was ist dabei?', 'faq/abgedeckt', undefined, 'abgedeckt-ueberblick'],
  ['Kostet die Prüfung selbst etwas?', 'faq/im-zweifel', undefined, 'im-zweifel-pruefkosten'],
  ['', 'faq/im-zweifel', undefined, 'im-zweifel-ueberblick'],
];

describe('The answer to a question', () => {
  test.each(table)('"%s" (%s, %s) is %s', (text, label, product, id) => {
    expect(answerFor(knowledge, label, text, product)?.id).toBe(id);
  });

  test('is found by its own question', () => {
    const missed = knowledge.faq.filter((entry) => answerFor(knowledge, entry.label, entry.question, entry.products[0])?.id !== entry.id);
    expect(missed.map(({ id }) => id)).toEqual([]);
  });

  test('never belongs to another product', () => {
    for (const { text, label } of table.map(([words, topic]) => ({ text: words, label: topic }))) {
      expect(answerFor(knowledge, label, text, 'hausperfekt')?.products ?? []).not.toContain('karthago');
    }
  });

  test('does not exist for a label that is no topic', () => {
    expect(answerFor(knowledge, 'chat/gruss', 'Hallo')).toBeUndefined();
  });

  test('leads on to related answers in the order the editor gave', () => {
    const entry = knowledge.faq.find(({ id }) => id === 'kontakt-ueberblick') as FaqEntry;
    expect(relatedTo(knowledge, entry).map(({ id }) => id)).toEqual(entry.related);
  });
});

describe('Among 10,000 entries', () => {
  const many: Knowledge = { ...knowledge, faq: Array.from({ length: 10_000 }, (_, n) => manyEntry(n)) };

  test('the one that is meant is found', () => {
    const text = `Wie erreiche ich den Support bei einem technischen Problem mit ${subject(4711)} und der Abrechnung im Portal, wenn nichts mehr geht?`;
    expect(answerFor(many, 'faq/nutzen', text)?.id).toBe('n4711');
  });

  /** A word of its own for each number, none the beginning of another. */
  function subject(n: number): string {
    return `thema${String(n)
      .padStart(5, '0')
      .replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}`;
  }

  function manyEntry(n: number): FaqEntry {
    const question = 'Wie erreiche ich den Support zur Abrechnung im Portal?';
    const common = {
      label: 'faq/nutzen' as const,
      main: n === 0,
      clauses: ['F1.1'],
      products: [],
      askProduct: false,
      related: [],
      answer: 'Text',
    };
    return { ...common, id: `n${n}`, question, keywords: [subject(n), 'allgemein'] };
  }
});
