/** Parses YAML and checks it with a zod schema; every problem carries the line it comes from. */
import type { YAMLError } from 'yaml';
import * as z from 'zod';
import { lineAt, readYaml } from './parsed-yaml.ts';
import type { Report } from './problem.ts';

/** A checked value that still knows its lines. */
export interface Located<T> {
  readonly file: string;
  readonly value: T;
  /** Line of the key or list item at the path, or of the nearest thing above it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** Lines before the YAML begins, 1 for a front matter. */
  readonly skippedLines?: number;
}

const german = z.locales.de().localeError;

const yamlMessages: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'Derselbe Schlüssel steht zweimal da.',
  TAB_AS_INDENT: 'Die Zeile ist mit Tabulator eingerückt.',
  BAD_INDENT: 'Die Einrückung passt nicht.',
  MISSING_CHAR: 'Es fehlt ein Zeichen, meist ein Anführungszeichen, ein Doppelpunkt oder ein Leerzeichen.',
};

/** In: YAML text and the schema. Out: the checked value with its lines, or `undefined` after reporting what is wrong. */
export function parseYaml<T>(source: YamlSource, schema: z.ZodType<T>, report: Report): Located<T> | undefined {
  const { file, text, skippedLines = 0 } = source;
  const read = readYaml(text);
  if (!read.ok) {
    for (const { error, line } of read.errors)
      report({ file, line: (openQuote(error, text) ?? line) + skippedLines, ...describeYaml(error) });
    return undefined;
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(read, path) + skippedLines;
  const parsed = schema.safeParse(read.value ?? {}, { error: german, reportInput: true });
  if (parsed.success) return { file, value: parsed.data, lineOf };
  for (const issue of parsed.error.issues) report({ file, ...describeIssue(issue, lineOf) });
  return undefined;
}

/** An unclosed quote is noticed far below; the line that opened it is the one to mend. */
function openQuote(error: YAMLError, text: string): number | undefined {
  const quote = /closing (["'])quote/.exec(error.message)?.[1];
  if (quote === undefined) return undefined;
  const index = text.split('\n').findIndex((line) => line.split(quote).length % 2 === 0);
  return index < 0 ? undefined : index + 1;
}

function describeYaml(error: YAMLError): { message: string; fix: string } {
  const message = yamlMessages[error.code] ?? `Die Zeile ist kein gültiges YAML (${error.code}).`;
  return {
    message,
    fix: 'Mit Leerzeichen einrücken, Texte mit Doppelpunkt in Anführungszeichen setzen, jeden Schlüssel nur einmal verwenden.',
  };
}

type Issue = z.core.$ZodIssue;

function describeIssue(issue: Issue, lineOf: (path: readonly PropertyKey[]) => number): { line: number; message: string; fix: string } {
  const name = issue.path.map(String).join('.') || 'Datei';
  const line = lineOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return {
      line: lineOf([...issue.path, key]),
      message: `Unbekannte Angabe „${key}“.`,
      fix: 'Schreibweise prüfen oder die Zeile entfernen.',
    };
  }
  if (issue.input === undefined || issue.input === null) {
    return {
      line,
      message: `Die Angabe „${name}“ fehlt.`,
      fix: `„${String(issue.path.at(-1) ?? name)}: …“ ergänzen (siehe README.md im Ordner content).`,
    };
  }
  if (issue.code === 'invalid_value') {
    return {
      line,
      message: `„${name}“ hat einen unbekannten Wert.`,
      fix: `Einen dieser Werte verwenden: ${issue.values.map(String).join(', ')}.`,
    };
  }
  return { line, message: `„${name}“: ${issue.message}`, fix: 'Wert nach README.md im Ordner content berichtigen.' };
}
