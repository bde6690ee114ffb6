/** How a text is read before it becomes features: what belongs to one language and one trade can be exchanged, the code stays the same. */
import { standardOf } from './dialect.ts';
import { stem } from './stem.ts';

export interface Reading {
  /** Written standard of a folded word; may be several words. */
  readonly standard: (word: string) => string;
  readonly stem: (word: string) => string;
  /** With the synonym classes of property management and with contrasts ("nicht …, sondern …") set aside. */
  readonly trade: boolean;
  /** Weight of the groups: words, letter sequences, meanings. */
  readonly weights: readonly number[];
}

/** How the bot reads: German with its dialects, and the trade's words. */
export const german: Reading = { standard: standardOf, stem, trade: true, weights: [1, 1, 0.4] };

const asItStands = (word: string): string => word;

/** Any language: words and letters as they stand. For measuring the classifier on other people's data. */
export const plain: Reading = { standard: asItStands, stem: asItStands, trade: false, weights: [1, 1, 0] };
