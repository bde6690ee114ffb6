/** English content mirrors the German one: what is missing, there in one language only, or says something else, is named with file and line. */
import { describe, expect, test } from 'vitest';
import { looksGerman } from '../../src/content/checks/wording.ts';
import { answerFor } from '../../src/content/faq.ts';
import { germanOf, knowledgeIn } from '../../src/content/knowledge-in.ts';
import { placeholdersOf } from '../../src/content/placeholders.ts';
import { spokenTextKeys } from '../../src/content/spoken-text-keys.ts';
import { type ContentCopy, copyContent, problemsOf } from './content-copy.ts';

const faq = 'en/faq/kontakt-zeiten.md';

const cases: readonly [name: string, change: (copy: ContentCopy) => void, problem: string][] = [
  ['an answer without its English version', (c) => c.remove(faq), `${faq}:1 Die englische Fassung von „kontakt-zeiten“ fehlt.`],
  [
    'an English answer without its German version',
    (c) => c.write('en/faq/only-here.md', '---\nid: only-here\nquestion: What is new?\nclauses: [F1.1]\n---\n\nSome words.\n'),
    'en/faq/only-here.md:2 Die deutsche Fassung von „only-here“ fehlt.',
  ],
  ['other clauses', (c) => c.replace(faq, '[F7.1, F2.2]', '[F7.1]'), `${faq}:4 Die Fundstellen sind andere als in der deutschen Fassung.`],
  [
    'a placeholder that is missing',
    (c) =>
      c.replace(
        faq,
        '{serviceHours|not on file. Please submit your request through the service portal, or describe it to me here.}',
        'see there',
      ),
    `${faq}:11 Der Platzhalter {serviceHours} steht nur in der deutschen Fassung.`,
  ],
  [
    'a placeholder of its own',
    (c) => c.replace('en/faq/nutzen-fachleute.md', 'Besides', '{vendorName} Besides'),
    'en/faq/nutzen-fachleute.md:10 Der Platzhalter {vendorName} steht nur in der englischen Fassung.',
  ],
  [
    'an id unlike the file name',
    (c) => c.replace(faq, 'id: kontakt-zeiten', 'id: kontakt-zeit'),
    `${faq}:2 Die Kennung „kontakt-zeit“ passt nicht`,
  ],
  [
    'a text that is missing',
    (c) => c.replace('en/texts/faq.yaml', 'faq.glad:', '# faq.glad:'),
    'en/texts/faq.yaml:1 Der Text „faq.glad“ fehlt.',
  ],
  [
    'a text that only English has',
    (c) => c.replace('en/texts/faq.yaml', 'faq.glad:', 'faq.happy: I am happy.\nfaq.glad:'),
    'en/texts/faq.yaml:3 Den Text „faq.happy“ verwendet niemand.',
  ],
  [
    'a text that belongs to a German page',
    (c) => c.replace('en/texts/faq.yaml', 'faq.glad:', 'portal.title: Portal\nfaq.glad:'),
    'en/texts/faq.yaml:3 Den Text „portal.title“ verwendet niemand.',
  ],
  [
    'a placeholder of a text that is missing',
    (c) => c.replace('en/texts/welcome.yaml', 'this is {botName},', 'this is'),
    'en/texts/welcome.yaml:2 Im Text „welcome.hello“ fehlt der Platzhalter {botName}.',
  ],
  [
    'a German sentence',
    (c) => c.replace('en/texts/faq.yaml', 'I am glad to hear that.', 'Das ist gut.'),
    'en/texts/faq.yaml:3 Der Satz sieht deutsch aus.',
  ],
  [
    'an exclamation mark',
    (c) => c.replace('en/texts/faq.yaml', 'hear that.', 'hear that!'),
    'en/texts/faq.yaml:3 Im Text steht ein Ausrufezeichen.',
  ],
  [
    'a promise that nobody made',
    (c) => c.replace(faq, 'takes requests at any time', 'takes requests free of charge'),
    `${faq}:11 „free of charge“ verspricht etwas, das nicht hinterlegt ist.`,
  ],
  [
    'a time that is not on file',
    (c) => c.replace(faq, 'at any time;', 'within 2 hours;'),
    `${faq}:11 Die Zeitangabe „2 hours“ ist nicht hinterlegt.`,
  ],
  [
    'a product without an English name',
    (c) => c.replace('en/names.yaml', '  karthago:', '  kart-hago:'),
    'en/names.yaml:3 Der englische Name von „karthago“ fehlt.',
  ],
  [
    'a setting that is worded in German only',
    (c) => c.replace('service.yaml', 'responseTime:', 'responseTime: am selben Tag'),
    'en/names.yaml:18 „responseTime“ ist in service.yaml gesetzt, auf Englisch nicht.',
  ],
  [
    'an offer summary without a term',
    (c) => c.replace('en/offer-summary.yaml', '{net} net, ', ''),
    'en/offer-summary.yaml:11 „rate“: muss genau diese Platzhalter enthalten',
  ],
  ['a mail without its English version', (c) => c.remove('en/mails/sign-in.md'), 'en/mails/sign-in.md:1 Die E-Mail „sign-in“ fehlt.'],
  [
    'a mail without one of its values',
    (c) => c.replace('en/mails/ticket-changed.md', '{next}', 'That is all.'),
    'en/mails/ticket-changed.md:5 In der E-Mail fehlt der Platzhalter {next}.',
  ],
  [
    'a German sentence in a mail',
    (c) => c.replace('en/mails/sign-in.md', 'Please do not pass the link on.', 'Geben Sie den Link nicht weiter.'),
    'en/mails/sign-in.md:9 Der Satz sieht deutsch aus.',
  ],
  [
    'a mail that nobody gets in English',
    (c) => c.write('en/mails/registration-request.md', '---\nsubject: A registration\n---\n\n{name} {email} {url}\n'),
    'en/mails/registration-request.md:1 Diese E-Mail verschickt niemand.',
  ],
  [
    'the English sentence of the greeting in German',
    (c) => c.replace('de/texts/welcome.yaml', 'You can also write in English.', 'Sie können auch auf Englisch schreiben.'),
    'de/texts/welcome.yaml:6 Der Satz sieht deutsch aus.',
  ],
  [
    'a notice of a known fault in German only',
    (c) =>
      c.write(
        'de/notices/absturz.md',
        '---\nid: absturz\nlabels: [case/akutes-problem]\ntitle: Absturz\nfrom: 2027-01-10\nuntil: 2027-01-12\n---\n\nWird behoben.\n',
      ),
    'en/notices/absturz.md:1 Die englische Fassung von „absturz“ fehlt.',
  ],
];

