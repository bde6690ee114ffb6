/** Collects every line that a customer may read, with the place it comes from, for the checks on wording. */
import type { Parts } from './parts.ts';
import type { TextTree } from './schemas/data.ts';

export type PassageKind = 'faq' | 'text' | 'page' | 'legal' | 'notice' | 'data';

export interface Passage {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly kind: PassageKind;
  /** Fact ids the passage rests on. */
  readonly clauses: readonly string[];
}

/** In: the parsed files. Out: all lines customers may read. The privacy notice and the imprint are `legal`: the operator's own words. */
export function passagesOf(parts: Parts): readonly Passage[] {
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

function lines(text: string, firstLine: number, rest: Omit<Passage, 'line' | 'text'>): Passage[] {
  return text.split('\n').map((line, index) => ({ ...rest, line: firstLine + index, text: line }));
}

function faqPassages({ faq }: Parts): Passage[] {
  return faq.flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'faq' as const, clauses: head.value.clauses };
    return [{ ...rest, line: head.lineOf(['question']), text: head.value.question }, ...lines(body, bodyLine, rest)];
  });
}

function pagePassages({ pages }: Parts): Passage[] {
  return pages.flatMap(({ head, body, bodyLine }) => {
    const kind = /\/(privacy|imprint)\.md$/.test(head.file) ? ('legal' as const) : ('page' as const);
    const rest = { file: head.file, kind, clauses: [] };
    return [{ ...rest, line: head.lineOf(['title']), text: head.value.title }, ...lines(body, bodyLine, rest)];
  });
}

function articlePassages({ articles, canned }: Parts): Passage[] {
  return [...articles, ...canned].flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'page' as const, clauses: head.value.clauses };
    return [{ ...rest, line: head.lineOf(['title']), text: head.value.title }, ...lines(body, bodyLine, rest)];
  });
}

function noticePassages({ notices }: Parts): Passage[] {
  return notices.flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'notice' as const, clauses: [] };
    return [{ ...rest, line: head.lineOf(['title']), text: head.value.title }, ...lines(body, bodyLine, rest)];
  });
}

function mailPassages({ mails }: Parts): Passage[] {
  return mails.flatMap(({ head, body, bodyLine }) => {
    const rest = { file: head.file, kind: 'text' as const, clauses: [] };
    const { subject, button } = head.value;
    const asButton = button === undefined ? [] : [{ ...rest, line: head.lineOf(['button']), text: button }];
    return [{ ...rest, line: head.lineOf(['subject']), text: subject }, ...asButton, ...lines(body, bodyLine, rest)];
  });
}

function textPassages({ texts }: Parts): Passage[] {
  return texts.flatMap(({ file, value, lineOf }) =>
    flatTexts(value).map(({ path, text }) => ({ file, line: lineOf(path), text, kind: 'text' as const, clauses: [] })),
  );
}

/** In: a tree of texts. Out: its leaves; the key is the path joined by dots. */
export function flatTexts(tree: TextTree, above: readonly string[] = []): { key: string; path: readonly string[]; text: string }[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const path = [...above, name];
    return typeof value === 'string' ? [{ key: path.join('.'), path, text: value }] : flatTexts(value, path);
  });
}

function dataPassages({ clauses, products, rates, service, fragments }: Parts): Passage[] {
  const passages: Passage[] = [];
  const add = (
    source: { file: string; lineOf: (path: readonly PropertyKey[]) => number } | undefined,
    path: readonly PropertyKey[],
    text: string,
  ) => {
    if (source) passages.push({ file: source.file, line: source.lineOf(path), text, kind: 'data', clauses: [] });
  };
  for (const [id, title] of Object.entries(clauses?.value ?? {})) add(clauses, [id], title);
  for (const [index, { name }] of (products?.value ?? []).entries()) add(products, [index, 'name'], name);
  for (const [index, { name }] of (rates?.value.categories ?? []).entries()) add(rates, ['categories', index, 'name'], name);
  for (const name of ['consultants', 'responseTime'] as const) add(service, [name], service?.value[name] ?? '');
  for (const [name, text] of Object.entries(fragments?.value ?? {})) add(fragments, [name], String(text));
  return passages;
}
