/** Turns the price list into lines a customer can read: what applies now and what is announced. */
import { price } from '../domain/offer.ts';
import type { Product, RateEntry, Rates } from './knowledge.ts';
import type { Fragments } from './schemas/data.ts';

const money = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });
const day = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' });

/** In: price list, products, wording, moment. Out: one line per rate with the day from which it holds; empty when none is on file. */
export function rateLines(rates: Rates, products: readonly Product[], fragments: Fragments, now: number): string {
  const shown = rates.entries.filter((entry) => entry.validFrom > now || !isReplaced(entry, rates.entries, now));
  return shown.map((entry) => rateLine(entry, rates, products, fragments)).join('\n');
}

function isReplaced(entry: RateEntry, entries: readonly RateEntry[], now: number): boolean {
  return entries.some(
    (other) =>
      other.category === entry.category && other.product === entry.product && other.validFrom > entry.validFrom && other.validFrom <= now,
  );
}

function rateLine(entry: RateEntry, rates: Rates, products: readonly Product[], fragments: Fragments): string {
  const hour = price({ ...entry.rate, incrementMinutes: 60, minimumMinutes: 60 }, 60);
  const values: Record<string, string> = {
    category: rates.categories.find(({ id }) => id === entry.category)?.name ?? fragments.anyCategory,
    product: products.find(({ id }) => id === entry.product)?.name ?? fragments.anyProduct,
    net: money.format(hour.netCents / 100),
    gross: money.format(hour.grossCents / 100),
    vat: String(entry.rate.vatPercent).replace('.', ','),
    validFrom: day.format(entry.validFrom),
  };
  const template = entry.rate.example ? fragments.exampleRateLine : fragments.rateLine;
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
