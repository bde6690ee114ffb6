/** What a text says besides product names and small words. */
import type { Scene } from './step.ts';

const emptyWords =
  /^(und|aber|oder|auch|was|wie|ist|sieht|gilt|das|es|dann|denn|mit|für|fuer|bei|in|unter|zu|aus|die|der|den|dem|bitte|and|but|or|also|what|about|how|is|the|a|an|it|then|for|with|at|to|of|from|please)$/;

/** In: the scene and a text. Out: its words in lower case, without product names and small words. */
export function contentWords(scene: Scene, text: string): string[] {
  const names = scene.knowledge.products.flatMap(({ name, synonyms }) => [name, ...synonyms]).map((name) => name.toLowerCase());
  const plain = names.reduce((rest, name) => rest.replaceAll(name, ' '), text.toLowerCase());
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !emptyWords.test(word));
}
