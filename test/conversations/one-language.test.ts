/** The look-out for mixed languages sees them; the conversations themselves are looked at where they are played. */
import { expect, test } from 'vitest';
import { mixed } from './one-language.ts';

const message = (text: string, ...titles: readonly string[]) => ({
  text,
  buttons: titles.map((title) => ({ title, value: { a: '1.0' } })),
});

test.each([
  ['a German sentence in English', message('Your ticket has been created. Der Produktsupport sieht sich Ihr Anliegen an.'), ['en', 'de']],
  ['a German button below English words', message('Which product is it about?', 'Weiß ich nicht'), ['en', 'de']],
  ['an English button below German words', message('Um welches Produkt geht es?', 'I do not know'), ['en', 'de']],
  ['a German message where English is spoken', message('Um welches Produkt geht es?'), ['en']],
  ['an English message where German is spoken', message('Which product is it about?'), ['de']],
  [
    'half a German answer',
    message('Hourly rate: nicht hinterlegt. Der Produktsupport nennt Ihnen Einordnung und Stundensatz, bevor weitergearbeitet wird.'),
    ['en'],
  ],
] as const)('%s is found', (_name, seen, allowed) => {
  expect(mixed([seen], allowed)).toHaveLength(1);
});

test.each([
  ['English with the name of a German button', message('Please choose the button „Nicht beauftragen“ (do not order):'), ['en']],
  ['a German offer', message('Angebot über eine kostenpflichtige Leistung\n\nWie möchten Sie entscheiden?', 'Nicht beauftragen'), ['en']],
  [
    'an English receipt with the words of a German customer',
    message('Ticket number: IMM-1\nSubject: Um elf Uhr stürzt es ab', 'No'),
    ['en'],
  ],
  ['a German message', message('Um welches Produkt geht es?', 'Weiß ich nicht', 'Hausperfekt'), ['de']],
] as const)('%s is fine', (_name, seen, allowed) => {
  expect(mixed([seen], allowed)).toEqual([]);
});
