/** A paper: what a document to keep says, as data. `paper-html.ts` and `paper-pdf.ts` draw the same one. */

import type { Language } from '../domain/vocabulary.ts';

export type PaperLine = readonly [label: string, value: string];

export interface PaperColumn {
  readonly title: string;
  /** Width on paper, in relation to the other columns. */
  readonly share: number;
  /** Values for machines: hashes, names of fields. */
  readonly code?: true;
}

export type PaperBlock =
  | { readonly kind: 'text'; readonly text: string; readonly quiet?: true }
  /** `strong` names the labels whose values stand out. */
  | { readonly kind: 'lines'; readonly lines: readonly PaperLine[]; readonly strong?: readonly string[]; readonly code?: true }
  /** Somebody's words, with their line breaks. */
  | { readonly kind: 'quote'; readonly text: string }
  /** A stored record, character by character; with a title it may be folded away on a screen. */
  | { readonly kind: 'record'; readonly text: string; readonly title?: string }
  | { readonly kind: 'table'; readonly columns: readonly PaperColumn[]; readonly rows: readonly (readonly string[])[] };

export interface PaperSection {
  readonly title?: string;
  /** Stands below the section before it. */
  readonly under?: true;
  /** Begins on a page of its own. */
  readonly annex?: true;
  /** Of its words, where they are not German. */
  readonly language?: Language;
  readonly blocks: readonly PaperBlock[];
}

export interface Paper {
  /** Who made it. */
  readonly author: string;
  /** The line above the title. */
  readonly over: string;
  readonly title: string;
  /** What it is about, beside the title: a number. */
  readonly about: string;
  /** Name of a file, without ending. */
  readonly fileName: string;
  /** The moment that counts as its date, ms UTC: one of its matter, so that the same matter makes the same bytes. */
  readonly at: number;
  /** Words at the foot of a page, with `{page}` and `{pages}`. */
  readonly pageWords: string;
  readonly sections: readonly PaperSection[];
}
