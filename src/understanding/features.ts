/** Turns a text into named and hashed features in groups: words, letter sequences, meanings. */

import { BUCKETS, bucketAt, bucketOf, hashedOn, hashOf } from './hash.ts';
import { meanings } from './meanings.ts';
import { fold, tokens } from './normalise.ts';
import { german, type Reading } from './reading.ts';

/** Groups are brought to equal length before they are weighed, so that long texts and many letters do not drown the words. */
export const groups = ['word', 'letters', 'meaning'] as const;
export type Group = (typeof groups)[number];

/** Hashed features of one text; `counts[i]` is how often `buckets[i]` occurs, sorted within its group. */
export interface Features {
  readonly buckets: Uint32Array;
  readonly counts: Float32Array;
  /** Where each group begins; one entry more than there are groups. */
  readonly bounds: readonly number[];
}

const MAX_TOKENS = 400;

/** Name of the feature of a single word. */
export function wordFeature(word: string, reading: Reading = german): string {
  return `w=${reading.stem(reading.standard(word).split(' ')[0] ?? word)}`;
}

/** Names of the word features: stems, pairs, pairs with one word between, question mark, length. */
export function wordFeatures(words: readonly string[], folded: string, reading: Reading = german): string[] {
  const stems = words.flatMap((word) => reading.standard(word).split(' ')).map(reading.stem);
  const names: string[] = [];
  for (let i = 0; i < stems.length; i++) {
    names.push(`w=${stems[i]}`);
    const next = stems[i + 1];
    if (next !== undefined) names.push(`b=${stems[i]}_${next}`);
    const second = stems[i + 2];
    if (second !== undefined) names.push(`s=${stems[i]}_${second}`);
  }
  names.push(`b=^_${stems[0] ?? ''}`, `b=${stems.at(-1) ?? ''}_$`);
  if (folded.includes('?')) names.push('w=?');
  names.push(`n=${Math.min(6, Math.ceil(Math.log2(words.length + 1)))}`);
  return names;
}

const LETTERS = hashOf('c=');
const SHORTEST = 2;
const LONGEST = 5;
const MAX_LETTERS = 30;

/** Buckets of the letter sequences of each word, framed as `<word>`: named `c=…`, but a text has hundreds, so no name is written. */
function letterBuckets(words: readonly string[]): number[] {
  const found: number[] = [];
  for (const word of words) {
    const framed = `<${word.slice(0, MAX_LETTERS)}>`;
    for (let from = 0; from + SHORTEST <= framed.length; from++) {
      const end = Math.min(framed.length, from + LONGEST);
      let hash = LETTERS;
      for (let i = from; i < end; i++) {
        hash = hashedOn(hash, framed.charCodeAt(i));
        if (i > from) found.push(bucketAt(hash));
      }
    }
  }
  return found;
}

/** "nicht …, sondern", "ich will nicht wissen, …, sondern": what stands before is not the matter. */
const CONTRAST =
  /\b(?:nicht|ned|net|nich|kein\w*|not)\b[^.;!?]{2,120}?,? ?(?=(?:sondern|but rather)\b)|\b(?:will|mochte) (?:\w+ )?nicht wissen,[^,.;!?]{2,100},(?= ?(?:ich|mir|mich|nur|bloss)\b)|\binteressiert (?:mich |uns )?nicht, (?:was|wie|ob|wer|wann)\b[^,.;!?]*,?/g;

/** The folded text without what a contrast sets aside; the text itself when too little would be left. */
function withoutDenied(folded: string): string {
  const left = folded.replace(CONTRAST, ' ');
  return left !== folded && tokens(left).length >= 4 ? left : folded;
}

/** Where in the list under work each bucket stands, counted from 1; all zeros between calls. A map would cost more than the rest of the work. */
const placeOf = new Uint32Array(BUCKETS);

/** Hashed features of a text; pure, bounded by the cut length of the text. */
export function featuresOf(text: string, reading: Reading = german): Features {
  const folded = fold(text);
  const words = tokens(reading.trade ? withoutDenied(folded) : folded).slice(0, MAX_TOKENS);
  const inGroups = [
    wordFeatures(words, folded, reading).map(bucketOf),
    letterBuckets(words),
    reading.trade ? meanings(words, folded).map(bucketOf) : [],
  ];
  const buckets: number[] = [];
  const counts: number[] = [];
  const bounds: number[] = [0];
  for (const group of inGroups) {
    const from = buckets.length;
    for (const bucket of group) {
      const at = placeOf[bucket] as number;
      if (at > from) counts[at - 1] = (counts[at - 1] as number) + 1;
      else {
        placeOf[bucket] = buckets.push(bucket);
        counts.push(1);
      }
    }
    for (let i = from; i < buckets.length; i++) placeOf[buckets[i] as number] = 0;
    bounds.push(buckets.length);
  }
  return { buckets: Uint32Array.from(buckets), counts: Float32Array.from(counts), bounds };
}

/** Weighs counts (logarithm, rarity, equal length of groups) into the values a linear model works on. */
export function weigh(features: Features, rarity: Float32Array, reading: Reading = german): Float32Array {
  const values = new Float32Array(features.buckets.length);
  for (let g = 0; g < groups.length; g++) {
    const from = features.bounds[g] ?? 0;
    const to = features.bounds[g + 1] ?? from;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const value = (1 + Math.log(features.counts[i] ?? 1)) * (rarity[features.buckets[i] ?? 0] ?? 1);
      values[i] = value;
      sum += value * value;
    }
    const scale = sum > 0 ? (reading.weights[g] ?? 1) / Math.sqrt(sum) : 0;
    for (let i = from; i < to; i++) values[i] = (values[i] ?? 0) * scale;
  }
  return values;
}
