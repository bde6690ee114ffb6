/** The words of the web chat's own pages and scripts, taken from content. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { TextKey } from '../../content/text-keys.ts';

type ChatKey = Extract<TextKey, `chatPage.${string}`> extends `chatPage.${infer Name}` ? Name : never;

/** In: the snapshot and names below `chatPage.`. Out: their words by name. */
export function chatTexts<N extends ChatKey>(knowledge: Knowledge, names: readonly N[]): Record<N, string> {
  return Object.fromEntries(names.map((name) => [name, knowledge.texts[`chatPage.${name}` as TextKey]])) as Record<N, string>;
}

export const launcherTexts = ['open', 'close', 'frameTitle', 'launcher'] as const;
export const clientTexts = [
  'loading',
  'interrupted',
  'restored',
  'offline',
  'failed',
  'tooMany',
  'identityRefused',
  'notResumed',
  'retry',
] as const;
