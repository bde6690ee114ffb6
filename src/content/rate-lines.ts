/** Turns the price list into lines a customer can read: what applies now and what is announced. */
import { price } from '../domain/offer.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { Product, RateEntry, Rates } from './knowledge.ts';
import type { Fragments } from './schemas/data.ts';

interface Format {
  readonly money: Intl.NumberFormat;
  readonly percent: Intl.NumberFormat;
  readonly day: Intl.DateTimeFormat;
}

const formatOf = (locale: string): Format => ({
  money: new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }),
  percent: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
  day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Berlin' }),
});
const formats: Readonly<Record<Language, Format>> = { de: formatOf('de-DE'), en: formatOf('en-GB') };

/** When, and for which readers. */
interface Reading {
  readonly now: number;
  readonly language: Language;
}

/** In: price list, products, wording, moment and language. Out: one line per rate with the day from which it holds; empty when none is on file. */
export function rateLines(rates: Rates, products: readonly Product[], fragments: Fragments, { now, language }: Reading): string {
  const shown = rates.entries.filter((entry) => entry.validFrom > now || !isReplaced(entry, rates.entries, now));
  return shown.map((entry) => rateLine(entry, rates, { products, fragments, format: formats[language] })).join('\n');
}

function isReplaced(entry: RateEntry, entries: readonly RateEntry[], now: number): boolean {
  return entries.some(
    (other) =>
      other.category === entry.category && other.product === entry.product && other.validFrom > entry.validFrom && other.validFrom <= now,
  );
}

interface Wording {
  readonly products: readonly Product[];
  readonly fragments: Fragments;
  readonly format: Format;
}

function rateLine(entry: RateEntry, rates: Rates, { products, fragments, format }: Wording): string {
  const hour = price({ ...entry.rate, incrementMinutes: 60, minimumMinutes: 60 }, 60);
  const values: Record<string, string> = {
    category: rates.categories.find(({ id }) => id === entry.category)?.name ?? fragments.anyCategory,
    product: products.find(({ id }) => id === entry.product)?.name ?? fragments.anyProduct,
    net: format.money.format(hour.netCents / 100),
    gross: format.money.format(hour.grossCents / 100),
    vat: format.percent.format(entry.rate.vatPercent),
    validFrom: format.day.format(entry.validFrom),
  };
  const template = entry.rate.example ? fragments.exampleRateLine : fragments.rateLine;
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
