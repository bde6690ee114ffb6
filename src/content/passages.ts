/** Collects every line that a customer may read, with the place it comes from, for the checks on wording. */
import type { Language } from '../domain/vocabulary.ts';
import type { Parts } from './parts.ts';
import type { TextTree } from './schemas/data.ts';
import type { TextKey } from './text-keys.ts';
import type { Located } from './yaml-text.ts';

export type PassageKind = 'faq' | 'text' | 'page' | 'legal' | 'notice' | 'data';

export interface Passage {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly kind: PassageKind;
  readonly language: Language;
  /** Fact ids the passage rests on. */
  readonly clauses: readonly string[];
}

/** In: the parsed files. Out: all lines customers may read. The privacy notice and the imprint are `legal`: the operator's own words. */
export function passagesOf(parts: Parts): readonly Passage[] {
  return [
    ...germanPassages(parts).map((passage) => ({ language: 'de' as const, ...passage })),
    ...englishPassages(parts).map((passage) => ({ ...passage, language: 'en' as const })),
  ];
}

type Line = Omit<Passage, 'language'> & { readonly language?: Language };

function germanPassages(parts: Parts): Line[] {
  return [
    ...faqPassages(parts),
    ...pagePassages(parts),
    ...articlePassages(parts),
    ...noticePassages(parts),
    ...mailPassages(parts),
    ...textPassages(parts),
    ...dataPassages(parts),
  ];
}

function lines(text: string, firstLine: number, rest: Omit<Line, 'line' | 'text'>): Line[] {
  return text.split('\n').map((line, index) => ({ ...rest, line: firstLine + index, text: line }));
}

function englishPassages({
  englishFaq,
  englishNotices,
  englishMails,
  englishTexts,
  englishFragments,
  englishNames,
  offerSummary,
  receiptSummary,
}: Parts): Line[] {
  return [
    ...faqPassages({ faq: englishFaq }),
    ...noticePassages({ notices: englishNotices }),
    ...mailPassages({ mails: englishMails }),
    ...textPassages({ texts: englishTexts }),
    ...valuePassages(englishFragments),
    ...valuePassages(offerSummary),
    ...valuePassages(receiptSummary),
    ...(englishNames ? (['products', 'categories'] as const).flatMap((list) => namePassages(englishNames, list)) : []),
    ...(englishNames
      ? (['consultants', 'responseTime'] as const).map((name) => dataLine(englishNames, [name], englishNames.value[name] ?? ''))
      : []),
  ];
}

type Source = Pick<Located<unknown>, 'file' | 'lineOf'>;

function dataLine(source: Source, path: readonly PropertyKey[], text: string): Line {
  return { file: source.file, line: source.lineOf(path), text, kind: 'data', clauses: [] };
}

function valuePassages(source: Located<Readonly<Record<string, unknown>>> | undefined): Line[] {
  return Object.entries(source?.value ?? {}).map(([name, text]) => dataLine(source as Source, [name], String(text)));
}

function namePassages(source: NonNullable<Parts['englishNames']>, list: 'products' | 'categories'): Line[] {
  return Object.entries(source.value[list]).map(([id, name]) => dataLine(source, [list, id], name));
}

function faqPassages({ faq }: { readonly faq: Parts['faq'] | Parts['englishFaq'] }): Line[] {
  return faq.flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'faq' as const, clauses: head.value.clauses };
    return [{ ...rest, line: head.lineOf(['question']), text: head.value.question }, ...lines(body, bodyLine, rest)];
  });
}

function pagePassages({ pages }: Parts): Line[] {
  return pages.flatMap(({ head, body, bodyLine }) => {
    const kind = /\/(privacy|imprint)\.md$/.test(head.file) ? ('legal' as const) : ('page' as const);
    const rest = { file: head.file, kind, clauses: [] };
    return [{ ...rest, line: head.lineOf(['title']), text: head.value.title }, ...lines(body, bodyLine, rest)];
  });
}

function articlePassages({ articles, canned }: Parts): Line[] {
  return [...articles, ...canned].flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'page' as const, clauses: head.value.clauses };
    return [{ ...rest, line: head.lineOf(['title']), text: head.value.title }, ...lines(body, bodyLine, rest)];
  });
}

function noticePassages({ notices }: { readonly notices: Parts['notices'] | Parts['englishNotices'] }): Line[] {
  return notices.flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'notice' as const, clauses: [] };
    return [{ ...rest, line: head.lineOf(['title']), text: head.value.title }, ...lines(body, bodyLine, rest)];
  });
}

function mailPassages({ mails }: Pick<Parts, 'mails'>): Line[] {
  return mails.flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'text' as const, clauses: [] };
    const { subject, button } = head.value;
    const asButton = button === undefined ? [] : [{ ...rest, line: head.lineOf(['button']), text: button }];
    return [{ ...rest, line: head.lineOf(['subject']), text: subject }, ...asButton, ...lines(body, bodyLine, rest)];
  });
}

/** Stands among the German texts, for those who do not read them. */
const englishHint: TextKey = 'welcome.inEnglish';

function textPassages({ texts }: Pick<Parts, 'texts'>): Line[] {
  return texts.flatMap(({ file, value, lineOf }) =>
    flatTexts(value).map(({ key, path, text }) => ({
      file,
      line: lineOf(path),
      text,
      kind: 'text' as const,
      clauses: [],
      ...(key === englishHint && { language: 'en' as const }),
    })),
  );
}

/** In: a tree of texts. Out: its leaves; the key is the path joined by dots. */
export function flatTexts(tree: TextTree, above: readonly string[] = []): { key: string; path: readonly string[]; text: string }[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const path = [...above, name];
    return typeof value === 'string' ? [{ key: path.join('.'), path, text: value }] : flatTexts(value, path);
  });
}

function dataPassages({ clauses, products, rates, service, fragments }: Parts): Line[] {
  return [
    ...valuePassages(clauses),
    ...(products?.value ?? []).map(({ name }, index) => dataLine(products as Source, [index, 'name'], name)),
    ...(rates?.value.categories ?? []).map(({ name }, index) => dataLine(rates as Source, ['categories', index, 'name'], name)),
    ...(service ? (['consultants', 'responseTime'] as const).map((name) => dataLine(service, [name], service.value[name] ?? '')) : []),
    ...valuePassages(fragments),
  ];
}
