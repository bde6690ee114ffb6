/** Puts the English files onto what their German counterparts say: topic, products and dates are written down once. */

import { englishService } from './build-service.ts';
import type { English, FaqEntry, Knowledge, Notice } from './knowledge.ts';
import type { MarkdownText } from './markdown-text.ts';
import type { CompleteParts } from './parts.ts';
import { fillSettings, type Settings } from './placeholders.ts';

type German = Pick<Knowledge, 'faq' | 'notices' | 'texts' | 'mails'>;

/** In: the parsed files, what the German ones became (texts and mails with the English ones laid over), the English settings. Out: what an English conversation says. */
export function buildEnglish(parts: CompleteParts, { faq, notices, texts, mails }: German, settings: Settings): English {
  const filled = ({ body }: MarkdownText<unknown>): string => fillSettings(body, settings);
  const find = <T extends { readonly id: string }>(list: readonly MarkdownText<T>[], id: string) =>
    list.find(({ head }) => head.value.id === id);
  return {
    texts,
    mails,
    faq: faq.flatMap((german): FaqEntry[] => {
      const entry = find(parts.englishFaq, german.id);
      if (!entry) return [];
      const { question, keywords, examples } = entry.head.value;
      // Who writes English names German things, too.
      return [{ ...german, question, keywords: [...keywords, ...german.keywords], examples, answer: filled(entry) }];
    }),
    notices: notices.flatMap((german): Notice[] => {
      const entry = find(parts.englishNotices, german.id);
      if (!entry) return [];
      const { title, keywords } = entry.head.value;
      // No keywords mean: always.
      const words = german.keywords.length === 0 ? [] : [...german.keywords, ...keywords];
      return [{ ...german, title, keywords: words, text: filled(entry) }];
    }),
    productNames: Object.fromEntries(
      Object.entries(parts.englishNames.value.products).map(([id, name]) => [id, fillSettings(name, settings)]),
    ),
    ...englishService(parts),
  };
}
