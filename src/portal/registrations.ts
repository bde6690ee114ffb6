/** Who registered for the own company: a colleague with the right to order confirms or refuses. */
import * as z from 'zod';
import { fill } from '../content/knowledge.ts';
import type { Handler } from '../domain/exchange.ts';
import { isVerifiedCustomer, type Principal } from '../domain/identity.ts';
import { type Registration, registrationOutcome } from '../domain/people.ts';
import { failure, forVisitors, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { registrationsPage } from './pages/registrations-page.ts';
import { readForm } from './read-form.ts';
import { when } from './views/words.ts';
import { seeOther } from './visitors.ts';

const formSchema = z.object({ decision: z.enum(['confirm', 'confirmOrder', 'refuse']) });

/** The organisation in whose name this person may confirm, if any. */
export function confirmsFor(principal: Principal): string | undefined {
  return isVerifiedCustomer(principal) && principal.mayOrder ? principal.organisationId : undefined;
}

/** `GET /portal/registrations`. */
export function registrations(context: Context): Handler {
  return forVisitors(context, async (_request, visitor) => {
    const organisationId = confirmsFor(visitor.principal);
    if (organisationId === undefined) return failure(context, 'notFound', visitor);
    const knowledge = context.snapshotKnowledge();
    const { texts } = knowledge;
    const rows = (await context.store.pendingRegistrations(organisationId)).map(({ id, name, email, company, customerNo, createdAt }) => ({
      id,
      name,
      email,
      said: fill(texts['portal.registrations.said'], { company: [company, customerNo].filter((part) => part !== '').join(', ') }),
      when: when(createdAt),
    }));
    return pageOf(context, { title: texts['portal.registrations.title'], visitor }, registrationsPage(knowledge, rows));
  });
}

/** `POST /portal/registrations/:id`: decided once; later presses change nothing. */
export function decideRegistration(context: Context): Handler {
  return forVisitors(context, async (request, visitor) => {
    const { principal, organisation } = visitor;
    const organisationId = confirmsFor(principal);
    if (organisationId === undefined) return failure(context, 'notFound', visitor);
    const form = formSchema.safeParse(await readForm(request));
    if (!form.success) return failure(context, 'form', visitor);
    const { decision } = form.data;
    const mails = (registration: Registration) => [registrationOutcome(registration, decision, organisation?.name ?? '')];
    await context.store.decideRegistration({
      id: request.params.id ?? '',
      organisationId,
      decision,
      by: principal.id,
      at: context.now(),
      mails,
    });
    return seeOther('/portal/registrations');
  });
}
