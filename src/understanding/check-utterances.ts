/** Looks for examples that contradict each other and for labels with too few of them. */
import { type Label, labels } from '../domain/vocabulary.ts';
import { standardOf } from './dialect.ts';
import { fold, tokens } from './normalise.ts';
import { stem } from './stem.ts';
import { fileOf, type Utterance } from './utterances.ts';

/** Two examples that say the same or nearly the same and teach different labels. */
export interface Contradiction {
  readonly one: Utterance;
  readonly other: Utterance;
  /** True when they have the very same words; false when nearly the same. */
  readonly same: boolean;
}

/** Fewer examples than this make a label thin: it works, but badly. */
export const THIN = 60;

/** Examples that share this much of their words are nearly the same. */
const NEAR = 0.8;
const FEWEST_WORDS = 3;

const small = new Set(
  tokens(
    fold(
      'der die das den dem des ein eine einen einem einer und oder bitte mal denn da ja doch noch schon hallo ich wir uns mich mir es ist sind',
    ),
  ),
);
const denying = new Set(tokens(fold('nicht kein keine keinen keiner nix nichts ohne statt ned net nit nich nöd niemals never not no')));

interface Words {
  readonly utterance: Utterance;
  readonly all: ReadonlySet<string>;
  readonly telling: ReadonlySet<string>;
  readonly denies: boolean;
}

function wordsOf(utterance: Utterance): Words {
  const plain = tokens(fold(utterance.text));
  const stems = plain.map((word) => stem(standardOf(word).split(' ')[0] ?? word));
  const telling = stems.filter((_, i) => !small.has(plain[i] ?? ''));
  return { utterance, all: new Set(plain), telling: new Set(telling), denies: plain.some((word) => denying.has(word)) };
}

/** In: all examples. Out: pairs at different labels with the same or nearly the same words, in the order of the examples. A denial makes a difference. */
export function contradictions(utterances: readonly Utterance[]): Contradiction[] {
  const words = utterances.map(wordsOf);
  const spread = new Map<string, number>();
  for (const { telling } of words) for (const word of telling) spread.set(word, (spread.get(word) ?? 0) + 1);
  const having = new Map<string, Words[]>();
  const found: Contradiction[] = [];
  for (const mine of words) {
    for (const other of candidates(mine, having, spread)) {
      if (other.utterance.label === mine.utterance.label || other.denies !== mine.denies) continue;
      const same = overlap(mine.all, other.all) === 1;
      const near = mine.telling.size >= FEWEST_WORDS && overlap(mine.telling, other.telling) >= NEAR;
      if (same || near) found.push({ one: other.utterance, other: mine.utterance, same });
    }
    for (const word of mine.telling) having.set(word, [...(having.get(word) ?? []), mine]);
  }
  return found;
}

/** Nearly equal sets share one of their rarest words: earlier examples with one of them, each once. */
function candidates({ telling }: Words, having: ReadonlyMap<string, Words[]>, spread: ReadonlyMap<string, number>): Set<Words> {
  const rarest = [...telling].sort((a, b) => (spread.get(a) ?? 0) - (spread.get(b) ?? 0));
  return new Set(rarest.slice(0, Math.floor(telling.size * (1 - NEAR)) + 1).flatMap((word) => having.get(word) ?? []));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

/** Labels with fewer than `THIN` examples, with their count. */
export function thinLabels(utterances: readonly Utterance[]): { readonly label: Label; readonly count: number }[] {
  const counts = new Map<Label, number>();
  for (const { label } of utterances) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.map((label) => ({ label, count: counts.get(label) ?? 0 })).filter(({ count }) => count < THIN);
}

/** In: a contradiction. Out: what is wrong and what to do, in German, for the file of the second example. */
export function describe({ one, other, same }: Contradiction): { file: string; message: string; fix: string } {
  const how = same ? 'Dieselben Wörter' : 'Fast dieselben Wörter';
  return {
    file: fileOf(other.label),
    message: `${how} stehen bei zwei Themen: „${other.text}“ hier, „${one.text}“ in ${fileOf(one.label)}.`,
    fix: 'Den Satz nur bei dem Thema lassen, zu dem er gehört, oder deutlicher schreiben.',
  };
}
