/** The shapes of Teams' invokes that are not card presses: message extension, forms, links. Everything else is refused. */
import * as z from 'zod';
import { namedKinds, onBehalfKinds } from '../domain/on-behalf.ts';
import { urgencies } from '../domain/request.ts';
import { languages } from '../domain/vocabulary.ts';

const line = z.string().max(200);

export const querySchema = z.object({
  commandId: z.string().max(64),
  parameters: z
    .array(z.object({ name: z.string().max(64), value: z.unknown() }))
    .max(10)
    .default([]),
  queryOptions: z
    .object({ skip: z.number().int().min(0).max(10_000).default(0), count: z.number().int().min(1).max(50).default(10) })
    .optional(),
});

export const linkSchema = z.object({ url: z.string().max(2_048) });

/** A message that was chosen for the action command; Teams gives its text as HTML. */
export const commandSchema = z.object({
  commandId: z.string().max(64),
  messagePayload: z
    .object({ body: z.object({ content: z.string().max(100_000).nullish(), contentType: z.string().max(32).nullish() }).nullish() })
    .nullish(),
});

/** A button that opens a form: one of our messages' buttons. */
export const openSchema = z.object({ data: z.object({ a: z.string().max(64) }) });

const stateSchema = z.object({
  form: z.enum(onBehalfKinds),
  key: z.string().regex(/^[\w-]{16,64}$/),
  organisationId: z.string().max(100).optional(),
  language: z.enum(languages).optional(),
});

const chosen = <T extends readonly [string, ...string[]]>(list: T) =>
  z
    .enum(list)
    .optional()
    // A field that is broken counts as not filled in.
    .catch(undefined);

export const formSchema = z.object({
  lotse: stateSchema,
  customer: line.optional(),
  organisation: z.string().max(100).optional(),
  contact: z.string().max(100).optional(),
  description: z.string().max(20_000).default(''),
  product: z.string().max(64).optional(),
  caseKind: chosen(namedKinds),
  urgency: chosen(urgencies),
});
export type SubmittedForm = z.output<typeof formSchema>;

/** A submit of a form opened by a button carries it as `data`; one of the action command beside its command. */
export const submitSchema = z.object({ data: formSchema });
