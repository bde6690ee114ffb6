/** Makes the price list of a snapshot from the checked files. */
import { createHash } from 'node:crypto';
import type { RateEntry, Rates } from './knowledge.ts';
import type { CompleteParts } from './parts.ts';
import { startOfDay } from './schemas/common.ts';
import type { RateInput } from './schemas/rates.ts';

interface RateOptions {
  readonly exampleRates: boolean;
  /** Entries of a running snapshot, which a reload keeps: rates change at a restart only. */
  readonly keepEntries?: readonly RateEntry[] | undefined;
}

/** In: the parsed files. Out: categories and entries, oldest first; the example rate only when wanted and no real rate is on file. */
export function buildRates({ rates, exampleRates }: CompleteParts, options: RateOptions): Rates {
  const categories = rates.value.categories;
  if (options.keepEntries) return { categories, entries: options.keepEntries };
  const useExample = options.exampleRates && rates.value.entries.length === 0;
  const entries = useExample ? exampleRates.value.entries : rates.value.entries;
  return { categories, entries: entries.map((entry) => toEntry(entry, useExample)).sort((a, b) => a.validFrom - b.validFrom) };
}

function toEntry(input: RateInput, example: boolean): RateEntry {
  const { category, product, validFrom, offerValidDays, netCentsPerHour, vatPercent, incrementMinutes, minimumMinutes } = input;
  const terms = { netCentsPerHour, vatPercent, currency: 'EUR' as const, incrementMinutes, minimumMinutes, example };
  const version = createHash('sha256')
    .update(JSON.stringify([category, product, validFrom, offerValidDays, terms]))
    .digest('hex')
    .slice(0, 16);
  return { category, product, validFrom: startOfDay(validFrom), offerValidDays, rate: { ...terms, version } };
}
