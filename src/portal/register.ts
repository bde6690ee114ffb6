/** The one-off registration: what a person says of themselves, and a link that proves the address and nothing else. */
import * as z from 'zod';
import type { Handler, HttpAnswer } from '../domain/exchange.ts';
import type { RegistrationForm } from '../domain/people.ts';
import { failure, guarded, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { askForLink, emailSchema } from './mail-links.ts';
import { type RegisterFields, registerPage } from './pages/register-page.ts';
import { readForm } from './read-form.ts';
import { tooMany } from './sign-in.ts';
import { safeNext, seeOther } from './visitors.ts';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text.replaceAll(/\s+/g, ' '));

const formSchema = z
  .object({
    name: line(100).pipe(z.string().min(2)),
    email: emailSchema,
    company: line(200).default(''),
    customerNo: line(60).default(''),
    dontKnow: z.literal('on').optional(),
  })
  .refine(({ company, customerNo, dontKnow }) => company !== '' || customerNo !== '' || dontKnow === 'on');

/** `GET /portal/register?next=`. */
export function registerForm(context: Context): Handler {
  return guarded(context, async ({ query }) => {
    if (!context.sendsMail) return failure(context, 'notFound');
    return formAnswer(context, { next: safeNext(query.get('next')) });
  });
}

/** `POST /portal/register`: sends the link, to a known address one for signing in; the answer is always the same. */
export function register(context: Context): Handler {
  return guarded(context, async (request) => {
    if (!context.sendsMail) return failure(context, 'notFound');
    const fields = await readForm(request);
    const next = safeNext(fields.next);
    const form = formSchema.safeParse(fields);
    if (!form.success) return formAnswer(context, { ...kept(fields), next, isIncomplete: true }, 400);
    const { name, email, company, customerNo } = form.data;
    const registration: RegistrationForm = { name, company, customerNo };
    const outcome = await askForLink(context, request, { email, next, registration });
    return outcome === 'asked' ? seeOther('/portal/sign-in/sent?for=registration') : tooMany(context);
  });
}

const kept = ({ name, email, company, customerNo, dontKnow }: Readonly<Record<string, string>>) => ({
  name,
  email,
  company,
  customerNo,
  dontKnow: dontKnow === 'on',
});

function formAnswer(context: Context, fields: RegisterFields, status = 200): HttpAnswer {
  const knowledge = context.snapshotKnowledge();
  return pageOf(context, { title: knowledge.texts['portal.register.title'], status }, registerPage(knowledge, fields));
}
