/** German word stems, remembered because the same words come again and again; the only importer of `natural`. */
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_de.js';

const remembered = new Map<string, string>();
const REMEMBER_AT_MOST = 50_000;

/** Stem of one folded word (lower case, no umlauts); words of up to three letters stay as they are. */
export function stem(word: string): string {
  if (word.length <= 3 || word.length > 40) return word;
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const found = stemmer.stem(word) || word;
  if (remembered.size < REMEMBER_AT_MOST) remembered.set(word, found);
  return found;
}
