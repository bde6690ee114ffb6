/** Takes out of a message what points to a person, as well as patterns can, before it is kept for editors. */
import { firstNames } from './first-names.ts';

/** Longer texts are cut: a report shows what was asked, not a whole letter. */
const longestKept = 500;

type Rule = readonly [pattern: RegExp, put: string];

const letters = '[\\p{L}\\p{M}]';
const name = `\\p{Lu}[\\p{L}\\p{M}'’-]+`;
const date = '\\d{1,2}\\.\\d{1,2}\\.(?:\\d{2,4})?(?!\\d)';

const numberRules: readonly Rule[] = [
  [/[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,4}/gu, '[E-Mail]'],
  [/\b(?:https?:\/\/|www\.)\S+/giu, '[Adresse]'],
  [/\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){3,7}(?:[ -]?[a-z0-9]{1,3})?\b/giu, '[IBAN]'],
  [/\b[a-z]{2,5}-\d{4}-\d{4,8}(?:-\d)?\b/giu, '[Nummer]'],
  [
    /((?:kunden|vertrags?|mieter|mieteinheiten|rechnungs|ticket|vorgangs|personal|steuer|konto|debitoren|kreditoren|kd|customer|contract|account)[- .]{0,2}(?:nummern?|nr|no|number|id)[.:#= ]{0,3}(?:(?:ist|lautet|is) )?)[a-z]{0,4}[-/ ]?\d[\d./-]*\d/giu,
    '$1[Nummer]',
  ],
  [new RegExp(`(?<![\\w.,])(?!${date})(?:\\+|00)\\d{1,3}[\\d ()/.-]{5,}\\d`, 'gu'), '[Telefon]'],
  [new RegExp(`(?<![\\w.,])(?!${date})\\(?0\\d{1,5}\\)?[ /.-]{0,3}\\d[\\d ()/.-]{3,}\\d(?![.,]?\\d)`, 'gu'), '[Telefon]'],
  [/((?:tel|telefon|fon|fax|mobil|handy|durchwahl|rückruf unter|phone)[.:]? {0,2})\d[\d /-]{1,}\d/giu, '$1[Telefon]'],
  [/(?<![\w.,-])\d{6,}(?![\w,]|\.\d)/gu, '[Nummer]'],
  [/(?<![\w.,])\d{3,4}(?: \d{3,4}){2,}(?![\w,]|\.\d)/gu, '[Nummer]'],
];

const placeRules: readonly Rule[] = [
  [
    new RegExp(
      `(?:${name} )?(?:${letters}*(?:straße|strasse|str\\.|allee|gasse|platz|weg|ring|damm|ufer)) \\d{1,4} ?[a-h]?(?![\\w.])`,
      'giu',
    ),
    '[Adresse]',
  ],
  [new RegExp(`(\\[Adresse\\],? *)(?:D-)?\\d{5} ${name}`, 'gu'), '$1[Ort]'],
];

const notNames = 'hat|ist|war|und|oder|die|der|das|wird|kann|kommt|will|soll|sagt|meint|bei|an|am|im|in|aus|mit|doktor';

const nameRules: readonly Rule[] = [
  [
    new RegExp(
      `(?<!${letters})((?:herrn?|frau|familie|fam\\.|hr\\.|fr\\.|mrs?\\.?|ms\\.?) (?:(?:dr|prof|dipl)\\.?(?:-ing\\.?)? ){0,2})(?!(?:${notNames})(?!${letters})|(?:dr|prof|dipl)\\.|\\[)(?:(?:von|van|de|zu) ){0,2}${letters}[\\p{L}\\p{M}'’-]+`,
      'giu',
    ),
    '$1[Name]',
  ],
  [new RegExp(`((?:Dr|Prof)\\. )(?:${name})(?: ${name})?`, 'gu'), '$1[Name]'],
  [
    new RegExp(
      `(?<!${letters})((?:mein name ist|ich heiße|ich heisse|my name is|i am called) )${letters}[\\p{L}\\p{M}'’-]*(?: ${name})?`,
      'giu',
    ),
    '$1[Name]',
  ],
  [new RegExp(`((?:^|[^\\p{L}])(?:i\\. ?A\\.|i\\. ?V\\.|gez\\.) ?)${name}(?: ${name})?`, 'gu'), '$1[Name]'],
  [
    new RegExp(
      `((?:grüßen|grüssen|grüße|grüsse|gruß|gruss|gruessen|mfg|lg|vg|regards)[,.!]?\\s+)(?:${letters}[\\p{L}\\p{M}.'’-]*)(?:[ \\t]+${letters}[\\p{L}\\p{M}.'’-]*){0,2}(?=\\s*(?:$|\\n|\\[))`,
      'giu',
    ),
    '$1[Name]',
  ],
];

/** „Erika Mustermann“ and „der Peter“: a common given name, and the capitalised word after it. */
const given = new RegExp(`(?<![\\p{L}\\p{M}-])(${name})((?: ${name})?)(?!${letters})`, 'gu');

function withoutGivenNames(text: string): string {
  return text.replace(given, (whole, first: string, second: string) => {
    const isGiven = (word: string): boolean => word.split('-').some((part) => firstNames.has(part.toLowerCase()));
    if (isGiven(first)) return '[Name]';
    return isGiven(second.trim()) ? `${first} [Name]` : whole;
  });
}

const escaped = (value: string): string => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What is known of the person and the company is taken out wherever it stands, in whatever case. */
function withoutKnown(text: string, known: readonly string[]): string {
  const parts = known.flatMap((value) => [value, ...value.split(/[\s,]+/)]).filter((value) => value.length >= 3);
  const telling = [...new Set(parts.map((value) => value.toLowerCase()))].filter((value) => !commonParts.has(value));
  return telling
    .sort((a, b) => b.length - a.length)
    .reduce((rest, value) => rest.replace(new RegExp(`(?<![\\p{L}\\d[])${escaped(value)}(?![\\p{L}\\d\\]])`, 'giu'), '[Name]'), text);
}

/** Words of company names that say nothing about whose it is. */
const commonParts = new Set(
  'gmbh mbh verwaltung hausverwaltung immobilien wohnungsbau wohnungsgesellschaft genossenschaft und der die das für von die demo kunde support'.split(
    ' ',
  ),
);

/**
 * In: what a person wrote, and what is known of them (name, company, customer number, addresses). Out: the same in one line, cut to 500
 * characters, with marks in place of names, addresses, mail addresses, telephone and other numbers. It misses unusual names: whoever may
 * read it is chosen, and it is deleted after a time. Pure, never fails, time bounded.
 */
export function redact(text: string, known: readonly string[] = []): string {
  const plain = text
    .slice(0, longestKept * 2)
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, (run) => (run.includes('\n') ? '\n' : ' '));
  const apply = (rest: string, rules: readonly Rule[]): string => rules.reduce((now, [pattern, put]) => now.replace(pattern, put), rest);
  const bare = apply(apply(apply(withoutKnown(plain, known), numberRules), placeRules), nameRules);
  return withoutGivenNames(bare)
    .replace(/(\[Name\])(?:[ ,]+\[Name\])+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestKept);
}
