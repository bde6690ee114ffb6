/** Markdown of ours as a small tree that pages draw element by element: what is not in it cannot appear. */
import markdownIt from 'markdown-it';

export type RichInline =
  | string
  | { readonly kind: 'strong' | 'em'; readonly children: readonly RichInline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly RichInline[] }
  | { readonly kind: 'break' };

export type RichBlock =
  | { readonly kind: 'paragraph' | 'heading'; readonly children: readonly RichInline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly RichBlock[])[] };

interface Token {
  readonly type: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
  attrGet(name: string): string | null;
}

const markdown = markdownIt({ html: false, linkify: false, breaks: true, typographer: false });
const safeAddress = /^(https?:\/\/|mailto:|tel:|\/)/;

/** In: Markdown. Out: its blocks; images, tables and code are drawn as their words, links only to web, mail and telephone. */
export function richText(source: string): readonly RichBlock[] {
  return blocks(new Cursor(markdown.parse(source, {}) as readonly Token[]), undefined);
}

class Cursor {
  #at = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++];
  }
}

function blocks(cursor: Cursor, until: string | undefined): RichBlock[] {
  const found: RichBlock[] = [];
  for (let token = cursor.next(); token && token.type !== until; token = cursor.next()) {
    if (token.type === 'heading_open') found.push({ kind: 'heading', children: inline(cursor.next()) });
    else if (token.type === 'inline') found.push({ kind: 'paragraph', children: inline(token) });
    else if (token.type === 'fence' || token.type === 'code_block') found.push({ kind: 'paragraph', children: [token.content] });
    else if (token.type === 'bullet_list_open') found.push({ kind: 'list', ordered: false, items: items(cursor, 'bullet_list_close') });
    else if (token.type === 'ordered_list_open') found.push({ kind: 'list', ordered: true, items: items(cursor, 'ordered_list_close') });
  }
  return found;
}

function items(cursor: Cursor, until: string): RichBlock[][] {
  const found: RichBlock[][] = [];
  for (let token = cursor.next(); token && token.type !== until; token = cursor.next()) {
    if (token.type === 'list_item_open') found.push(blocks(cursor, 'list_item_close'));
  }
  return found;
}

const inline = (token: Token | undefined): RichInline[] => inlines(new Cursor(token?.children ?? []), undefined);

function inlines(cursor: Cursor, until: string | undefined): RichInline[] {
  const found: RichInline[] = [];
  for (let token = cursor.next(); token && token.type !== until; token = cursor.next()) {
    if (token.type === 'strong_open') found.push({ kind: 'strong', children: inlines(cursor, 'strong_close') });
    else if (token.type === 'em_open') found.push({ kind: 'em', children: inlines(cursor, 'em_close') });
    else if (token.type === 'link_open') found.push(link(token, inlines(cursor, 'link_close')));
    else if (token.type === 'softbreak' || token.type === 'hardbreak') found.push({ kind: 'break' });
    else if (token.content !== '') found.push(token.content);
  }
  return found;
}

function link(token: Token, children: RichInline[]): RichInline {
  const href = token.attrGet('href') ?? '';
  return safeAddress.test(href) ? { kind: 'link', href, children } : { kind: 'em', children };
}
