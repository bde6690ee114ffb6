/** The shipped content says all of the vendor's facts, nothing else, and keeps unset what nobody has said. */
import { describe, expect, test } from 'vitest';
import { answerFor } from '../../src/content/faq.ts';
import type { Knowledge } from '../../src/content/knowledge.ts';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import { labels } from '../../src/domain/vocabulary.ts';
import { problemsOf, shippedContent, testNow } from './content-copy.ts';

const allFacts = [
  ...['F1.1', 'F1.2', 'F1.3', 'F1.4', 'F1.5', 'F1.6', 'F2.1', 'F2.2', 'F2.3', 'F2.4'],
  ...['F3.1', 'F3.1 a', 'F3.1 b', 'F3.1 c', 'F3.2', 'F3.2 a', 'F3.2 b', 'F3.3', 'F3.4'],
  ...['F4.1', 'F4.2', 'F4.3', 'F4.4', 'F5.1', 'F5.2', 'F5.3', 'F6.1', 'F6.2'],
  ...['F7.1', 'F7.2', 'F7.3', 'F7.4', 'F8.1', 'F8.2', 'F8.3'],
];

function shipped(exampleRates = false): Knowledge {
  const loaded = loadKnowledge(shippedContent, { exampleRates, now: testNow });
  if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
  return loaded.knowledge;
}

function answer(id: string, knowledge = shipped()): string {
  return knowledge.faq.find((entry) => entry.id === id)?.answer ?? '';
}

describe('The shipped content', () => {
  test('loads without a problem', () => {
    expect(problemsOf(loadKnowledge(shippedContent, { exampleRates: false, now: testNow }))).toEqual([]);
  });

  test('has a title for every fact and nothing but facts', () => {
    expect(Object.keys(shipped().clauses).sort()).toEqual([...allFacts].sort());
  });

  test.each(allFacts)('cites %s in at least one answer', (fact) => {
    expect(shipped().faq.filter((entry) => entry.clauses.includes(fact))).not.toEqual([]);
  });

  test('answers every topic with several entries that lead on to others', () => {
    for (const label of labels.filter((name) => name.startsWith('faq/'))) {
      const entries = shipped().faq.filter((entry) => entry.label === label);
      expect(entries.length, label).toBeGreaterThanOrEqual(4);
      expect(
        entries.every((entry) => entry.related.length > 0),
        label,
      ).toBe(true);
    }
  });

  test('leaves no placeholder open', () => {
    const { faq, pages, products } = shipped();
    const texts = [...faq.map((entry) => entry.answer), ...Object.values(pages), ...products.map(({ name }) => name)];
    expect(texts.filter((text) => /[{}]/.test(text))).toEqual([]);
  });

  test('extends the contract help to Hausperfekt only', () => {
    expect(shipped().products.map(({ id, contractHelp }) => `${id}: ${contractHelp}`)).toEqual([
      'hausperfekt: yes',
      'karthago: unknown',
      'anderes: unknown',
    ]);
  });

  test('knows exactly the two contact lines on file', () => {
    expect(shipped().contacts.map(({ name, phone, email, clause }) => [name, phone, email, clause])).toEqual([
      ['Karthago-Support', '0221 / 367 99 - 70', 'karthago.support@aareon.com', 'F7.3'],
      ['Karthago-Technik', '0221 / 367 99 - 444', 'karthago.technik@aareon.com', 'F7.4'],
    ]);
  });

  test('names no rate, no hours and no address', () => {
    const { rates, hours, service } = shipped();
    expect(rates.entries).toEqual([]);
    expect(hours).toBeUndefined();
    expect(service).toMatchObject({ portalUrl: undefined, guideUrl: undefined, consultants: undefined, serviceHours: undefined });
    expect(service).toMatchObject({ privacyNotice: undefined, imprint: undefined, retentionDays: 90, botName: 'Support-Lotse' });
  });

  test('says "nicht hinterlegt" instead of a rate, and names who will tell it', () => {
    expect(answer('stundensatz-hoehe')).toMatch(/nicht hinterlegt[\s\S]*nennt Ihnen Einordnung und Stundensatz/);
    expect(answer('stundensatz-hoehe')).not.toMatch(/\d/);
  });

  test('marks the example rate wherever it is named', () => {
    expect(answer('stundensatz-hoehe', shipped(true))).toMatch(/120,00\s€ netto.*Beispielsatz, nicht verbindlich/);
    expect(shipped(true).rates.entries).toMatchObject([
      { offerValidDays: 14, rate: { netCentsPerHour: 12000, vatPercent: 19, example: true } },
    ]);
  });

  test('names both Karthago lines, the Technik line first for a technical question', () => {
    const text = answer('kontakt-karthago-technik');
    const places = ['0221 / 367 99 - 444', 'karthago.technik@aareon.com', '0221 / 367 99 - 70', 'karthago.support@aareon.com'];
    expect(places.map((place) => text.indexOf(place)).every((index, i, all) => index > (all[i - 1] ?? 0))).toBe(true);
  });

  test('gives no Karthago line for Hausperfekt and leads to the portal', () => {
    const entry = answerFor(shipped(), 'faq/kontakt', 'Und für Hausperfekt?', 'hausperfekt');
    expect(entry?.clauses).toContain('F7.1');
    expect(entry?.answer).toMatch(/keine Telefonnummer[\s\S]*Serviceportal/);
    expect(entry?.answer).not.toMatch(/\d{3}|@/);
  });

  test('leads on-site wishes to the consultants and never says never', () => {
    expect(answer('nicht-leistbar-vor-ort')).toMatch(/je nach ERP-System[\s\S]*Berater/i);
    for (const { answer: text } of shipped().faq) expect(text).not.toMatch(/(?<!\p{L})(nie|niemals)(?!\p{L})/iu);
  });

  test('calls privacy notice and imprint examples until the operator replaces them', () => {
    expect(shipped().pages.privacy).toMatch(/^# Datenschutzhinweise\n\n\*\*Beispiel/);
    expect(shipped().pages.imprint).toMatch(/^# Impressum\n\n\*\*Beispiel/);
  });
});
