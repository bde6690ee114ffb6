/** Schemas of the Markdown files: answers, notices of known faults, pages. */
import * as z from 'zod';
import { labels } from '../../domain/vocabulary.ts';
import { clauseIdSchema, daySchema, idSchema, textSchema } from './common.ts';

export const faqHeadSchema = z.strictObject({
  id: idSchema,
  label: z.enum(labels),
  main: z.boolean().default(false),
  question: textSchema.max(120, 'höchstens 120 Zeichen, damit die Frage auf eine Schaltfläche passt'),
  clauses: z.array(clauseIdSchema).min(1, 'mindestens eine Fundstelle nennen'),
  products: z.array(idSchema).default([]),
  askProduct: z.boolean().default(false),
  keywords: z.array(textSchema).default([]),
  /** Questions that must lead to this answer. */
  examples: z.array(textSchema).default([]),
  related: z.array(idSchema).default([]),
});
export type FaqHead = z.infer<typeof faqHeadSchema>;

export const noticeHeadSchema = z.strictObject({
  id: idSchema,
  product: idSchema.optional(),
  labels: z.array(z.enum(labels)).min(1, 'mindestens ein Thema nennen'),
  keywords: z.array(textSchema).default([]),
  title: textSchema.max(120, 'höchstens 120 Zeichen'),
  from: daySchema,
  until: daySchema,
});

export const cannedHeadSchema = z.strictObject({
  id: idSchema,
  title: textSchema.max(80, 'höchstens 80 Zeichen'),
  products: z.array(idSchema).default([]),
  clauses: z.array(clauseIdSchema).default([]),
});

export const mailHeadSchema = z.strictObject({
  subject: textSchema.max(150, 'höchstens 150 Zeichen'),
  /** What the button says that leads to the mail's page or link. */
  button: textSchema.max(60, 'höchstens 60 Zeichen').optional(),
});

export const pageHeadSchema = z.strictObject({
  title: textSchema,
  /** A page that is only an example and must not be published. */
  demo: z.boolean().default(false),
});
