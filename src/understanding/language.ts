/** Tells English from German by the words that only one of them has; says nothing where the words do not tell. */
import type { Language } from '../domain/vocabulary.ts';
import { english, englishPerhaps, german, germanShape } from './language-words.ts';
import { fold, tokens } from './normalise.ts';

/** How much speaks for each; a sure word counts 2. */
export interface LanguageEvidence {
  readonly english: number;
  readonly german: number;
}

const mostWords = 200;

/** Error messages are quoted in the language of the computer, not of the person. */
const QUOTED = /["„“”«»][^"„“”«»]{2,}["„“”«»]|\S{1,64}@\S+|https?:\S+/gi;
const MESSAGE = /(\b(?:fehler|meldung|error|exception)[\w-]{0,20}(?: \w{1,20}){0,2} ?:).*$/gim;

/** In: any text. Out: what its own words, quotations left out, say about the language. */
export function languageEvidence(text: string): LanguageEvidence {
  const own = text.slice(0, 4000).replaceAll(QUOTED, ' ').replaceAll(MESSAGE, '$1');
  let sure = 0;
  let perhaps = 0;
  let inGerman = /[äöüß]/i.test(own) ? 1 : 0;
  for (const word of tokens(fold(own)).slice(0, mostWords)) {
    const maybe = englishPerhaps.has(word);
    if (maybe) perhaps += 1;
    if (english.has(word)) sure += 2;
    else if (german.has(word)) inGerman += maybe ? 1 : 2;
    else if (!maybe && germanShape.test(word)) inGerman += 2;
  }
  return { english: sure === 0 ? 0 : sure + perhaps, german: inGerman };
}

/** Language of a text, `undefined` when its words do not tell. */
export function languageOf(text: string): Language | undefined {
  const found = languageEvidence(text);
  if (found.english >= 2 && found.english > 1.5 * found.german) return 'en';
  return found.german > found.english ? 'de' : undefined;
}

/** From here on a text is clear enough to leave a language that was spoken before: two sure words. */
const clear = 4;

/** In: the language spoken so far, if it is known, and the next text. Out: the language from here on; a short or mixed line changes nothing. */
export function languageAfter(before: Language | undefined, text: string): Language | undefined {
  const next = languageOf(text);
  if (next === undefined || next === before) return before;
  if (before === undefined) return next;
  const found = languageEvidence(text);
  return found[next === 'en' ? 'english' : 'german'] >= clear ? next : before;
}
