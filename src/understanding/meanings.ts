/** Meaning features: which synonym classes a text touches, which of them it denies, and which stand together. */
import { standardOf } from './dialect.ts';
import { lexicon } from './lexicon.ts';
import { fold } from './normalise.ts';
import { matcherOf } from './phrase-matcher.ts';

const matcher = matcherOf(
  Object.entries(lexicon).flatMap(([name, list]) =>
    list.split(',').map((phrase) => ({ name, words: fold(phrase).match(/[a-z0-9*]+/g) ?? [] })),
  ),
);

const SCANNED = 2000;
const MAX_WORDS = 250;
const MAX_PAIRED = 12;

const NOT = new Set('kein keine keinen keinem keiner keins ohne statt anstatt weder without'.split(' '));
/** How many words after "kein" it denies. */
const REACH = 3;

/** A clause that is said not to be the matter; it reaches to the next comma or stop, and over a clause that hangs on it. */
const DENYING =
  /\b(?:nicht (?:wissen|wie|ob|was|um|darum|wann|nur)\b|nicht(?=[^,.;!?]{0,80},? ?sondern\b)|interessiert (?:mich |uns )?nicht\b|geht (?:es )?(?:mir |uns )?nicht (?:um|darum)\b|geht'?s (?:mir |uns )?nicht um\b|brauche? (?:gar )?(?:keine?n?)\b|i don'?t want\b|i am not asking\b)[^,.;!?]*(?:(?<=wissen|interessiert nicht|interessiert mich nicht|darum), ?(?:was|wie|ob|wer|wann|wo|dass|welche\w*|warum)\b[^,.;!?]*)?/g;

function deniedAt(folded: string, words: readonly { word: string; index: number }[]): boolean[] {
  const ranges = [...folded.matchAll(DENYING)].map((match) => [match.index, match.index + match[0].length] as const);
  let until = -1;
  return words.map(({ word, index }, i) => {
    if (NOT.has(standardOf(word))) until = i + REACH;
    return i <= until || ranges.some(([from, to]) => index >= from && index < to);
  });
}

/** A synonym class with the word it was found at; `!` in front of a class that is denied. */
interface Meant {
  readonly name: string;
  readonly word: string;
}

function meantIn(text: string): Meant[] {
  const plain = [...text.matchAll(/[a-z0-9]+/g)].slice(0, MAX_WORDS).map((match) => ({ word: match[0], index: match.index }));
  const denied = deniedAt(text, plain);
  const found = new Map<string, Meant>();
  const collect = (list: readonly string[]): void => {
    for (const { name: plainName, at } of matcher.find(list)) {
      const name = denied[at] ? `!${plainName}` : plainName;
      if (!found.has(name)) found.set(name, { name, word: plain[at]?.word ?? '' });
    }
  };
  const raw = plain.map(({ word }) => word);
  const standard = raw.map((word) => standardOf(word).split(' ')[0] ?? word);
  collect(raw);
  if (standard.some((word, i) => word !== raw[i])) collect(standard);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Synonym classes that a folded text touches without denying them, each with the word that touched it. */
export function meantWords(folded: string): Meant[] {
  return meantIn(folded.slice(0, SCANNED)).filter(({ name }) => !name.startsWith('!'));
}

/** Names of the synonym classes that a folded text touches without denying them. */
export function meaningsIn(folded: string): string[] {
  return meantWords(folded).map(({ name }) => name);
}

/** Names of the meaning features of a text: `m=class`, `m=!class` where denied, `m=a+b` for classes that stand together. */
export function meanings(words: readonly string[], folded: string): string[] {
  const names = meantIn(folded.slice(0, SCANNED)).map(({ name }) => name);
  const features = names.map((name) => `m=${name}`);
  for (let i = 0; i < names.length && i < MAX_PAIRED; i++) {
    for (let j = i + 1; j < names.length && j < MAX_PAIRED; j++) features.push(`m=${names[i]}+${names[j]}`);
  }
  features.push(`m=#${Math.min(6, names.length)}`, words.length <= 2 ? 'm=short' : words.length > 40 ? 'm=long' : 'm=medium');
  return features;
}
