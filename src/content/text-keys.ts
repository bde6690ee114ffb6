/** Every text the code may say, with the placeholders its template must have; `content/de/texts/*.yaml` must hold exactly these. */
export const textKeys = {
  'welcome.hello': ['botName'],
} as const satisfies Record<string, readonly string[]>;

export type TextKey = keyof typeof textKeys;

type Placeholder<K extends TextKey> = (typeof textKeys)[K][number];

/** A text named by key, with its values; turned into words by render. */
export type Phrase = { readonly [K in TextKey]: { readonly key: K; readonly values: Readonly<Record<Placeholder<K>, string | number>> } }[TextKey];

/** In: a key and, where its template has placeholders, their values. Out: the phrase. */
export function phrase<K extends TextKey>(
  key: K,
  ...values: Placeholder<K> extends never ? [] : [Readonly<Record<Placeholder<K>, string | number>>]
): Phrase {
  return { key, values: values[0] ?? {} } as Phrase;
}
