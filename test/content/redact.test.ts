/** What is kept of a message for editors names nobody, and still says what was asked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../src/content/redact.ts';

describe('Names go', () => {
  test.each([
    ['Herr Müller kommt nicht ins Programm', 'Herr [Name] kommt nicht ins Programm'],
    ['frau schmidt-meier hat keinen Zugang', 'frau [Name] hat keinen Zugang'],
    ['Frau Dr. von Berg braucht einen Zugang', 'Frau Dr. [Name] braucht einen Zugang'],
    ['Mein Name ist Erika Mustermann, wir haben eine Frage', 'Mein Name ist [Name], wir haben eine Frage'],
    ['Erika Mustermann kann nicht buchen', '[Name] kann nicht buchen'],
    ['Gestern hat Thomas Beispiel alles verstellt', 'Gestern hat [Name] alles verstellt'],
    ['Der Peter hat falsch gebucht', 'Der [Name] hat falsch gebucht'],
    ['Die Maske hängt.\n\nMit freundlichen Grüßen\nA. Beispielmann', 'Die Maske hängt. Mit freundlichen Grüßen [Name]'],
    ['Bitte um Rückruf, lg max', 'Bitte um Rückruf, lg [Name]'],
    ['Anna-Lena Muster meldet sich', '[Name] meldet sich'],
    ['i.A. Beispiel', 'i.A. [Name]'],
  ])('%s', (text, kept) => expect(redact(text)).toBe(kept));
});

describe('Addresses and numbers go', () => {
  test.each([
    ['Antwort an e.muster@hv-beispiel.de bitte', 'Antwort an [E-Mail] bitte'],
    ['IBAN DE89 3704 0044 0532 0130 00 ist falsch hinterlegt', 'IBAN [IBAN] ist falsch hinterlegt'],
    ['DE89370400440532013000', '[IBAN]'],
    ['Rückruf unter 0221/98765-43 oder +49 171 2345678', 'Rückruf unter [Telefon] oder [Telefon]'],
    ['Tel. 4711', 'Tel. [Telefon]'],
    ['Unsere Kundennummer ist K-10815', 'Unsere Kundennummer ist [Nummer]'],
    ['Kd-Nr. 10815', 'Kd-Nr. [Nummer]'],
    ['Was ist mit IMM-2026-000123-7?', 'Was ist mit [Nummer]?'],
    ['Mieter 20304050 fehlt in der Abrechnung', 'Mieter [Nummer] fehlt in der Abrechnung'],
    ['Das Haus Lange Musterstraße 12 a, 50667 Köln fehlt', 'Das Haus [Adresse], [Ort] fehlt'],
  ])('%s', (text, kept) => expect(redact(text)).toBe(kept));
});

describe('What the question is about stays', () => {
  test.each([
    'Fehler 0x80070005 beim Start von Hausperfekt',
    'Meldung ORA-00942 seit dem Update vom 01.02.2026',
    'Die Abrechnung 2025 weist 1.234.567,89 Euro aus',
    'Meine Frau hat das Programm aus Versehen geschlossen',
    'Der Drucker druckt nur 3 von 10 Seiten',
    'Wie hinterlege ich einen Verteilerschlüssel?',
    'Der Zahllauf auf Konto 1200 bricht ab',
    'Um 08.15 Uhr stand alles',
  ])('%s', (text) => expect(redact(text)).toBe(text));
});

test('What is known of the person is taken out wherever it stands', () => {
  const known = ['Xaver Ungewöhnlich', 'Hausverwaltung Sonnenhof GmbH', 'K-77'];
  expect(redact('ungewöhnlich von Sonnenhof (k-77) fragt: Ist die Hausverwaltung-Maske kaputt?', known)).toBe(
    '[Name] von [Name] ([Name]) fragt: Ist die Hausverwaltung-Maske kaputt?',
  );
});

test('Any text gives a bounded result without mail addresses', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 3000, unit: 'grapheme' }), fc.emailAddress(), (text, email) => {
      const kept = redact(`${text} ${email.replace(/[^\w.@-]/g, 'x')} ${text}`);
      expect(kept.length).toBeLessThanOrEqual(500);
      expect(kept).not.toContain('\n');
    }),
    { numRuns: 200 },
  );
});

test('A long run of digits, letters or brackets costs no noticeable time', () => {
  const start = performance.now();
  for (const unit of ['1', '1 ', 'A', 'Aa ', '(', '0-', 'a@', 'Herr ', 'DE12 ', 'grüße ']) redact(unit.repeat(5000));
  expect(performance.now() - start).toBeLessThan(1000);
});
