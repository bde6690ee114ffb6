/** Schemas of the small language-free files: clauses, products, contacts, coverage rules, texts. */
import * as z from 'zod';
import { caseKinds, dataCauses } from '../../domain/request.ts';
import { coverages, labels } from '../../domain/vocabulary.ts';
import { clauseIdSchema, idSchema, textSchema } from './common.ts';

export const clausesSchema = z.record(clauseIdSchema, textSchema.max(80, 'höchstens 80 Zeichen'));

export const productsSchema = z.array(
  z.strictObject({
    id: idSchema,
    name: textSchema,
    synonyms: z.array(textSchema).default([]),
    contractHelp: z.enum(['yes', 'no', 'unknown']),
  }),
);

export const contactsSchema = z.array(
  z.strictObject({
    id: idSchema,
    product: idSchema,
    name: textSchema,
    phone: textSchema.optional(),
    email: z.email('eine gültige E-Mail-Adresse').optional(),
    clause: clauseIdSchema,
    technical: z.boolean().default(false),
  }),
);

const known = z.array(z.enum(['yes', 'no', 'unknown'])).min(1);

export const coverageSchema = z.strictObject({
  kinds: z.partialRecord(z.enum(labels), z.enum(caseKinds)),
  rules: z.array(
    z.strictObject({
      id: idSchema,
      when: z.strictObject({
        kind: z.array(z.enum(caseKinds)).min(1).optional(),
        dataCause: z.array(z.enum(dataCauses)).min(1).optional(),
        workedBefore: known.optional(),
        trained: known.optional(),
        contractHelp: known.optional(),
      }),
      coverage: z.enum(coverages),
      clauses: z.array(clauseIdSchema).min(1, 'mindestens eine Fundstelle nennen'),
      category: idSchema.optional(),
      /** Conditions that count only when the customer named them; nobody is asked. */
      onlyIfSaid: z.array(z.enum(['workedBefore', 'trained', 'dataCause'])).optional(),
    }),
  ),
});

/** Text templates, flat (`welcome.hello: …`) or nested by their dots. */
export interface TextTree {
  [key: string]: string | TextTree;
}
export const textsSchema: z.ZodType<TextTree> = z.lazy(() => z.record(z.string(), z.union([z.string(), textsSchema])));

/** A template that must hold exactly these placeholders. */
export function template(...names: readonly string[]) {
  const expected = names.map((name) => `{${name}}`).sort();
  return textSchema.refine((text) => [...new Set(text.match(/\{\w+\}/g))].sort().join() === expected.join(), {
    error: `muss genau diese Platzhalter enthalten: ${expected.join(', ')}`,
  });
}

/** Short sentence parts from which the loader fills placeholders that are lists. */
export const fragmentsSchema = z.strictObject({
  rateLine: template('category', 'product', 'net', 'gross', 'vat', 'validFrom'),
  exampleRateLine: template('category', 'product', 'net', 'gross', 'vat'),
  anyCategory: textSchema,
  anyProduct: textSchema,
  dayRange: template('day', 'from', 'until'),
  days: z.tuple([textSchema, textSchema, textSchema, textSchema, textSchema, textSchema, textSchema]),
});
export type Fragments = z.infer<typeof fragmentsSchema>;
