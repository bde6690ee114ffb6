/** The words an app says: brought along by its page, from content. */
import { createContext, use } from 'react';

export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export const TextsContext = createContext<Readonly<Record<string, string>>>({});

/** Out: a text of content by its key, its places filled. A key without text shows itself, so that it is noticed. */
export function useTexts(): Words {
  const texts = use(TextsContext);
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
