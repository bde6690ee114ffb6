/** Puts the parsed files together into the snapshot, with the settings filled in. */

import type { Article, CannedAnswer, FaqEntry, Knowledge, MailText, Notice, Rates, Service, ServiceHours } from './knowledge.ts';
import { mailName, mailPlaceholders } from './mail-names.ts';
import type { MarkdownText } from './markdown-text.ts';
import type { CompleteParts } from './parts.ts';
import { flatTexts } from './passages.ts';
import { fillSettings, type Settings } from './placeholders.ts';
import { endOfDay, startOfDay } from './schemas/common.ts';
import { hoursText, settingsValues } from './settings-values.ts';
import { textKeys } from './text-keys.ts';

interface Ready {
  readonly rates: Rates;
  readonly settings: Settings;
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
  });
}

/** In: parsed files without problems. Out: the snapshot. */
export function buildKnowledge(parts: CompleteParts, { rates, settings, version }: Ready): Knowledge {
  const filled = ({ body }: MarkdownText<unknown>) => fillSettings(body, settings);
  return {
    version,
    faq: parts.faq.map((entry): FaqEntry => ({ ...entry.head.value, answer: filled(entry) })),
    articles: parts.articles.map((article): Article => ({ ...article.head.value, text: filled(article) })),
    canned: parts.canned.map((canned): CannedAnswer => ({ ...canned.head.value, text: filled(canned).trim() })),
    clauses: parts.clauses.value,
    products: parts.products.value.map((product) => ({ ...product, name: fillSettings(product.name, settings) })),
    contacts: parts.contacts.value,
    coverage: { kinds: parts.coverage.value.kinds as Knowledge['coverage']['kinds'], rules: parts.coverage.value.rules },
    rates,
    notices: parts.notices.map((notice): Notice => {
      const { from, until, ...head } = notice.head.value;
      return { ...head, from: startOfDay(from), until: endOfDay(until), text: filled(notice) };
    }),
    service: buildService(parts),
    hours: buildHours(parts),
    texts: buildTexts(parts, settings),
    mails: buildMails(parts, settings),
    pages: Object.fromEntries(parts.pages.map((page) => [pageName(page.head.file), `# ${page.head.value.title}\n\n${filled(page)}`])),
  };
}

function buildHours({ hours }: CompleteParts): ServiceHours | undefined {
  const { timeZone, week, closedOn } = hours.value;
  return week && Object.keys(week).length > 0 ? { timeZone, week, closedOn: closedOn ?? [] } : undefined;
}

function buildService(parts: CompleteParts): Service {
  return { ...parts.service.value, serviceHours: hoursText(buildHours(parts), parts.fragments.value) };
}

function buildMails({ mails }: CompleteParts, settings: Settings): Knowledge['mails'] {
  const filled = mails.map(({ head, body }): [string, MailText] => {
    const name = mailName(head.file);
    const names = mailPlaceholders(name) ?? [];
    return [name, { ...head.value, subject: fillSettings(head.value.subject, settings, names), body: fillSettings(body, settings, names) }];
  });
  return Object.fromEntries(filled) as Knowledge['mails'];
}

function buildTexts({ texts }: CompleteParts, settings: Settings): Knowledge['texts'] {
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
