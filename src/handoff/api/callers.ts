/** A caller on the telephone: found by company, customer number, mail or ticket number; their request becomes a ticket of theirs. Nothing is ordered here. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import { longestDescription, namedKinds, type OnBehalfRefusal } from '../../domain/on-behalf.ts';
import { urgencies } from '../../domain/request.ts';
import { spokenNumber } from '../../domain/spoken-number.ts';
import { findTicketNumber } from '../../domain/ticket.ts';
import type { Context, Worker } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import type { CallerView } from './shapes.ts';

const mostWords = 200;

/** `GET /agent/api/callers?q=`: each look at a customer is kept. */
export function callers(context: Context): Handler {
  return forAgents(context, async ({ query }, worker) => {
    const asked = (query.get('q') ?? '').trim().slice(0, mostWords);
    const heard = spokenNumber(asked);
    const ticket = heard?.isRight ? await ticketOf(context, heard.number) : undefined;
    const ids = heard ? [ticket?.organisationId] : await organisationsFor(context, asked);
    const files = await Promise.all(ids.map((id) => (id === undefined ? undefined : context.store.customerFile(id))));
    const customers = files.flatMap((file) => file ?? []);
    const [only] = customers.length === 1 ? customers : [];
    if (only) await keepLook(context, worker, asked, only.organisation.id);
    return json({ customers, ticket, heard } satisfies CallerView);
  });
}

async function organisationsFor({ store }: Context, asked: string): Promise<readonly (string | undefined)[]> {
  if (asked.includes('@')) return [(await store.contactByEmail(asked.toLowerCase()))?.organisation.id];
  return (await store.customersMatching(asked)).map(({ id }) => id);
}

async function ticketOf({ store }: Context, number: string) {
  const requestId = await store.requestIdOfTicket(number);
  return requestId === undefined ? undefined : (await store.requestDetail(requestId))?.ticket;
}

function keepLook({ store, now }: Context, { principal }: Worker, asked: string, organisationId: string): Promise<void> {
  return store.keepLookup({
    at: now(),
    by: principal.id,
    byName: principal.name ?? principal.id,
    organisationId,
    asked,
    conversationId: `desk.${principal.id}`,
  });
}

const id = z.string().min(1).max(100);
const bodySchema = z.strictObject({
  id: z.string().regex(/^[\w-]{8,64}$/),
  organisationId: id,
  contactId: id,
  description: z.string().trim().max(longestDescription),
  product: id.optional(),
  caseKind: z.enum(namedKinds).optional(),
  urgency: z.enum(urgencies).optional(),
});

/** `POST /agent/api/calls`: the caller's request as a ticket of the contact's. The same `id` again is the same ticket. */
export function takeCall(context: Context): Handler {
  return forAgents(context, async (request, { principal }) => {
    const body = bodySchema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const { id: key, ...entry } = body.data;
    // A conversation of its own, known by who entered it and how often it was sent.
    const own = createHash('sha256').update(`${principal.id}\n${key}`).digest('base64url');
    const result = await context.engine.take({
      channel: 'system',
      conversationId: `call.${own}`,
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: `call:${key}`,
      principal,
      at: context.now(),
      input: { kind: 'onBehalf', entry: { ...entry, kind: 'ticket' } },
    });
    if (result.refusal) {
      const code = result.refusal.code as OnBehalfRefusal;
      return apiError(context, 409, code, context.snapshotKnowledge().texts[`staff.refused.${code}`]);
    }
    const number = result.replies.map(({ content }) => findTicketNumber(content.text)).find((found) => found !== undefined);
    return json({ outcome: result.outcome, number });
  });
}
