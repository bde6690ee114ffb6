/** Parses every content file by its place in the folder; nothing is compared across files yet. */
import type * as z from 'zod';
import type { ContentFile } from './content-files.ts';
import { type MarkdownText, parseMarkdown } from './markdown-text.ts';
import type { Report } from './problem.ts';
import { articleHeadSchema } from './schemas/article.ts';
import {
  clausesSchema,
  contactsSchema,
  coverageSchema,
  fragmentsSchema,
  productsSchema,
  type TextTree,
  textsSchema,
} from './schemas/data.ts';
import {
  englishFaqHeadSchema,
  englishNamesSchema,
  englishNoticeHeadSchema,
  offerSummarySchema,
  receiptSummarySchema,
} from './schemas/english.ts';
import { cannedHeadSchema, faqHeadSchema, mailHeadSchema, noticeHeadSchema, pageHeadSchema } from './schemas/faq.ts';
import { exampleRateSchema, ratesSchema } from './schemas/rates.ts';
import { hoursSchema, serviceSchema } from './schemas/settings.ts';
import { type Located, parseYaml } from './yaml-text.ts';

const singles = {
  clauses: { file: 'clauses.yaml', schema: clausesSchema },
  products: { file: 'products.yaml', schema: productsSchema },
  contacts: { file: 'contacts.yaml', schema: contactsSchema },
  coverage: { file: 'coverage.yaml', schema: coverageSchema },
  rates: { file: 'rates.yaml', schema: ratesSchema },
  exampleRates: { file: 'rates.example.yaml', schema: exampleRateSchema },
  service: { file: 'service.yaml', schema: serviceSchema },
  hours: { file: 'hours.yaml', schema: hoursSchema },
  fragments: { file: 'de/fragments.yaml', schema: fragmentsSchema },
  englishFragments: { file: 'en/fragments.yaml', schema: fragmentsSchema },
  englishNames: { file: 'en/names.yaml', schema: englishNamesSchema },
  offerSummary: { file: 'en/offer-summary.yaml', schema: offerSummarySchema },
  receiptSummary: { file: 'en/receipt-summary.yaml', schema: receiptSummarySchema },
} as const;
type Singles = { -readonly [K in keyof typeof singles]: Located<z.output<(typeof singles)[K]['schema']>> };

interface Lists {
  readonly faq: readonly MarkdownText<z.output<typeof faqHeadSchema>>[];
  readonly articles: readonly MarkdownText<z.output<typeof articleHeadSchema>>[];
  readonly canned: readonly MarkdownText<z.output<typeof cannedHeadSchema>>[];
  readonly notices: readonly MarkdownText<z.output<typeof noticeHeadSchema>>[];
  readonly pages: readonly MarkdownText<z.output<typeof pageHeadSchema>>[];
  readonly mails: readonly MarkdownText<z.output<typeof mailHeadSchema>>[];
  readonly texts: readonly Located<TextTree>[];
  readonly englishFaq: readonly MarkdownText<z.output<typeof englishFaqHeadSchema>>[];
  readonly englishNotices: readonly MarkdownText<z.output<typeof englishNoticeHeadSchema>>[];
  readonly englishMails: Lists['mails'];
  readonly englishTexts: readonly Located<TextTree>[];
}

/** What could be parsed. */
export type Parts = Partial<Singles> & Lists;
/** All of it. */
export type CompleteParts = Singles & Lists;

/** In: the files. Out: what they hold, parsed. Reports syntax, schema, missing files and files that nobody reads. */
export function parseParts(files: readonly ContentFile[], report: Report): Parts {
  const markdown = <T>(folder: string, schema: z.ZodType<T>) =>
    inFolder(files, folder, ['.md'], report).flatMap((file) => parseMarkdown(file, schema, report) ?? []);
  const texts = (folder: string) =>
    inFolder(files, folder, ['.yaml', '.yml'], report).flatMap((file) => parseYaml(file, textsSchema, report) ?? []);
  return {
    ...parseSingles(files, report),
    faq: markdown('de/faq/', faqHeadSchema),
    articles: markdown('de/articles/', articleHeadSchema),
    canned: markdown('de/canned/', cannedHeadSchema),
    notices: markdown('de/notices/', noticeHeadSchema),
    pages: markdown('de/pages/', pageHeadSchema),
    mails: markdown('de/mails/', mailHeadSchema),
    texts: texts('de/texts/'),
    englishFaq: markdown('en/faq/', englishFaqHeadSchema),
    englishNotices: markdown('en/notices/', englishNoticeHeadSchema),
    englishMails: markdown('en/mails/', mailHeadSchema),
    englishTexts: texts('en/texts/'),
  };
}

/** True when every single file was there and parsed. */
export function isComplete(parts: Parts): parts is CompleteParts {
  return Object.keys(singles).every((name) => parts[name as keyof Singles] !== undefined);
}

function parseSingles(files: readonly ContentFile[], report: Report): Partial<Singles> {
  const found: Record<string, unknown> = {};
  for (const [name, { file, schema }] of Object.entries(singles)) {
    const source = files.find((candidate) => candidate.file === file);
    if (source) found[name] = parseYaml(source, schema as z.ZodType<unknown>, report);
    else report({ file, line: 1, message: 'Die Datei fehlt.', fix: 'Die Datei aus der Auslieferung wiederherstellen.' });
  }
  return found as Partial<Singles>;
}

function inFolder(files: readonly ContentFile[], folder: string, endings: readonly string[], report: Report): readonly ContentFile[] {
  const inside = files.filter(({ file }) => file.startsWith(folder));
  const [read, ignored] = [true, false].map((wanted) => inside.filter(({ file }) => endings.some((end) => file.endsWith(end)) === wanted));
  for (const { file } of ignored ?? []) {
    const fix = `Die Datei mit der Endung ${endings[0]} speichern oder aus dem Ordner nehmen.`;
    report({ file, line: 1, message: 'Die Datei wird nicht gelesen.', fix });
  }
  return read ?? [];
}
