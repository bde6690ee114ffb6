/** Fills the operator's settings into content: `{name}` or, for a setting that may be unset, `{name|what to say instead}`. */

/** A placeholder as it should be written. */
export const wellFormed = /\{([\w:-]+)(?:\|([^{}]*))?\}/g;

export type PlaceholderProblem = 'unknown' | 'needsFallback';

/** Values by placeholder name; an empty string means not on file. */
export type Settings = ReadonlyMap<string, string>;

/** Names that are always set and so need no fallback. */
const alwaysSet = /^(vendorName|productLine|botName|guideTitle|retentionDays|phone:|email:)/;

/**
 * In: a text, the settings, names left alone for the code to fill later, and what to call for a placeholder that cannot be filled.
 * Out: the text with the settings in it. Filled-in addresses become Markdown links.
 */
export function fillSettings(
  text: string,
  settings: Settings,
  onProblem: (name: string, problem: PlaceholderProblem, offset: number) => void,
  leave: readonly string[] = [],
): string {
  return text.replaceAll(wellFormed, (whole, name: string, fallback: string | undefined, offset: number) => {
    if (fallback === undefined && leave.includes(name)) return whole;
    const value = settings.get(name);
    if (value === undefined) onProblem(name, 'unknown', offset);
    else if (fallback === undefined && !alwaysSet.test(name)) onProblem(name, 'needsFallback', offset);
    return asMarkdown(value || fallback || '');
  });
}

function asMarkdown(value: string): string {
  return /^https:\/\/\S+$/.test(value) ? `[${value}](${value})` : value;
}

/** In: a template. Out: the names of its placeholders that have no fallback. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(wellFormed)].filter(([, , fallback]) => fallback === undefined).map(([, name]) => name ?? '');
}
