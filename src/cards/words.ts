/** From a phrase to words; whatever a person typed is made harmless on the way. */

import { fill, type Knowledge } from '../content/knowledge.ts';
import type { Phrase } from '../content/text-keys.ts';

/** Values that come from content, not from people: they may hold links and lists. */
const fromContent = new Set(['consultants', 'bookingUrl', 'title', 'text', 'url', 'clauses', 'botName']);

/** In: a phrase. Out: its words as Markdown, people's words escaped. */
export function words(knowledge: Knowledge, phrase: Phrase): string {
  const values = Object.entries(phrase.values as Record<string, string | number>).map(
    ([name, value]) => [name, fromContent.has(name) ? value : escapeMarkdown(String(value))] as const,
  );
  return fill(knowledge.texts[phrase.key], Object.fromEntries(values));
}

/** Makes people's words plain in Markdown: no formatting, no link, no image. Line breaks stay. */
export function escapeMarkdown(text: string): string {
  return breakLinks(text.replaceAll(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`));
}

/** Keeps clients from turning addresses in people's words into links (an invisible word joiner after the scheme). */
export function breakLinks(text: string): string {
  return text.replaceAll(/(https?|ftp|data|javascript|mailto|tel):|www\./gi, (scheme) => `${scheme.slice(0, -1)}\u2060${scheme.slice(-1)}`);
}
