/** Schema of the entries of the Helpdesk-Center: knowledge articles, update descriptions, manuals, videos. */
import * as z from 'zod';
import { articleTypes } from '../knowledge.ts';
import { addressSchema, clauseIdSchema, daySchema, idSchema, textSchema } from './common.ts';

export const articleHeadSchema = z
  .strictObject({
    id: idSchema,
    type: z.enum(articleTypes),
    title: textSchema.max(120, 'höchstens 120 Zeichen'),
    products: z.array(idSchema).default([]),
    clauses: z.array(clauseIdSchema).default([]),
    source: textSchema.optional(),
    url: addressSchema.optional(),
    date: daySchema.optional(),
    keywords: z.array(textSchema).default([]),
  })
  .refine(({ clauses, source }) => clauses.length > 0 || source !== undefined, {
    path: ['source'],
    error: 'eine Quelle (source) oder eine Fundstelle (clauses) nennen',
  })
  .refine(({ type, url }) => url !== undefined || (type !== 'manual' && type !== 'video'), {
    path: ['url'],
    error: 'bei manual und video die Adresse nennen',
  })
  .refine(({ type, date }) => date !== undefined || type !== 'update', { path: ['date'], error: 'bei update den Stand (date) nennen' });
