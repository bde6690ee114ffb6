/** The page a mailed link leads to: opening it changes nothing, its button signs in and uses the link up. */
import * as z from 'zod';
import { fill } from '../content/knowledge.ts';
import type { Handler, HttpAnswer } from '../domain/exchange.ts';
import type { Contact } from '../domain/identity.ts';
import { tokenHash } from '../domain/link-token.ts';
import type { NewMail, Registration } from '../domain/people.ts';
import { guarded, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { linkPage } from './pages/link-page.ts';
import { noticePage } from './pages/notice-page.ts';
import { readForm } from './read-form.ts';
import { seeOther } from './visitors.ts';

const tokenSchema = z.string().regex(/^[\w-]{43}$/);
/** Made for each display: the same form sent again, because an answer was lost, is the same press. */
const formSchema = z.object({ form: z.string().regex(/^[\w-]{8,64}$/) });
const repeatMs = 2 * 60_000;

/** `GET /portal/link/:token`; mail scanners open it as often as they like. */
export function link(context: Context): Handler {
  return guarded(context, async ({ params }) => {
    const token = tokenSchema.safeParse(params.token);
    const found = token.success ? await context.store.mailLink(tokenHash(token.data)) : undefined;
    if (!token.success || !found || found.usedAt !== undefined || found.expiresAt <= context.now()) return over(context, found?.next);
    const { texts } = context.snapshotKnowledge();
    const words = texts[found.purpose === 'register' ? 'portal.signIn.linkRegister' : 'portal.signIn.linkFor'];
    const title = texts['portal.signIn.linkTitle'];
    const view = { title, text: fill(words, { email: found.email }), button: texts['portal.signIn.linkButton'] };
    return pageOf(context, { title }, linkPage({ ...view, action: `/portal/link/${token.data}`, form: context.randomId() }));
  });
}

/** `POST /portal/link/:token`: signs in, once. */
export function followLink(context: Context): Handler {
  return guarded(context, async (request) => {
    const token = tokenSchema.safeParse(request.params.token);
    const form = formSchema.safeParse(await readForm(request));
    if (!token.success || !form.success) return over(context);
    const at = context.now();
    const newId = `contact-${context.randomId()}`;
    const hash = tokenHash(token.data);
    const used = await context.store.takeMailLink({ tokenHash: hash, form: form.data.form, at, repeatMs, newId, mails: requestMails });
    if (!used) return over(context, (await context.store.mailLink(hash))?.next);
    const cookie = await context.sessions.open({ contactId: used.personId, verifiedBy: 'mailLink', verifiedAt: at });
    return seeOther(used.next, { 'set-cookie': cookie });
  });
}

function over(context: Context, next = '/portal'): HttpAnswer {
  const { texts } = context.snapshotKnowledge();
  const title = texts['portal.signIn.linkOverTitle'];
  const page = { href: `/portal/sign-in?next=${encodeURIComponent(next)}`, label: texts['portal.signIn.linkAgain'] };
  return pageOf(context, { title, status: 410 }, noticePage({ title, text: texts['portal.signIn.linkOver'], link: page }));
}

/** Those who may order are asked whether they know the person. */
function requestMails({ id, name, email }: Registration, orderers: readonly Contact[]): NewMail[] {
  return orderers.map((contact) => ({
    key: `mail:registration-request:${id}:${contact.id}`,
    payload: {
      template: 'registration-request',
      to: { contactId: contact.id },
      values: { name, email, url: '/portal/registrations' },
    },
  }));
}
