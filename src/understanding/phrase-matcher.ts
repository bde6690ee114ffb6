/** Finds many words and phrases in a list of words at once; `*` at an end of a word stands for any letters. */

interface Phrase {
  readonly name: string;
  readonly words: readonly string[];
}

/** Where a phrase was found, as word positions. */
export interface Hit {
  readonly name: string;
  readonly at: number;
}

export interface PhraseMatcher {
  find(words: readonly string[]): Hit[];
}

const MIN_PART = 2;

function wordFits(pattern: string, word: string): boolean {
  const open = pattern.startsWith('*');
  const close = pattern.endsWith('*') && pattern.length > 1;
  const core = pattern.slice(open ? 1 : 0, close ? -1 : undefined);
  if (open && close) return word.includes(core);
  if (open) return word.endsWith(core);
  return close ? word.startsWith(core) : word === core;
}

function add(map: Map<string, Phrase[]>, key: string, phrase: Phrase): void {
  const list = map.get(key);
  if (list) list.push(phrase);
  else map.set(key, [phrase]);
}

/** Builds a matcher from names with their phrases (words already folded). Finding costs a few look-ups per word. */
export function matcherOf(phrases: readonly { readonly name: string; readonly words: readonly string[] }[]): PhraseMatcher {
  const whole = new Map<string, Phrase[]>();
  const starts = new Map<string, Phrase[]>();
  const ends = new Map<string, Phrase[]>();
  const inside: Phrase[] = [];
  for (const phrase of phrases) {
    const first = phrase.words[0] ?? '';
    if (first.startsWith('*') && first.endsWith('*')) inside.push(phrase);
    else if (first.startsWith('*')) add(ends, first.slice(1), phrase);
    else if (first.endsWith('*')) add(starts, first.slice(0, -1), phrase);
    else if (first !== '') add(whole, first, phrase);
  }
  const restFits = (phrase: Phrase, words: readonly string[], at: number): boolean => {
    for (let i = 1; i < phrase.words.length; i++) {
      const word = words[at + i];
      if (word === undefined || !wordFits(phrase.words[i] ?? '', word)) return false;
    }
    return true;
  };
  const find = (words: readonly string[]): Hit[] => {
    const hits: Hit[] = [];
    words.forEach((word, at) => {
      const take = (list: readonly Phrase[] | undefined): void => {
        if (list) for (const phrase of list) if (restFits(phrase, words, at)) hits.push({ name: phrase.name, at });
      };
      take(whole.get(word));
      const length = Math.min(word.length, 30);
      for (let n = MIN_PART; n <= length; n++) take(starts.get(word.slice(0, n)));
      for (let n = MIN_PART; n <= length; n++) take(ends.get(word.slice(word.length - n)));
      for (const phrase of inside)
        if (wordFits(phrase.words[0] ?? '', word) && restFits(phrase, words, at)) hits.push({ name: phrase.name, at });
    });
    return hits;
  };
  return { find };
}
