/** Search over answers and articles that finds as well as the chat: what it would answer comes first, then what shares telling words. */
import { answerFor } from '../../content/faq.ts';
import { isPlain, normalWords } from '../../content/faq-words.ts';
import type { Knowledge } from '../../content/knowledge.ts';
import { type Label, labels } from '../../domain/vocabulary.ts';
import type { Understood } from '../../understanding/types.ts';
import type { SearchHit, SearchResult } from './shapes.ts';

const mostHits = 8;
const leastConfidence = 0.08;
const excerptLength = 180;

/** Topics whose answers explain a kind of request. */
const explains: Partial<Record<Label, Label>> = {
  'case/akutes-problem': 'faq/abgedeckt',
  'case/schulung': 'faq/kostenpflichtig',
  'case/konfiguration': 'faq/kostenpflichtig',
  'case/datenbereinigung': 'faq/kostenpflichtig',
  'case/installation': 'faq/kostenpflichtig',
  'case/hardware-netzwerk': 'faq/kostenpflichtig',
  'case/vor-ort': 'faq/nicht-leistbar',
  'case/rechtsberatung': 'faq/nicht-leistbar',
  'action/mensch': 'faq/kontakt',
};

interface Entry {
  readonly hit: SearchHit;
  readonly head: readonly string[];
  readonly body: readonly string[];
}

const indexes = new WeakMap<Knowledge, readonly Entry[]>();

/** In: content, the words as understood and as typed. Out: what fits, best first; nothing for no words. */
export function search(knowledge: Knowledge, understood: Understood, words: string): SearchResult {
  const asRequest = understood.label.startsWith('case/') && understood.band !== 'none';
  if (words.trim() === '') return { hits: [], asRequest: false };
  const entries = indexOf(knowledge);
  const scores = new Map<string, number>();
  const add = (id: string, score: number) => scores.set(id, (scores.get(id) ?? 0) + score);
  for (const { label, confidence } of understood.guesses) {
    const topic = label.startsWith('faq/') ? label : explains[label];
    const answer = topic && confidence >= leastConfidence ? answerFor(knowledge, topic, words, understood.entities.products[0]) : undefined;
    if (answer) add(answer.id, confidence * (understood.band === 'none' ? 0.3 : 2));
  }
  const telling = [...new Set(normalWords(words))].filter((word) => !isPlain(word));
  for (const { hit, head, body } of entries) add(hit.id, share(telling, head) + 0.5 * share(telling, body));
  const ranked = entries
    .map(({ hit }) => ({ hit, score: scores.get(hit.id) ?? 0 }))
    .filter(({ score }) => score >= 0.25)
    .toSorted((a, b) => b.score - a.score);
  return { hits: ranked.slice(0, mostHits).map(({ hit }) => hit), asRequest };
}

/** Which share of the words stands in the text, whole or as the beginning of a longer word. */
function share(words: readonly string[], text: readonly string[]): number {
  if (words.length === 0) return 0;
  const found = words.filter((word) => text.some((other) => other === word || (word.length >= 4 && other.startsWith(word))));
  return found.length / words.length;
}

function indexOf(knowledge: Knowledge): readonly Entry[] {
  const known = indexes.get(knowledge);
  if (known) return known;
  const faq = knowledge.faq
    .toSorted((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label))
    .map((entry) => entryOf(entry.id, 'faq', entry.question, entry.answer, entry.keywords));
  const articles = knowledge.articles.map(({ id, type, title, text, keywords }) => entryOf(id, type, title, text, keywords));
  const all = [...faq, ...articles];
  indexes.set(knowledge, all);
  return all;
}

function entryOf(id: string, kind: string, title: string, text: string, keywords: readonly string[]): Entry {
  const words = text
    .replaceAll(/^\s*(-|\d+\.)\s+/gm, '· ')
    .replaceAll(/[*_`#>[\]]|\]\([^)]*\)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const excerpt = words.length <= excerptLength ? words : `${words.slice(0, words.lastIndexOf(' ', excerptLength))} …`;
  return { hit: { id, kind, title, excerpt }, head: normalWords(`${title} ${keywords.join(' ')}`), body: normalWords(words) };
}
