/** Puts the parsed files together into the snapshot, with the settings filled in. */

import { buildEnglish } from './build-english.ts';
import { buildHours, buildService, englishService } from './build-service.ts';
import type { Article, CannedAnswer, FaqEntry, Knowledge, MailText, Notice, Rates } from './knowledge.ts';
import { mailName, mailPlaceholders } from './mail-names.ts';
import type { MarkdownText } from './markdown-text.ts';
import type { CompleteParts } from './parts.ts';
import { flatTexts } from './passages.ts';
import { fillSettings, type Settings } from './placeholders.ts';
import { endOfDay, startOfDay } from './schemas/common.ts';
import { settingsValues } from './settings-values.ts';
import { textKeys } from './text-keys.ts';

interface Ready {
  readonly rates: Rates;
  readonly settings: Settings;
  readonly englishSettings: Settings;
  readonly version: string;
}

/** In: the parsed files, the rates in force, the moment. Out: the value of every placeholder. */
export function findSettings(parts: CompleteParts, rates: Rates, now: number): Settings {
  const { contacts, products, fragments } = parts;
  return settingsValues({
    service: buildService(parts),
    contacts: contacts.value,
    products: products.value,
    fragments: fragments.value,
    rates,
    now,
    language: 'de',
  });
}

/** The same for English answers and texts. */
export function findEnglishSettings(parts: CompleteParts, rates: Rates, now: number): Settings {
  const { contacts, englishFragments, englishNames } = parts;
  const { products, categories } = englishNames.value;
  const service = { ...buildService(parts), ...englishService(parts) };
  return settingsValues({
    service,
    contacts: contacts.value,
    products: parts.products.value.map((product) => ({ ...product, name: products[product.id] ?? product.name })),
    fragments: englishFragments.value,
    rates: { ...rates, categories: rates.categories.map((one) => ({ ...one, name: categories[one.id] ?? one.name })) },
    now,
    language: 'en',
  });
}

/** In: parsed files without problems. Out: the snapshot. */
export function buildKnowledge(parts: CompleteParts, { rates, settings, englishSettings, version }: Ready): Knowledge {
  const filled = ({ body }: MarkdownText<unknown>) => fillSettings(body, settings);
  const faq = parts.faq.map((entry): FaqEntry => ({ ...entry.head.value, answer: filled(entry) }));
  const notices = parts.notices.map((notice): Notice => {
    const { from, until, ...head } = notice.head.value;
    return { ...head, from: startOfDay(from), until: endOfDay(until), text: filled(notice) };
  });
  const texts = buildTexts(parts.texts, settings);
  const mails = buildMails(parts.mails, settings);
  return {
    language: 'de',
    version,
    faq,
    articles: parts.articles.map((article): Article => ({ ...article.head.value, text: filled(article) })),
    canned: parts.canned.map((canned): CannedAnswer => ({ ...canned.head.value, text: filled(canned).trim() })),
    clauses: parts.clauses.value,
    products: parts.products.value.map((product) => ({ ...product, name: fillSettings(product.name, settings) })),
    contacts: parts.contacts.value,
    coverage: { kinds: parts.coverage.value.kinds as Knowledge['coverage']['kinds'], rules: parts.coverage.value.rules },
    rates,
    notices,
    service: buildService(parts),
    hours: buildHours(parts),
    texts,
    mails,
    english: buildEnglish(
      parts,
      {
        faq,
        notices,
        mails: { ...mails, ...buildMails(parts.englishMails, englishSettings) },
        texts: { ...texts, ...buildTexts(parts.englishTexts, englishSettings) },
      },
      englishSettings,
    ),
    offerSummary: parts.offerSummary.value,
    receiptSummary: parts.receiptSummary.value,
    pages: Object.fromEntries(parts.pages.map((page) => [pageName(page.head.file), `# ${page.head.value.title}\n\n${filled(page)}`])),
  };
}

function buildMails(mails: CompleteParts['mails'], settings: Settings): Knowledge['mails'] {
  const filled = mails.map(({ head, body }): [string, MailText] => {
    const name = mailName(head.file);
    const names = mailPlaceholders(name) ?? [];
    return [name, { ...head.value, subject: fillSettings(head.value.subject, settings, names), body: fillSettings(body, settings, names) }];
  });
  return Object.fromEntries(filled) as Knowledge['mails'];
}

function buildTexts(texts: CompleteParts['texts'], settings: Settings): Knowledge['texts'] {
  const names = textKeys as Record<string, readonly string[]>;
  const filled = texts.flatMap(({ value }) =>
    flatTexts(value).map(({ key, text }) => [key, fillSettings(text, settings, names[key])] as const),
  );
  return Object.fromEntries(filled) as Knowledge['texts'];
}

/** In: a page's file. Out: its name, `privacy` for `de/pages/privacy.md`. */
export function pageName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.md$/, '');
}
