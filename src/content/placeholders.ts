/** Fills the operator's settings into content: `{name}` or, for a setting that may be unset, `{name|what to say instead}`. */

const wellFormed = /\{([\w:-]+)(?:\|([^{}]*))?\}/g;

export type PlaceholderProblem = 'unknown' | 'needsFallback' | 'stray';

export interface PlaceholderFinding {
  readonly name: string;
  readonly problem: PlaceholderProblem;
  readonly offset: number;
}

/** Values by placeholder name; an empty string means not on file. */
export type Settings = ReadonlyMap<string, string>;

/** Names that are always set and so need no fallback. */
const alwaysSet = /^(vendorName|productLine|botName|guideTitle|retentionDays|phone:|email:)/;

/** In: a text, the settings, and names left for the code to fill later. Out: the text with the settings in it; addresses become Markdown links. */
export function fillSettings(text: string, settings: Settings, leave: readonly string[] = []): string {
  return text.replaceAll(wellFormed, (whole, name: string, fallback: string | undefined) => {
    if (fallback === undefined && leave.includes(name)) return whole;
    return asMarkdown(settings.get(name) || fallback || '');
  });
}

/** In: as for filling. Out: placeholders that nothing fills, that may be empty without saying what then holds, and braces of none. */
export function placeholderProblems(text: string, settings: Settings, leave: readonly string[] = []): readonly PlaceholderFinding[] {
  const found: PlaceholderFinding[] = [];
  for (const { 1: name = '', 2: fallback, index: offset } of text.matchAll(wellFormed)) {
    if (fallback === undefined && leave.includes(name)) continue;
    if (!settings.has(name)) found.push({ name, problem: 'unknown', offset });
    else if (fallback === undefined && !alwaysSet.test(name)) found.push({ name, problem: 'needsFallback', offset });
  }
  const stray = text.replaceAll(wellFormed, (whole) => ' '.repeat(whole.length)).search(/[{}]/);
  return stray < 0 ? found : [...found, { name: '', problem: 'stray', offset: stray }];
}

function asMarkdown(value: string): string {
  return /^https:\/\/\S+$/.test(value) ? `[${value}](${value})` : value;
}

/** In: a template. Out: the names of its placeholders that have no fallback. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(wellFormed)].filter(([, , fallback]) => fallback === undefined).map(([, name]) => name ?? '');
}

/** In: a text. Out: the names of all its placeholders. */
export function allPlaceholdersOf(text: string): readonly string[] {
  return [...text.matchAll(wellFormed)].map(([, name]) => name ?? '');
}
