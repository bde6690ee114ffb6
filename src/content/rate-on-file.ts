/** Which rate of the price list holds. */
import type { Rate } from '../domain/offer.ts';
import type { Rates } from './knowledge.ts';

/** The newest rate in force for a category and product, whoever may offer it. */
export function rateOnFile(
  rates: Rates,
  category: string | undefined,
  product: string | undefined,
  at: number,
): { rate: Rate; days: number } | undefined {
  const fits = (own: string, wanted: string | undefined) => own === '*' || own === wanted;
  const [best] = rates.entries
    .filter((entry) => fits(entry.category, category) && fits(entry.product, product) && entry.validFrom <= at)
    .toSorted(
      (a, b) =>
        Number(a.product === '*') - Number(b.product === '*') ||
        Number(a.category === '*') - Number(b.category === '*') ||
        b.validFrom - a.validFrom,
    );
  return best && { rate: best.rate, days: best.offerValidDays };
}
