/** Signing in and out. Outside production the demo customers need no proof; in production nobody gets in here yet. */
import * as z from 'zod';
import type { Handler } from '../domain/exchange.ts';
import type { Contact } from '../domain/identity.ts';
import { failure, guarded, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { readForm } from './read-form.ts';
import { safeNext, seeOther } from './visitors.ts';

const formSchema = z.object({ contact: z.string().min(1).max(200), next: z.string().max(500).optional() });

/** `GET /portal/sign-in?next=`. */
export function signInForm(context: Context): Handler {
  return guarded(context, async (request) => {
    const knowledge = context.snapshotKnowledge();
    const asked = request.query.get('next');
    const content = signInPage(knowledge, await demoCustomers(context), safeNext(asked), asked !== null);
    return pageOf(context, { title: knowledge.texts['portal.signIn.title'] }, content);
  });
}

/** `POST /portal/sign-in`: opens the session of a demo customer; anybody else gets the form again, unchanged. */
export function signIn(context: Context): Handler {
  return guarded(context, async (request) => {
    const form = formSchema.safeParse(await readForm(request));
    const chosen = (await demoCustomers(context)).find((contact) => contact.id === form.data?.contact);
    if (!chosen) return failure(context, 'form');
    const cookie = await context.sessions.open({ contactId: chosen.id, verifiedBy: 'demo', verifiedAt: context.now() });
    return seeOther(safeNext(form.data?.next), { 'set-cookie': cookie });
  });
}

/** `POST /portal/sign-out`. */
export function signOut(context: Context): Handler {
  return guarded(context, async () => seeOther('/portal/sign-in', { 'set-cookie': context.sessions.closed() }));
}

async function demoCustomers({ store, demoContacts }: Context): Promise<readonly Contact[]> {
  const found = await Promise.all(demoContacts.map((id) => store.contactById(id)));
  return found.flatMap((person) => (person ? [person.contact] : []));
}
