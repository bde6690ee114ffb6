/** Signing in and out: by a mailed one-time link; outside production also as a demo customer, without proof. */
import * as z from 'zod';
import type { Handler, HttpAnswer } from '../domain/exchange.ts';
import type { Contact } from '../domain/identity.ts';
import { failure, guarded, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { askForLink, emailSchema } from './mail-links.ts';
import { noticePage } from './pages/notice-page.ts';
import { sentPage } from './pages/sent-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { readForm } from './read-form.ts';
import { safeNext, seeOther } from './visitors.ts';

const formSchema = z.object({
  contact: z.string().max(200).optional(),
  email: z.string().max(500).optional(),
  next: z.string().max(500).optional(),
});

/** `GET /portal/sign-in?next=`; `?erased=1` once somebody's data are gone. */
export function signInForm(context: Context): Handler {
  return guarded(context, async (request) => {
    const asked = request.query.get('next');
    return signInAnswer(context, { next: safeNext(asked), isNeeded: asked !== null, isErased: request.query.get('erased') === '1' });
  });
}

/** `POST /portal/sign-in`: opens the session of a demo customer, or asks for a link; says nothing of whether the address is known. */
export function signIn(context: Context): Handler {
  return guarded(context, async (request) => {
    const form = formSchema.safeParse(await readForm(request));
    const next = safeNext(form.data?.next);
    if (form.data?.email !== undefined && context.sendsMail) {
      const email = emailSchema.safeParse(form.data.email);
      if (!email.success) return signInAnswer(context, { next, wrong: form.data.email }, 400);
      const outcome = await askForLink(context, request, { email: email.data, next });
      return outcome === 'asked' ? seeOther('/portal/sign-in/sent') : tooMany(context);
    }
    const chosen = (await demoCustomers(context)).find((contact) => contact.id === form.data?.contact);
    if (!chosen) return failure(context, 'form');
    const cookie = await context.sessions.open({ contactId: chosen.id, verifiedBy: 'demo', verifiedAt: context.now() });
    return seeOther(next, { 'set-cookie': cookie });
  });
}

/** `GET /portal/sign-in/sent`: the same words for everybody. */
export function linkSent(context: Context): Handler {
  return guarded(context, async ({ query }) => {
    const knowledge = context.snapshotKnowledge();
    const content = sentPage(knowledge, query.get('for') === 'registration', context.mailPage);
    return pageOf(context, { title: knowledge.texts['portal.signIn.sentTitle'] }, content);
  });
}

/** `POST /portal/sign-out`. */
export function signOut(context: Context): Handler {
  return guarded(context, async () => seeOther('/portal/sign-in', { 'set-cookie': context.sessions.closed() }));
}

/** Too many requests from one network; links already sent go on working. */
export function tooMany(context: Context): HttpAnswer {
  const { texts } = context.snapshotKnowledge();
  const title = texts['portal.signIn.tooManyTitle'];
  const content = noticePage({ title, text: texts['portal.signIn.tooMany'] });
  const answer = pageOf(context, { title, status: 429 }, content);
  return { ...answer, headers: { ...answer.headers, 'retry-after': '1800' } };
}

async function signInAnswer(
  context: Context,
  form: { readonly next: string; readonly isNeeded?: boolean; readonly isErased?: boolean; readonly wrong?: string },
  status = 200,
): Promise<HttpAnswer> {
  const knowledge = context.snapshotKnowledge();
  const content = signInPage(knowledge, { ...form, demo: await demoCustomers(context), sendsMail: context.sendsMail });
  return pageOf(context, { title: knowledge.texts['portal.signIn.title'], status }, content);
}

async function demoCustomers({ store, demoContacts }: Context): Promise<readonly Contact[]> {
  const found = await Promise.all(demoContacts.map((id) => store.contactById(id)));
  return found.flatMap((person) => (person ? [person.contact] : []));
}
