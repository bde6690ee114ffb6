/** Brings the many spellings of one German word together: case, umlauts written either way, ß, typographic signs, stretched letters. */

/** Texts longer than this are cut before anything else happens. */
export const MAX_TEXT = 4000;

const EMOJI: readonly (readonly [RegExp, string])[] = [
  [/[\u{1F44D}\u{1F64F}\u{2764}\u{1F60A}\u{1F600}-\u{1F606}\u{1F44F}\u{1F389}]/gu, ' emojipos '],
  [/[\u{1F620}\u{1F621}\u{1F92C}\u{1F624}\u{1F44E}\u{1F62D}\u{1F622}]/gu, ' emojineg '],
  [/\p{Extended_Pictographic}/gu, ' emoji '],
];

/** Plain Latin text, the usual case: nothing in it to compose, to drop, or to name. */
const PLAIN = /^[ -~À-ÿ]*$/;
const ASCII = /^[ -~]*$/;

/** Cuts, composes and lowers a text, and drops control and direction characters; keeps umlauts and punctuation. */
export function clean(text: string): string {
  const cut = text.slice(0, MAX_TEXT);
  if (PLAIN.test(cut)) return cut.toLowerCase().replaceAll('`', "'");
  let cleaned = cut.normalize('NFKC').toLowerCase();
  for (const [pattern, word] of EMOJI) cleaned = cleaned.replace(pattern, word);
  return cleaned
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[’‘`´]/g, "'")
    .replace(/[„“”»«]/g, '"')
    .replace(/[–—]/g, '-');
}

let lastText = '';
let lastFolded = '';

/** Cleaned text with ß as ss and every umlaut, written as ä, ae or plain a, as the plain vowel. The parts of the understanding ask for the same text in turn: the last one is kept. */
export function fold(text: string): string {
  if (text === lastText) return lastFolded;
  lastFolded = folded(text);
  lastText = text;
  return lastFolded;
}

function folded(text: string): string {
  const vowels = clean(text)
    .replace(/ß/g, 'ss')
    .replace(/ae|ä|æ/g, 'a')
    .replace(/oe|ö|ø/g, 'o')
    .replace(/(?<![aeq])ue|ü/g, 'u');
  const bare = ASCII.test(vowels) ? vowels : vowels.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.replace(/([a-z])\1{2,}/g, '$1$1');
}

const TOKEN = /[a-z]+(?:'[a-z]+)?|\d+(?:[.,:]\d+)*%?|§|[^\s\p{P}\p{S}\d]+/gu;

/** Words of a folded text in order; numbers become `num1` to `num5` by their length, apostrophes vanish. */
export function tokens(folded: string): string[] {
  const found: string[] = [];
  for (const [token] of folded.matchAll(TOKEN)) {
    if (token === '§') found.push('paragraf');
    else if (/^\d/.test(token)) found.push(`num${Math.min(5, token.replace(/\D/g, '').length)}`);
    else found.push(token.replace(/'/g, '').slice(0, 60));
  }
  return found;
}
