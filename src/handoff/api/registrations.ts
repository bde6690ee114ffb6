/** People who registered and wait: agents name the company where the person did not know it, and confirm or refuse. */
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import { registrationOutcome } from '../../domain/people.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import type { RegistrationsView } from './shapes.ts';

const most = 200;

/** `GET /agent/api/registrations`: oldest first. */
export function registrations(context: Context): Handler {
  return forAgents(context, async () => {
    const { store } = context;
    const waiting = await store.everyPendingRegistration(most);
    const rows = await Promise.all(
      waiting.map(async (registration) => {
        const file = registration.organisationId === undefined ? undefined : await store.customerFile(registration.organisationId);
        return { ...registration, organisation: file?.organisation };
      }),
    );
    return json({ registrations: rows } satisfies RegistrationsView);
  });
}

const bodySchema = z.strictObject({
  decision: z.enum(['confirm', 'confirmOrder', 'refuse']),
  /** The company's, where the person named none or a wrong one. */
  customerNo: z.string().trim().max(50).optional(),
});

/** `POST /agent/api/registrations/:id`: decided once; 409 when somebody else was first, or the company is not known. */
export function decideRegistration(context: Context): Handler {
  return forAgents(context, async (request, { principal }) => {
    const body = bodySchema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const { store } = context;
    const { texts } = context.snapshotKnowledge();
    const registration = await store.registrationById(request.params.id ?? '');
    if (!registration) return apiError(context, 404, 'unknown', texts['desk.registrations.unknown']);
    const { decision, customerNo } = body.data;
    const company = await companyOf(context, registration.organisationId, customerNo);
    if (!company && decision !== 'refuse') return apiError(context, 409, 'customerUnknown', texts['desk.registrations.companyUnknown']);
    const isDecided = await store.decideRegistration({
      id: registration.id,
      organisationId: company?.id,
      isByAgent: true,
      decision,
      by: principal.id,
      at: context.now(),
      mails: (found) => [registrationOutcome(found, decision, company?.name ?? '')],
    });
    return isDecided ? json({ outcome: 'done' }) : apiError(context, 409, 'decided', texts['desk.registrations.decided']);
  });
}

async function companyOf({ store }: Context, organisationId: string | undefined, customerNo: string | undefined) {
  if (customerNo) return store.organisationByCustomerNo(customerNo);
  return organisationId === undefined ? undefined : (await store.customerFile(organisationId))?.organisation;
}
