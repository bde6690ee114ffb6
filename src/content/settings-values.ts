/** Makes the values of the placeholders from the operator's data: settings, contact lines, price list, service hours. */
import type { Language } from '../domain/vocabulary.ts';
import type { ContactLine, Product, Rates, Service, ServiceHours } from './knowledge.ts';
import { rateLines } from './rate-lines.ts';
import type { Fragments } from './schemas/data.ts';
import { weekdays } from './schemas/settings.ts';

interface Sources {
  readonly service: Service;
  readonly contacts: readonly ContactLine[];
  readonly rates: Rates;
  readonly products: readonly Product[];
  readonly fragments: Fragments;
  readonly now: number;
  readonly language: Language;
}

/** In: what is on file. Out: every placeholder with its value, empty when not on file. */
export function settingsValues({ service, contacts, rates, products, fragments, now, language }: Sources): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const name of settingNames) values.set(name, String(service[name] ?? ''));
  values.set('rates', rateLines(rates, products, fragments, { now, language }));
  for (const { id, phone, email } of contacts) {
    if (phone) values.set(`phone:${id}`, phone);
    if (email) values.set(`email:${id}`, email);
  }
  return values;
}

const settingNames = [
  'vendorName',
  'productLine',
  'botName',
  'portalUrl',
  'guideTitle',
  'guideUrl',
  'productHelpUrl',
  'consultants',
  'serviceHours',
  'responseTime',
  'retentionDays',
] as const satisfies readonly (keyof Service)[];

/** In: the hours and how a range is worded. Out: the hours as one sentence part, `undefined` when none are set. */
export function hoursText(hours: ServiceHours | undefined, { dayRange, days }: Fragments): string | undefined {
  const ranges = weekdays.flatMap((weekday, index) =>
    (hours?.week[weekday] ?? []).map(({ from, until }) =>
      dayRange
        .replace('{day}', days[index] ?? '')
        .replace('{from}', from)
        .replace('{until}', until),
    ),
  );
  return ranges.length > 0 ? ranges.join(', ') : undefined;
}
