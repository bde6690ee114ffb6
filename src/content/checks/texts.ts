/** Compares the text templates with the list of texts the code may say. */
import type { CompleteParts } from '../parts.ts';
import { flatTexts } from '../passages.ts';
import { placeholderProblems, type Settings } from '../placeholders.ts';
import type { Report } from '../problem.ts';
import { type TextKey, textKeys } from '../text-keys.ts';
import { describePlaceholder } from './placeholders.ts';

interface Template {
  readonly key: string;
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** In: the parsed files and the settings. Reports unknown, double and missing keys, and placeholders too few or too many. */
export function checkTexts({ texts }: CompleteParts, settings: Settings, report: Report): void {
  compareTexts(texts, { keys: Object.keys(textKeys) as TextKey[], folder: 'de/texts', settings }, report);
}

export interface ExpectedTexts {
  readonly keys: readonly TextKey[];
  readonly folder: string;
  readonly settings: Settings;
}

/** In: the texts of one language and which are expected. Reports the differences. */
export function compareTexts(texts: CompleteParts['texts'], { keys, folder, settings }: ExpectedTexts, report: Report): void {
  const expected = new Set<string>(keys);
  const templates = texts.flatMap(({ file, value, lineOf }) =>
    flatTexts(value).map(({ key, path, text }): Template => ({ key, text, file, line: lineOf(path) })),
  );
  const seen = new Set<string>();
  for (const template of templates) {
    const { key, file, line } = template;
    if (seen.has(key)) report({ file, line, message: `Der Text „${key}“ steht zweimal da.`, fix: 'Einen der beiden entfernen.' });
    seen.add(key);
    const names = expected.has(key) ? (textKeys as Record<string, readonly string[]>)[key] : undefined;
    if (names) checkTemplate(template, names, settings, report);
    else
      report({
        file,
        line,
        message: `Den Text „${key}“ verwendet niemand.`,
        fix: 'Schreibweise des Schlüssels prüfen oder den Text entfernen.',
      });
  }
  for (const key of keys) {
    if (seen.has(key)) continue;
    const names: readonly string[] = textKeys[key];
    const fix = `„${key}: …“ ergänzen${names.length > 0 ? `, mit ${names.map((name) => `{${name}}`).join(', ')}` : ''}.`;
    report({ file: homeOf(key, templates, folder), line: 1, message: `Der Text „${key}“ fehlt.`, fix });
  }
}

function checkTemplate({ key, text, file, line }: Template, names: readonly string[], settings: Settings, report: Report): void {
  for (const name of names.filter((expected) => !text.includes(`{${expected}}`))) {
    report({
      file,
      line,
      message: `Im Text „${key}“ fehlt der Platzhalter {${name}}.`,
      fix: `{${name}} an der passenden Stelle einsetzen.`,
    });
  }
  for (const found of placeholderProblems(text, settings, names)) report({ file, line, ...describePlaceholder(found, names) });
}

/** The file in which texts of the same family stand. */
function homeOf(key: string, templates: readonly Template[], folder: string): string {
  const family = key.split('.')[0] ?? key;
  return templates.find((template) => template.key.startsWith(`${family}.`))?.file ?? `${folder}/${family}.yaml`;
}
