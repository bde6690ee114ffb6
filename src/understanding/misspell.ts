/** Makes plausible typing slips, so that training has seen some: a letter lost, doubled, swapped or hit beside. */

const NEIGHBOURS = 'enrtasil';
const MIN_LETTERS = 5;

function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 4);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  if (kind === 2) return word.slice(0, at) + (word[at] ?? '') + word.slice(at);
  return word.slice(0, at) + (NEIGHBOURS[Math.floor(random() * NEIGHBOURS.length)] ?? 'e') + word.slice(at + 1);
}

/** The text with about `share` of its longer words misspelled; the same random numbers give the same slips. */
export function misspell(text: string, share: number, random: () => number): string {
  return text
    .split(' ')
    .map((word) => (word.length >= MIN_LETTERS && random() < share ? slip(word, random) : word))
    .join(' ');
}
