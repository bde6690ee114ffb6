/** YAML as plain values with the lines they stand on. What was parsed is remembered by its text, and the next start can take it from a file: parsing is a tenth of a start. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import * as z from 'zod';

export interface ParsedYaml {
  readonly value: unknown;
  /** First line of each key and list item, counted from 1, by its path joined with `pathMark`. */
  readonly lines: Readonly<Record<string, number>>;
}

export type YamlRead = ({ readonly ok: true } & ParsedYaml) | { readonly ok: false; readonly errors: readonly YamlFault[] };

/** What is wrong, with the line the parser noticed it on. */
export interface YamlFault {
  readonly error: YAMLError;
  readonly line: number;
}

/** Between the steps of a path; stands in no key that a person types. */
const pathMark = '\u0000';

const mostRemembered = 500;

/** By the hash of the text: what this process has read, and what an earlier one left that was not asked for yet. */
const remembered = new Map<string, ParsedYaml>();
const left = new Map<string, ParsedYaml>();
let hasNews = false;

/** In: YAML text. Out: its value and lines, or every fault. Never throws. */
export function readYaml(text: string): YamlRead {
  const key = createHash('sha256').update(text).digest('base64url');
  const known = remembered.get(key) ?? left.get(key);
  const read: YamlRead = known ? { ok: true, ...known } : parse(text);
  if (!read.ok || remembered.has(key)) return read;
  // Editors may save a thousand times while a server runs.
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, { value: read.value, lines: read.lines });
  hasNews ||= known === undefined;
  return read;
}

/** Line of the key or list item at the path, or of the nearest thing above it. */
export function lineAt({ lines }: ParsedYaml, path: readonly PropertyKey[]): number {
  let line = 1;
  let place = '';
  for (const step of path) {
    place += pathMark + String(step);
    const found = lines[place];
    if (found === undefined) break;
    line = found;
  }
  return line;
}

function parse(text: string): YamlRead {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineOf = (offset: number): number => counter.linePos(offset).line;
  if (document.errors.length > 0) return { ok: false, errors: document.errors.map((error) => ({ error, line: lineOf(error.pos[0]) })) };
  const lines: Record<string, number> = {};
  collectLines(document.contents, '', lineOf, lines);
  return { ok: true, value: plainValue(document), lines };
}

/** Anchors that refer to each other without end make the parser throw; then the file counts as empty and every detail is missing. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    return undefined;
  }
}

function collectLines(node: unknown, place: string, lineOf: (offset: number) => number, lines: Record<string, number>): void {
  const note = (step: string, at: Node | null | undefined, inner: unknown): void => {
    const path = place + pathMark + step;
    const offset = at?.range?.[0];
    if (offset !== undefined) lines[path] = lineOf(offset);
    collectLines(inner, path, lineOf, lines);
  };
  if (isMap(node)) for (const { key, value } of node.items) note(String(key), key as Node | null, value);
  else if (isSeq(node)) for (const [index, item] of node.items.entries()) note(String(index), item as Node | null, item);
}

const fileShape = z.record(z.string(), z.object({ value: z.unknown(), lines: z.record(z.string(), z.number()) }));

/** Takes over what an earlier start left; a file that is not there or not whole is no loss. */
export function recallYaml(file: string): void {
  try {
    const read = fileShape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    for (const [key, parsed] of Object.entries(read.data ?? {})) left.set(key, parsed);
  } catch {
    // The first start, or half a file: everything is parsed anew.
  }
}

/** Leaves what this process has read for the next start, if there is anything new. A folder that cannot be written only makes the next start slower. */
export function keepYaml(file: string): void {
  left.clear();
  if (!hasNews) return;
  const plain = [...remembered].filter(([, { value }]) => isDeepStrictEqual(JSON.parse(JSON.stringify(value ?? null)), value));
  try {
    // Of several servers that start at once each writes a file of its own.
    const draft = `${file}.${process.pid}.part`;
    writeFileSync(draft, JSON.stringify(Object.fromEntries(plain)));
    renameSync(draft, file);
    hasNews = false;
  } catch {
    // Said above.
  }
}
