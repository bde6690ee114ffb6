/** Each way to break a content file is named with file, line and what to do. */
import { readFileSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import { type ContentCopy, copyContent, problemsOf } from './content-copy.ts';

const faq = 'de/faq/kontakt-zeiten.md';
const rate = (fields: string) => `entries:\n  - category: "*"\n    product: "*"\n    ${fields.split('; ').join('\n    ')}`;
const sound =
  'validFrom: 2027-01-01; netCentsPerHour: 10000; vatPercent: 19; incrementMinutes: 15; minimumMinutes: 15; offerValidDays: 14; confirmedBy: Leitung; confirmedOn: 2026-12-01';

const cases: readonly [name: string, change: (copy: ContentCopy) => void, problem: string, fix: string][] = [
  ['a missing head', (c) => c.write(faq, 'Nur Text'), `${faq}:1 Der Kopf der Datei fehlt.`, '---'],
  [
    'a head without its text',
    (c) => c.write(faq, '---\nid: kontakt-zeiten\n---\n'),
    `${faq}:4 Unter dem Kopf steht kein Text.`,
    'unter die zweite Zeile',
  ],
  [
    'a missing detail',
    (c) => c.replace(faq, 'question:', '# question:'),
    `${faq}:2 Die Angabe „question“ fehlt.`,
    '„question: …“ ergänzen',
  ],
  ['an unknown detail', (c) => c.replace(faq, 'keywords:', 'stichworte:'), `${faq}:6 Unbekannte Angabe „stichworte“.`, 'Schreibweise'],
  ['an unknown label', (c) => c.replace(faq, 'faq/kontakt', 'faq/kontackt'), `${faq}:3 „label“ hat einen unbekannten Wert.`, 'faq/kontakt'],
  ['broken YAML', (c) => c.replace(faq, 'question: Wann', 'question: "Wann'), `${faq}:4 Es fehlt ein Zeichen`, 'Anführungszeichen'],
  ['a doubled key', (c) => c.replace(faq, 'question:', 'label: faq/kontakt\nquestion:'), `${faq}:4 Derselbe Schlüssel`, 'nur einmal'],
  [
    'an answer without a clause',
    (c) => c.replace(faq, '[F7.1, F2.2]', '[]'),
    `${faq}:5 „clauses“: mindestens eine Fundstelle`,
    'README.md',
  ],
  ['an unknown clause', (c) => c.replace(faq, 'F2.2', 'F9.9'), `${faq}:5 Die Fundstelle „F9.9“ gibt es nicht.`, 'clauses.yaml'],
  [
    'an unknown related answer',
    (c) => c.replace(faq, 'kontakt-reaktionszeit', 'gibt-es-nicht'),
    `${faq}:10 Die verwandte Antwort „gibt-es-nicht“`,
    'Kennung',
  ],
  [
    'an unknown product',
    (c) => c.replace(faq, 'keywords:', 'products: [wunder]\nkeywords:'),
    `${faq}:6 Das Produkt „wunder“`,
    'hausperfekt, karthago',
  ],
  [
    'an id unlike the file name',
    (c) => c.replace(faq, 'id: kontakt-zeiten', 'id: zeiten'),
    `${faq}:2 Die Kennung „zeiten“ passt nicht`,
    'zeiten.md',
  ],
  [
    'two main answers',
    (c) => c.replace(faq, 'question:', 'main: true\nquestion:'),
    `${faq}:4 „faq/kontakt“ hat mehr als eine`,
    'nur bei einer',
  ],
  [
    'no main answer',
    (c) => c.replace('de/faq/nutzen-ueberblick.md', 'main: true\n', ''),
    'de/faq:1 „faq/nutzen“ hat keine Hauptantwort.',
    'main: true',
  ],
  [
    'an unknown placeholder',
    (c) => c.replace(faq, '{serviceHours|', '{hours|'),
    `${faq}:15 Der Platzhalter {hours} ist unbekannt.`,
    'serviceHours',
  ],
  [
    'a placeholder without a fallback',
    (c) => c.replace(faq, '{serviceHours|', '{portalUrl} {serviceHours|'),
    `${faq}:15 Der Platzhalter {portalUrl} kann leer sein.`,
    'nicht hinterlegt',
  ],
  [
    'a placeholder inside a fallback',
    (c) => c.replace(faq, '{serviceHours|', '{serviceHours|{botName} '),
    `${faq}:15 Eine geschweifte Klammer`,
    'Ersatztext',
  ],
  [
    'a promise of free service',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Kostenlose Servicezeiten: '),
    `${faq}:15 „Kostenlose“ verspricht`,
    'F1.6 oder F2.4',
  ],
  [
    'an exclamation mark',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Gern! Servicezeiten: '),
    `${faq}:15 Im Text steht ein Ausrufezeichen.`,
    'Punkt',
  ],
  [
    'an informal address',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Deine Servicezeiten: '),
    `${faq}:15 „Deine“ ist nicht die förmliche Anrede.`,
    'Sie',
  ],
  [
    'an English sentence',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Please contact the support. '),
    `${faq}:15 Der Satz sieht englisch aus.`,
    'Deutsch',
  ],
  [
    'an invented phone number',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Telefon 0221 / 123 45 - 67. '),
    `${faq}:15 Die Telefonnummer „0221 / 123 45 - 67“`,
    'contacts.yaml',
  ],
  [
    'an invented e-mail address',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Mail an hilfe@aareon.com. '),
    `${faq}:15 Die E-Mail-Adresse „hilfe@aareon.com“`,
    '{email:',
  ],
  [
    'an invented amount',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Die Stunde kostet 95 Euro. '),
    `${faq}:15 Der Betrag „95 Euro“`,
    'rates.yaml',
  ],
  [
    'an invented opening hour',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Von 8 bis 17 Uhr. '),
    `${faq}:15 Die Zeitangabe „17 Uhr“`,
    'hours.yaml',
  ],
  [
    'an invented address',
    (c) => c.replace(faq, 'Servicezeiten: ', 'Siehe https://portal.invalid/x. '),
    `${faq}:15 Die Adresse „https://portal.invalid/x.“`,
    'service.yaml',
  ],
  ['a file nobody reads', (c) => c.write('de/faq/neu.txt', 'x'), 'de/faq/neu.txt:1 Die Datei wird nicht gelesen.', '.md'],
  ['a missing file', (c) => c.remove('products.yaml'), 'products.yaml:1 Die Datei fehlt.', 'wiederherstellen'],
  [
    'an unknown case kind',
    (c) => c.replace('coverage.yaml', 'schulung: training', 'schulung: kurs'),
    'coverage.yaml:',
    'fault, usage, training',
  ],
  [
    'an unknown rate category',
    (c) => c.replace('coverage.yaml', 'category: schulung', 'category: seminar'),
    'coverage.yaml:',
    'datenbereinigung',
  ],
  [
    'a billable rule without category',
    (c) => c.replace('coverage.yaml', '    category: schulung\n', ''),
    'coverage.yaml:',
    'rates.yaml ergänzen',
  ],
  [
    'a rule that promises too much',
    (c) => c.replace('coverage.yaml', 'kind: [fault], contractHelp: [yes]', 'kind: [fault]'),
    'coverage.yaml:',
    'contractHelp: [yes]',
  ],
  ['a case without a kind', (c) => c.replace('coverage.yaml', '  case/vor-ort: onSite\n', ''), 'coverage.yaml:', 'case/vor-ort: …'],
  [
    'an unknown clause in a rule',
    (c) => c.replace('coverage.yaml', 'clauses: [F6.1]', 'clauses: [F6.7]'),
    'coverage.yaml:',
    'clauses.yaml',
  ],
  [
    'an address that is none',
    (c) => c.replace('service.yaml', 'portalUrl:', 'portalUrl: portal'),
    'service.yaml:8 „portalUrl“',
    'README.md',
  ],
  [
    'the example page as privacy notice',
    (c) => c.replace('service.yaml', 'privacyNotice:', 'privacyNotice: privacy'),
    'service.yaml:',
    '„demo: true“ dort entfernen',
  ],
  [
    'a rate nobody released',
    (c) => c.replace('rates.yaml', 'entries: []', rate(sound.replace('confirmedBy: Leitung; ', ''))),
    'rates.yaml:',
    '„confirmedBy: …“ ergänzen',
  ],
  [
    'a rate older than its release',
    (c) => c.replace('rates.yaml', 'entries: []', rate(sound.replace('2027-01-01', '2026-11-01'))),
    'rates.yaml:',
    'confirmedOn',
  ],
  [
    'a rate released in the future',
    (c) => c.replace('rates.yaml', 'entries: []', rate(sound.replace('2027-01-01', '2027-06-01').replace('2026-12-01', '2027-05-01'))),
    'rates.yaml:',
    'freigegeben wurde',
  ],
  [
    'a fragment that lost a placeholder',
    (c) => c.replace('de/fragments.yaml', '{net} netto', 'netto'),
    'de/fragments.yaml:2 „rateLine“: muss genau',
    'README.md',
  ],
];

describe('A broken content file', () => {
  test.each(cases)('names %s with file, line and fix', (_name, change, problem, fix) => {
    const copy = copyContent();
    change(copy);
    const loaded = copy.load();
    expect(
      problemsOf(loaded).some((text) => text.startsWith(problem)),
      problemsOf(loaded).join('\n'),
    ).toBe(true);
    const fixes = loaded.ok ? [] : loaded.problems.filter(({ file, line, message }) => `${file}:${line} ${message}`.startsWith(problem));
    expect(
      fixes.some((found) => found.fix.includes(fix)),
      JSON.stringify(fixes),
    ).toBe(true);
  });

  test('is not the only one named: problems of several files come together, sorted', () => {
    const copy = copyContent();
    copy.replace(faq, 'Servicezeiten: ', 'Gern! ');
    copy.replace('de/faq/nutzen-vertrag.md', 'Das Ziel:', 'Das Ziel!');
    copy.remove('hours.yaml');
    expect(problemsOf(copy.load()).map((text) => text.split(':')[0])).toEqual([faq, 'de/faq/nutzen-vertrag.md', 'hours.yaml']);
  });

  test('that is not UTF-8 is named instead of showing broken umlauts', () => {
    const copy = copyContent();
    copy.write('de/pages/terms.md', Buffer.from('---\ntitle: Hinweise\n---\n\nF\xfcr alle', 'latin1') as unknown as string);
    expect(problemsOf(copy.load())).toContain('de/pages/terms.md:5 Die Datei ist nicht als UTF-8 gespeichert.');
  });

  test('may have come from Windows: line ends and byte order mark change nothing', () => {
    const copy = copyContent();
    const before = copy.load();
    const text = readFileSync(path.join(copy.folder, faq), 'utf8');
    copy.write(faq, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    const after = copy.load();
    expect(after.ok && after.knowledge.version).toBe(before.ok && before.knowledge.version);
  });

  test('may be a link to the file', () => {
    const copy = copyContent();
    renameSync(path.join(copy.folder, faq), path.join(copy.folder, '.moved'));
    symlinkSync(path.join(copy.folder, '.moved'), path.join(copy.folder, faq));
    const loaded = copy.load();
    expect(loaded.ok && loaded.knowledge.faq.map(({ id }) => id)).toContain('kontakt-zeiten');
  });

  test('may be a link to nothing: it is left out like a file that is not there', () => {
    const copy = copyContent();
    symlinkSync('/nowhere/text.md', path.join(copy.folder, 'de/faq/leer.md'));
    expect(problemsOf(copy.load())).toEqual([]);
  });

  test('may be a folder that is not there', () => {
    const loaded = loadKnowledge('/nowhere/content', { exampleRates: false });
    expect(loaded.ok ? [] : loaded.problems).toContainEqual(
      expect.objectContaining({ message: 'Der Ordner /nowhere/content ist nicht lesbar.' }),
    );
  });
});
