/** Reads a mail that waits in the outbox; what is stored is never trusted to be what this version would write. */
import * as z from 'zod';
import { type MailJob, type MailTemplate, mailTemplates } from '../domain/mail.ts';
import { languages } from '../domain/vocabulary.ts';

const words = z.string().max(5000);

const kinds = {
  text: words,
  spoken: z.union([words, z.object({ de: words, en: words })]),
  money: z.number(),
  time: z.number(),
  page: z.string().regex(/^\/portal(\/[\w-]+)*$/),
  link: z.string().min(20).max(200),
} as const;

const email = z.email().max(254);

const jobs = new Map(
  Object.entries(mailTemplates).map(([name, values]) => [
    name,
    z.object({
      template: z.literal(name as MailTemplate),
      to: z.union([z.object({ contactId: z.string().min(1) }), z.object({ email })]),
      values: z.object(Object.fromEntries(Object.entries(values).map(([key, kind]) => [key, kinds[kind as keyof typeof kinds]]))),
      language: z.enum(languages).optional(),
      ticketNumber: z.string().max(40).optional(),
      offerId: z.string().max(100).optional(),
      answers: z.string().max(998).optional(),
      expiresAt: z.number().optional(),
    }),
  ]),
);

/** In: a stored payload. Out: the mail to make; `undefined` when it is none. */
export function readJob(payload: unknown): MailJob | undefined {
  const named = z.object({ template: z.string() }).safeParse(payload);
  const parsed = named.success ? jobs.get(named.data.template)?.safeParse(payload) : undefined;
  return parsed?.success ? (parsed.data as unknown as MailJob) : undefined;
}
