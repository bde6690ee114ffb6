/** Checks how things are said: no promise of free service, formal address, no exclamation marks, each file in its own language. */
import type { Language } from '../../domain/vocabulary.ts';
import type { Passage } from '../passages.ts';
import type { Report } from '../problem.ts';
import { englishWords, germanWords, onlyEnglishWords } from './language-words.ts';

interface WordRule {
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
  readonly fix: string;
  readonly allowed?: (passage: Passage) => boolean;
  /** Only in texts of this language; else in all. */
  readonly only?: Language;
}

const freeOfCharge = ['F1.6', 'F2.4'];
const mayCostNothing = ({ clauses }: Passage): boolean => clauses.some((clause) => freeOfCharge.includes(clause));

const rules: readonly WordRule[] = [
  {
    pattern: /(?<!\p{L})(kostenlos|gratis|unverbindlich|kostenfrei|umsonst|unentgeltlich)\p{L}*/iu,
    message: (found) => `„${found}“ verspricht etwas, das nicht hinterlegt ist.`,
    fix: 'Das Wort streichen; nur Antworten mit der Fundstelle F1.6 oder F2.4 dürfen es verwenden.',
    allowed: mayCostNothing,
  },
  {
    pattern:
      /\b(?:free of charge|for free|free service|complimentary|gratis|at no cost|no charge|without charge|non-binding|without obligation|no obligation)\b/i,
    message: (found) => `„${found}“ verspricht etwas, das nicht hinterlegt ist.`,
    fix: 'Das Wort streichen; nur Antworten mit der Fundstelle F1.6 oder F2.4 dürfen es verwenden.',
    allowed: mayCostNothing,
    only: 'en',
  },
  {
    pattern: /!/,
    message: () => 'Im Text steht ein Ausrufezeichen.',
    fix: 'Den Satz mit einem Punkt beenden.',
  },
  {
    pattern:
      /(?<!\p{L})(du|dich|dir|dein(e[mnrs]?)?|euch|euer|eure[mnrs]?|ihr (seid|habt|könnt|müsst|wollt|braucht)|(habt|seid|könnt|müsst|wollt|braucht) ihr)(?!\p{L})/iu,
    message: (found) => `„${found}“ ist nicht die förmliche Anrede.`,
    fix: 'Mit „Sie“ und „Ihr“ formulieren.',
    only: 'de',
  },
];

/** In: all lines a customer may read. Reports each line that breaks a rule of wording. */
export function checkWording(passages: readonly Passage[], report: Report): void {
  for (const passage of passages) {
    const { file, line, text } = passage;
    for (const rule of rules) {
      const found = rule.pattern.exec(text)?.[0];
      if (found === undefined || rule.allowed?.(passage) || (rule.only ?? passage.language) !== passage.language) continue;
      report({ file, line, message: rule.message(found), fix: rule.fix });
    }
    if (passage.language === 'de' && looksEnglish(text))
      report({ file, line, message: 'Der Satz sieht englisch aus.', fix: 'Den Satz auf Deutsch schreiben.' });
    if (passage.language === 'en' && looksGerman(text))
      report({ file, line, message: 'Der Satz sieht deutsch aus.', fix: 'Den Satz auf Englisch schreiben.' });
  }
}

/** Heuristic: a sentence is German when it has an umlaut or two German function words; what stands in German quotation marks is named as it is. */
export function looksGerman(text: string): boolean {
  const bare = text.replaceAll(/\{[^}|]*\}|„[^“]*“|https?:\S+|\S+@\S+/g, ' ');
  return bare.split(/[.?:;]\s/).some((sentence) => {
    const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? [];
    return /[äöüß]/i.test(sentence) || words.filter((word) => germanWords.has(word) && !alsoEnglish.has(word)).length >= 2;
  });
}

const alsoEnglish = new Set(['an', 'am', 'die', 'den', 'in', 'was', 'so', 'not']);

/** Heuristic: a sentence is English when English function words outnumber German ones, or a word occurs that German never has. */
export function looksEnglish(text: string): boolean {
  const bare = text.replaceAll(/\{[^}]*\}|https?:\S+|\S+@\S+/g, ' ');
  return bare.split(/[.?:;]\s/).some((sentence) => {
    const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? [];
    const english = words.filter((word) => englishWords.has(word)).length;
    const german = words.filter((word) => germanWords.has(word)).length;
    return (english >= 2 && english > german) || (german === 0 && words.some((word) => onlyEnglishWords.has(word)));
  });
}
