/** The same content in the language of a conversation or a mail: the one place where a language is chosen, so that dialogs and cards need not know. */
import type { Language } from '../domain/vocabulary.ts';
import type { Knowledge } from './knowledge.ts';

const translated = new WeakMap<Knowledge, Knowledge>();

/** In: a snapshot and a language. Out: the snapshot with its words in that language; for a snapshot always the same object. */
export function knowledgeIn(knowledge: Knowledge, language: Language): Knowledge {
  const original = germanOf(knowledge);
  if (language === 'de') return original;
  const known = translated.get(original);
  if (known) return known;
  const { texts, mails, faq, notices, productNames, ...settings } = original.english;
  const english: Knowledge = {
    ...original,
    language,
    original,
    texts,
    mails,
    faq,
    notices,
    products: original.products.map((product) => ({ ...product, name: productNames[product.id] ?? product.name })),
    service: { ...original.service, ...settings },
  };
  translated.set(original, english);
  return english;
}

/** The German snapshot: for tickets, orders and everything else that is written down. */
export function germanOf(knowledge: Knowledge): Knowledge {
  return knowledge.original ?? knowledge;
}
