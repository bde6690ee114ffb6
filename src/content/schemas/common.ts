/** Small schemas that several content files share. */
import * as z from 'zod';

/** Id of a content entry: lower case, digits, hyphens. */
export const idSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'nur Kleinbuchstaben, Ziffern und Bindestriche, ohne Umlaute');

/** A fact id such as `F3.2` or `F3.1 c`. */
export const clauseIdSchema = z.string().regex(/^F\d+\.\d+( [a-z])?$/, 'eine Fundstelle sieht aus wie F3.2 oder F3.1 c');

export const textSchema = z.string().trim().min(1, 'darf nicht leer sein');

/** An operator setting: an empty value means not on file. */
export function setting<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform((value) => value ?? undefined);
}

export const addressSchema = z.url({ protocol: /^https$/, error: 'eine vollständige Adresse, die mit https:// beginnt' });

/** A calendar day `2027-01-31`. */
export const daySchema = z.iso.date('ein Tag in der Form 2027-01-31');

const berlinOffset = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' });

/** In: a calendar day. Out: its first moment in Germany, ms UTC. */
export function startOfDay(day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const name = berlinOffset.formatToParts(midnight - 3_600_000).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT+01:00';
  return Date.parse(`${day}T00:00:00${name.replace('GMT', '') || 'Z'}`);
}

/** In: a calendar day. Out: its last millisecond in Germany, ms UTC. */
export function endOfDay(day: string): number {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return startOfDay(next) - 1;
}
