/** Money in sentences. */
import type { Language } from '../src/domain/vocabulary.ts';

const formatOf = (locale: string): Intl.NumberFormat => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
const euro: Readonly<Record<Language, Intl.NumberFormat>> = { de: formatOf('de-DE'), en: formatOf('en-GB') };

/** In: cents. Out: `120,00 €`, or `€120.00` in English. */
export const money = (cents: number, language: Language): string => euro[language].format(cents / 100);
