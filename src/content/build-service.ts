/** Puts together what the operator set: service data and hours, as they read in German and in English. */
import type { Service, ServiceHours } from './knowledge.ts';
import type { CompleteParts } from './parts.ts';
import { hoursText } from './settings-values.ts';

/** Settings that are parts of a sentence, as they read in English. */
export function englishService(parts: CompleteParts): Pick<Service, 'consultants' | 'responseTime' | 'serviceHours'> {
  const { consultants, responseTime } = parts.englishNames.value;
  return { consultants, responseTime, serviceHours: hoursText(buildHours(parts), parts.englishFragments.value) };
}

export function buildHours({ hours }: CompleteParts): ServiceHours | undefined {
  const { timeZone, week, closedOn } = hours.value;
  return week && Object.keys(week).length > 0 ? { timeZone, week, closedOn: closedOn ?? [] } : undefined;
}

export function buildService(parts: CompleteParts): Service {
  return { ...parts.service.value, serviceHours: hoursText(buildHours(parts), parts.fragments.value) };
}
