/** A ticket number as it is said on the telephone: in groups, without its leading zeros, with anything between them. */
import { findTicketNumber } from './ticket.ts';

export interface SpokenNumber {
  /** As written: `IMM-2026-000123-7`. */
  readonly number: string;
  /** To read back, digit by digit: `I M M, 2 0 2 6, 0 0 0 1 2 3, 7`. */
  readonly readBack: string;
  /** False when the check digit says that a digit was misheard. */
  readonly isRight: boolean;
}

const leastDigits = 6;
const mostDigits = 14;

/** In: what was heard, for example "IMM 2026 123 7". Out: the number it can only mean; `undefined` when it is none. The last digit is the check digit. */
export function spokenNumber(text: string): SpokenNumber | undefined {
  if (!/^\s*(I\W*M\W*M|20\d\d)[\s\d.,/–-]*$/i.test(text)) return undefined;
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < leastDigits || digits.length > mostDigits || !digits.startsWith('20')) return undefined;
  const [year, counter, check] = [digits.slice(0, 4), digits.slice(4, -1).padStart(6, '0'), digits.slice(-1)];
  const number = `IMM-${year}-${counter}-${check}`;
  const apart = (part: string): string => part.split('').join(' ');
  return { number, readBack: ['IMM', year, counter, check].map(apart).join(', '), isRight: findTicketNumber(number) !== undefined };
}
