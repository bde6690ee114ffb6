/** Makes text and JSON from outside safe to store: no control characters, no broken Unicode, no bottomless nesting. */
import type { Json } from '../domain/message.ts';

export const longestText = 20_000;
const deepest = 16;
const mostNodes = 5000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** In: any text. Out: the same without control characters other than line feed and tab, well-formed, at most 20,000 characters. */
export function cleanText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll(controls, '').slice(0, longestText).toWellFormed();
}

/** In: parsed JSON. Out: a clean copy; `undefined` when it is nested too deeply, too large, or no JSON value. Dangerous keys are dropped. */
export function cleanJson(value: unknown): Json | undefined {
  let nodes = 0;
  const copy = (item: unknown, depth: number): Json => {
    nodes += 1;
    if (nodes > mostNodes || depth > deepest) throw new TooComplex();
    if (typeof item === 'string') return cleanText(item);
    if (typeof item === 'number' || typeof item === 'boolean' || item === null) return item;
    if (Array.isArray(item)) return item.map((part) => copy(part, depth + 1));
    if (typeof item !== 'object') throw new TooComplex();
    const entries = Object.entries(item).filter(([key]) => key !== '__proto__');
    return Object.fromEntries(entries.map(([key, part]) => [cleanText(key), copy(part, depth + 1)]));
  };
  try {
    return copy(value, 0);
  } catch (error) {
    if (error instanceof TooComplex) return undefined;
    throw error;
  }
}

class TooComplex extends Error {}
