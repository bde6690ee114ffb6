/** Chooses the answer to a question: among a topic's entries, by product, keywords and words shared with their questions. */

import type { Label, ProductId } from '../domain/vocabulary.ts';
import { isPlain, normalWords } from './faq-words.ts';
import type { FaqEntry, Knowledge } from './knowledge.ts';

/** Weights: an entry for the very product beats shared words; keywords for the product's entry beat everything. */
const keywordWeight = 2;
const productWeight = 1.5;
const overlapWeight = 1;
const mainWeight = 0.2;
/** A text must share at least this much of an entry's question, unless a keyword or the product speaks for it. */
const leastOverlap = 0.55;

interface Keyword {
  readonly position: number;
  readonly words: readonly string[];
}

interface Topic {
  readonly entries: readonly FaqEntry[];
  readonly main: number;
  /** Keywords by their first word. */
  readonly keywords: ReadonlyMap<string, readonly Keyword[]>;
  /** Positions of the entries whose question has the word. */
  readonly questionWords: ReadonlyMap<string, readonly number[]>;
  /** What sharing words with each entry's question is measured against. */
  readonly questionWeight: Float64Array;
}

const prepared = new WeakMap<Knowledge, ReadonlyMap<Label, Topic>>();

/**
 * In: a snapshot, a topic, the customer's words, and the product when it is known. Out: the entry that fits best, the main one when
 * nothing speaks for another; `undefined` for a label without answers. Entries of other products are never chosen.
 */
export function answerFor(knowledge: Knowledge, label: Label, text: string, product?: ProductId): FaqEntry | undefined {
  const topic = topicsOf(knowledge).get(label);
  if (!topic) return undefined;
  const { keywords, overlap } = evidence(topic, normalWords(text));
  let best = topic.main;
  let bestScore = -1;
  for (const [position, entry] of topic.entries.entries()) {
    const forProduct = product !== undefined && entry.products.includes(product);
    if (entry.products.length > 0 && !forProduct) continue;
    const shared = overlap[position] ?? 0;
    const hits = keywords[position] ?? 0;
    if (position !== topic.main && hits === 0 && !forProduct && shared < leastOverlap) continue;
    const score =
      hits * keywordWeight + (forProduct ? productWeight : 0) + shared * overlapWeight + (position === topic.main ? mainWeight : 0);
    if (score > bestScore) [best, bestScore] = [position, score];
  }
  return topic.entries[best];
}

/** In: a snapshot and an entry. Out: its related entries, in the order the editor gave. */
export function relatedTo(knowledge: Knowledge, entry: FaqEntry): readonly FaqEntry[] {
  return entry.related.flatMap((id) => knowledge.faq.find((candidate) => candidate.id === id) ?? []);
}

/** What the words of a text say for each entry: keywords found, and the share of the entry's question that is in the text. */
function evidence(topic: Topic, words: readonly string[]): { keywords: Float64Array; overlap: Float64Array } {
  const keywords = new Float64Array(topic.entries.length);
  const found = new Set<Keyword>();
  for (const [start, word] of words.entries()) {
    for (const form of prefixes(word)) {
      for (const keyword of topic.keywords.get(form) ?? []) {
        if (found.has(keyword) || !matchesAt(keyword.words, words, start)) continue;
        found.add(keyword);
        keywords[keyword.position] = (keywords[keyword.position] ?? 0) + keyword.words.length;
      }
    }
  }
  const overlap = new Float64Array(topic.entries.length);
  for (const word of new Set(words)) {
    const positions = topic.questionWords.get(word) ?? [];
    for (const position of positions) {
      overlap[position] =
        (overlap[position] ?? 0) + weightOf(topic.entries.length, positions.length) / (topic.questionWeight[position] || 1);
    }
  }
  return { keywords, overlap };
}

function matchesAt(keyword: readonly string[], words: readonly string[], start: number): boolean {
  return keyword.every((part, index) => startsWord(words[start + index], part));
}

/** A keyword stands for its longer forms too, so that „technisch“ finds „technischen“; short ones must match exactly. */
const leastPrefix = 4;

function startsWord(word: string | undefined, part: string): boolean {
  return word !== undefined && (word === part || (part.length >= leastPrefix && word.startsWith(part)));
}

function prefixes(word: string): readonly string[] {
  const forms = [word];
  for (let length = leastPrefix; length < word.length; length++) forms.push(word.slice(0, length));
  return forms;
}

function weightOf(all: number, having: number): number {
  return Math.log(1 + all / having);
}

function topicsOf(knowledge: Knowledge): ReadonlyMap<Label, Topic> {
  const known = prepared.get(knowledge);
  if (known) return known;
  const topics = new Map(
    [...Map.groupBy(knowledge.faq, (entry) => entry.label)].map(([label, entries]) => [label, prepare(entries)] as const),
  );
  prepared.set(knowledge, topics);
  return topics;
}

function prepare(entries: readonly FaqEntry[]): Topic {
  const keywords = new Map<string, Keyword[]>();
  const questionWords = new Map<string, number[]>();
  for (const [position, entry] of entries.entries()) {
    for (const keyword of entry.keywords) {
      const words = normalWords(keyword);
      if (words[0] !== undefined) append(keywords, words[0], { position, words });
    }
    for (const word of tellingWords(entry.question)) append(questionWords, word, position);
  }
  // The weight of one more rare word is added, so that sharing the only telling word of a short question proves little.
  const questionWeight = Float64Array.from(entries, ({ question }) =>
    tellingWords(question).reduce(
      (sum, word) => sum + weightOf(entries.length, questionWords.get(word)?.length ?? 1),
      weightOf(entries.length, 1),
    ),
  );
  return {
    entries,
    main: Math.max(
      0,
      entries.findIndex((entry) => entry.main),
    ),
    keywords,
    questionWords,
    questionWeight,
  };
}

function tellingWords(text: string): readonly string[] {
  return [...new Set(normalWords(text))].filter((word) => !isPlain(word));
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