describe('English content', () => {
  test.each(cases)('with %s is refused', (_name, change, problem) => {
    const copy = copyContent();
    change(copy);
    expect(problemsOf(copy.load()).filter((line) => line.startsWith(problem))).toHaveLength(1);
  });

  test('has every text a conversation may say, none of them in German, each with the placeholders of the German one', () => {
    const loaded = copyContent().load();
    if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
    const german = loaded.knowledge;
    const english = knowledgeIn(german, 'en');
    const same = spokenTextKeys.filter((key) => german.texts[key] === english.texts[key]);
    // Words that both languages write alike.
    expect(same).toEqual(['kind.installation', 'field.state']);
    expect(spokenTextKeys.filter((key) => looksGerman(english.texts[key]))).toEqual([]);
    for (const key of spokenTextKeys)
      expect([key, placeholdersOf(english.texts[key]).toSorted()]).toEqual([key, placeholdersOf(german.texts[key]).toSorted()]);
  });

  test('answers each question from the same entry, on the same clauses, and never in German', () => {
    const loaded = copyContent().load({ exampleRates: true });
    if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
    const german = loaded.knowledge;
    const english = knowledgeIn(german, 'en');
    expect(english.faq.map(({ id, label, clauses, related }) => ({ id, label, clauses, related }))).toEqual(
      german.faq.map(({ id, label, clauses, related }) => ({ id, label, clauses, related })),
    );
    expect(
      english.faq.filter(({ answer, question }) => looksGerman(`${question} ${answer.replaceAll(/\([^)]*\)/g, '')}`)).map(({ id }) => id),
    ).toEqual([]);
    const rate = english.faq.find(({ id }) => id === 'stundensatz-hoehe')?.answer;
    expect(rate).toContain('All billable services, all products: €120.00 net per hour (€142.80 including 19% VAT)');
  });

  test('is the same object for a snapshot each time, and leads back to the German original', () => {
    const loaded = copyContent().load();
    if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
    const english = knowledgeIn(loaded.knowledge, 'en');
    expect(knowledgeIn(loaded.knowledge, 'en')).toBe(english);
    expect(knowledgeIn(english, 'en')).toBe(english);
    expect(knowledgeIn(english, 'de')).toBe(loaded.knowledge);
    expect(germanOf(english)).toBe(loaded.knowledge);
    expect(germanOf(loaded.knowledge)).toBe(loaded.knowledge);
  });

  test('is found by German names, too', () => {
    const loaded = copyContent().load();
    if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
    const english = knowledgeIn(loaded.knowledge, 'en');
    expect(answerFor(english, 'faq/kostenpflichtig', 'Is help with the Verteilerschlüssel billable?')?.id).toBe(
      'kostenpflichtig-konfiguration',
    );
  });

  test('of a notice has the German words and dates beside its own', () => {
    const copy = copyContent();
    copy.write(
      'de/notices/absturz.md',
      '---\nid: absturz\nlabels: [case/akutes-problem]\nkeywords: [mahnlauf]\ntitle: Absturz\nfrom: 2027-01-10\nuntil: 2027-01-12\n---\n\nWird behoben.\n',
    );
    copy.write('en/notices/absturz.md', '---\nid: absturz\ntitle: Crash\nkeywords: [dunning run]\n---\n\nIt is being mended.\n');
    const loaded = copy.load();
    if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
    const [notice] = knowledgeIn(loaded.knowledge, 'en').notices;
    expect(notice).toMatchObject({
      title: 'Crash',
      keywords: ['mahnlauf', 'dunning run'],
      text: 'It is being mended.',
      labels: ['case/akutes-problem'],
    });
    expect(notice?.from).toBe(loaded.knowledge.notices[0]?.from);
  });
});
