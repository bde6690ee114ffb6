/** Schema of the price list. */
import * as z from 'zod';
import { daySchema, idSchema, textSchema } from './common.ts';

const scopeSchema = z.union([idSchema, z.literal('*')], 'eine Kennung oder "*" für alle');

export const rateEntrySchema = z.strictObject({
  category: scopeSchema,
  product: scopeSchema,
  validFrom: daySchema,
  netCentsPerHour: z.int('eine ganze Zahl in Cent').min(100, 'mindestens 100 Cent').max(100_000, 'höchstens 100000 Cent'),
  vatPercent: z.number().min(0).max(30),
  incrementMinutes: z.int().min(1).max(60),
  minimumMinutes: z.int().min(1).max(480),
  offerValidDays: z.int().min(1).max(365),
  /** Who released the entry, and when. */
  confirmedBy: textSchema,
  confirmedOn: daySchema,
  jumpConfirmed: z.boolean().default(false),
});
export type RateInput = z.infer<typeof rateEntrySchema>;

export const ratesSchema = z.strictObject({
  categories: z.array(z.strictObject({ id: idSchema, name: textSchema, offeredBy: z.enum(['bot', 'agent']) })).min(1),
  entries: z
    .array(rateEntrySchema)
    .nullish()
    .transform((entries) => entries ?? []),
});

/** The example file: one entry that is marked as example. */
export const exampleRateSchema = z.strictObject({
  example: z.literal(true, 'muss "example: true" sein, damit der Satz überall als Beispiel erscheint'),
  entries: z.array(rateEntrySchema).min(1),
});
