/** Money, dates and counts as the readers of a language write them. */
import type { Language } from '../domain/vocabulary.ts';

const locales: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

function formatsFor(locale: string, month: '2-digit' | 'short') {
  return {
    euro: new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }),
    dateTime: new Intl.DateTimeFormat(locale, {
      timeZone: 'Europe/Berlin',
      day: '2-digit',
      month,
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
  };
}

// In English a month in letters: in numbers day and month are told apart differently from country to country.
const formats = { de: formatsFor(locales.de, '2-digit'), en: formatsFor(locales.en, 'short') } as const;

/** In: cents. Out: `120,00 €`, or `€120.00` in English. */
export const money = (cents: number, language: Language = 'de'): string => formats[language].euro.format(cents / 100);

/** In: ms UTC. Out: `22.11.2026, 09:15` in German time, or `22 Nov 2026, 09:15` in English. */
export const moment = (at: number, language: Language = 'de'): string => formats[language].dateTime.format(at);
