/** Which language a line tells, and when a conversation changes its language. */
import { describe, expect, test } from 'vitest';
import { languageAfter, languageOf } from '../../src/understanding/language.ts';

describe('The language of a line', () => {
  test.each([
    'hello',
    'Hello there',
    'help me',
    'thanks',
    'Printer not working',
    'Hausperfekt crashes',
    'Karthago crashes since the update',
    'how much per hour?',
    'phone number please',
    'Talk to a human',
    'I need training for a new colleague',
    'The Nebenkostenabrechnung crashes with error 4711',
    'yes, the Verteilerschlüssel is wrong',
    'Who pays?',
    'It says "Zugriff verweigert" when I open it',
    'new tenant cannot be saved',
    'invoice posted twice',
    'What will be invoiced separately?',
    'No, leave it',
  ])('"%s" is English', (text) => {
    expect(languageOf(text)).toBe('en');
  });

  test.each([
    'hallo',
    'Guten Tag',
    'danke',
    'Drucker geht nicht',
    'Nebenkostenabrechnung',
    'Was kostet die Stunde?',
    'Kein Ton im Headset',
    'ich bin im Homeoffice und der VPN ist down',
    'Bitte Change Request aufnehmen.',
    'Das Update hat den Server gekillt',
    'Fehlermeldung: The operation could not be completed because the file is in use',
    'Es kommt "access denied, you are not allowed to do this" beim Drucken',
    'Mein Ticket ist noch open',
    'Wos is ned dabei im Vertrog?',
    'Dat Programm is schon widder avjestürz',
    'wer soll das bezahlen',
    'I mecht mit am Menschn redn',
    'Doppelbuchungen',
    'was is im Preis mit drin',
    'ich will was melden',
  ])('"%s" is German', (text) => {
    expect(languageOf(text)).toBe('de');
  });

  test.each([
    '',
    '4711',
    'error 4711',
    'Hausperfekt',
    'Hausperfekt crash',
    'Update',
    'ok',
    'Hi',
    'status',
    'IMM-2026-000123-7',
    'a@b.example',
    '👍',
    'support',
    '...',
  ])('of "%s" nothing is told', (text) => {
    expect(languageOf(text)).toBeUndefined();
  });

  test.each(['the '.repeat(50_000), '"'.repeat(50_000), 'fehler '.repeat(20_000), 'a@'.repeat(40_000), `error ${'x '.repeat(40_000)}`])(
    'is found in bounded time whatever the text',
    (text) => {
      const before = performance.now();
      languageOf(text);
      expect(performance.now() - before).toBeLessThan(200);
    },
  );
});

describe('The language of a conversation', () => {
  const spoken = (...lines: readonly string[]) => lines.reduce<ReturnType<typeof languageAfter>>(languageAfter, undefined);

  test.each([
    [['hello'], 'en'],
    [['error 4711'], undefined],
    [['error 4711', 'it happens when I print'], 'en'],
    [['hello', 'Hausperfekt'], 'en'],
    [['hello', 'danke'], 'en'],
    [['hello', 'Stundensatz?'], 'en'],
    [['hello', 'Nebenkostenabrechnung Haus 12'], 'en'],
    [['hello', 'Wie hoch ist der Stundensatz?'], 'de'],
    [['Guten Tag', 'thanks'], 'de'],
    [['Guten Tag', 'Sorry, printer'], 'de'],
    [['Guten Tag', 'Hausperfekt crash'], 'de'],
    [['Guten Tag', 'How much is the hourly rate?'], 'en'],
    [['Guten Tag', 'The Abrechnung is wrong since the update'], 'en'],
    [['Guten Tag', 'Die Meldung heißt access denied for this user'], 'de'],
  ] as const)('after %j is %s', (lines, language) => {
    expect(spoken(...lines)).toBe(language);
  });
});
