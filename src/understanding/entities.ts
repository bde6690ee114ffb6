/** Finds products, error codes, ticket and customer numbers and mail addresses in a text. */
import { editDistance } from './distance.ts';
import { fold, MAX_TEXT } from './normalise.ts';
import type { Entities } from './types.ts';

/** What is needed of a product to recognise it. */
export interface ProductNames {
  readonly id: string;
  readonly name: string;
  readonly synonyms: readonly string[];
}

const EMAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu;
const ERROR_CODES: readonly RegExp[] = [
  /\b(0x[0-9a-f]{4,16})\b/gi,
  /\b((?:ora|sql|msi|http|ebics|hbci|sqlstate)-?\d{2,6})\b/gi,
  /(?:fehler|error|exception|meldung|code)[\w-]{0,12}(?:\s?(?:nr\.?|nummer|code|no\.?|number|:|#)){0,3}\s?["']?([a-z]{0,5}-?\d{2,8}(?:[.-]\d{1,6})?)\b/gi,
];
const TICKETS: readonly RegExp[] = [
  /\b([a-z]{2,5}-\d{4}-\d{4,8}(?:-\d)?)\b/gi,
  /(?:ticket|vorgang|anfrage|fall|case|status|meldung)[\w-]{0,10}(?:\s?(?:nr\.?|nummer|no\.?|number|id|:)){0,2}\s?#?\s?(\d{2,6}-\d{2,8}|\d{4,12})\b/gi,
  /(?<![\w&])#(\d{3,12})\b/g,
];
const CUSTOMERS =
  /(?:kundennummer|kundennr|kunden-?nr|kd\.?-?\s?nr|customer (?:no|number|id))\.?\s?(?:ist|lautet|is|:)?\s?#?\s?([a-z]{0,3}-?\d{3,10})\b/gi;

function all(text: string, patterns: readonly RegExp[]): string[] {
  const found = new Set<string>();
  for (const pattern of patterns) for (const match of text.matchAll(pattern)) found.add((match[1] ?? match[0]).toUpperCase());
  return [...found];
}

/** A product as it is looked for: each of its names folded to one word. */
interface Wanted {
  readonly id: string;
  readonly names: readonly string[];
}

const prepared = new WeakMap<readonly ProductNames[], readonly Wanted[]>();

/** Folding names costs more than looking for them, and the products of one content do not change. */
function wantedOf(products: readonly ProductNames[]): readonly Wanted[] {
  const known = prepared.get(products);
  if (known !== undefined) return known;
  const joined = (phrase: string): string => fold(phrase).replace(/[^a-z0-9]+/g, '');
  const wanted = products.map(({ id, name, synonyms }) => ({ id, names: [name, ...synonyms].map(joined) }));
  prepared.set(products, wanted);
  return wanted;
}

function mentions(words: readonly string[], wanted: string): boolean {
  if (wanted.length < 3) return words.includes(wanted);
  const limit = wanted.length >= 9 ? 2 : wanted.length >= 6 ? 1 : 0;
  return words.some((word, i) => {
    const pair = word + (words[i + 1] ?? '');
    if (word.startsWith(wanted) || pair === wanted) return true;
    return limit > 0 && word[0] === wanted[0] && editDistance(word, wanted, limit) <= limit;
  });
}

/** Entities of a text; error codes are not repeated as ticket numbers. */
export function entitiesIn(text: string, products: readonly ProductNames[]): Entities {
  const cut = text.slice(0, MAX_TEXT);
  const words = fold(cut)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 0 && word.length <= 40)
    .slice(0, 400);
  // All these numbers have digits, which most messages have not.
  const hasDigit = /\d/.test(cut);
  const errorCodes = hasDigit ? all(cut, ERROR_CODES) : [];
  const customerNumbers = hasDigit ? all(cut, [CUSTOMERS]) : [];
  return {
    products: wantedOf(products).flatMap(({ id, names }) => (names.some((name) => mentions(words, name)) ? [id] : [])),
    errorCodes,
    ticketNumbers: (hasDigit ? all(cut, TICKETS) : []).filter((n) => !errorCodes.includes(n) && !customerNumbers.includes(n)),
    emails: cut.includes('@') ? [...new Set([...cut.matchAll(EMAIL)].map((match) => match[0].toLowerCase()))] : [],
    customerNumbers,
  };
}

const SMALL_WORDS = new Set(
  'und fur bei mit was ist auch in wie zu das die der denn dann oder ja nein bitte and for about what the with is or also mal jetzt nun es im am'.split(
    ' ',
  ),
);

/** True when a text names a product and nothing else: "Und für Hausperfekt?" says what it is about, not what is wanted. */
export function isBareProduct(text: string, products: readonly ProductNames[]): boolean {
  const words = (fold(text.slice(0, 200)).match(/[a-z0-9]+/g) ?? []).filter((word) => !SMALL_WORDS.has(word));
  if (words.length === 0 || words.length > 2) return false;
  const isNamed = (part: readonly string[]): boolean => wantedOf(products).some(({ names }) => names.some((name) => mentions(part, name)));
  return words.every((word) => isNamed([word])) || (words.length === 2 && isNamed([words.join('')]));
}
