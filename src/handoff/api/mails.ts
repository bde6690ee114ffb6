/** Mails that wait for an agent: shown in the queue; let into a ticket, made a new one, or put aside. */
import * as z from 'zod';
import { fill } from '../../content/knowledge.ts';
import type { Handler } from '../../domain/exchange.ts';
import type { Principal } from '../../domain/identity.ts';
import { foldAddress, type HeldMail, type MailDeed, strangerId } from '../../domain/incoming-mail.ts';
import { findTicketNumber } from '../../domain/ticket.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import type { HeldMailView } from './shapes.ts';

const schema = z.discriminatedUnion('deed', [
  /** Into a ticket, as words that the agent let in. */
  z.strictObject({ deed: z.literal('intoTicket'), number: z.string().max(40) }),
  z.strictObject({ deed: z.literal('newTicket') }),
  /** Advertising, a wrong address: nothing is done with it. */
  z.strictObject({ deed: z.literal('putAside') }),
]);

export const heldMailView = ({ id, at, address, name, subject, text, reason, ticketNumber, files }: HeldMail): HeldMailView => ({
  id,
  at,
  address,
  name,
  subject,
  text,
  reason,
  ticketNumber,
  files: files.map((file) => file.name),
});

/** `POST /agent/api/mails/:id`: one decision. 404 when it does not wait any more, 409 when the ticket does not take it. */
export function decideMail(context: Context): Handler {
  return forAgents(context, async (request, { principal }) => {
    const { store, snapshotKnowledge, now } = context;
    const { texts } = snapshotKnowledge();
    const body = schema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const mail = await store.heldMail(request.params.id ?? '');
    if (!mail) return apiError(context, 404, 'unknown', texts['agent.refused.unknown']);
    if (body.data.deed !== 'putAside') {
      const refused =
        body.data.deed === 'newTicket' ? await newTicket(context, mail) : await intoTicket(context, mail, body.data.number, principal);
      if (refused) return apiError(context, 409, refused, texts[`agent.refused.${refused}`]);
    }
    const isSettled = await store.settleMail(mail.id, principal.id, now());
    if (isSettled && body.data.deed === 'putAside') for (const id of uploadsOf(mail)) await context.uploads.remove(id);
    return json({ settled: mail.id });
  });
}

const place = { channel: 'mail', conversationKind: 'personal', dialogScope: 'main' } as const;
/** Of the mail: the same decision twice is one. */
const keyOf = ({ id }: HeldMail): string => `mail:${id}:let-in`;
const uploadsOf = ({ files }: HeldMail): readonly string[] => files.map(({ id }) => id);

async function intoTicket(
  context: Context,
  mail: HeldMail,
  given: string,
  principal: Principal,
): Promise<'unknown' | 'closed' | undefined> {
  const { store, engine, now, snapshotKnowledge } = context;
  const number = findTicketNumber(given);
  const requestId = number && (await store.requestIdOfTicket(number));
  const found = requestId && (await store.requestDetail(requestId));
  if (!found) return 'unknown';
  const from = fill(snapshotKnowledge().texts['mail.letIn'], { address: mail.address });
  const text = [from, mail.subject, mail.text].filter(Boolean).join('\n\n');
  const deed: MailDeed = { kind: 'reply', requestId, text, uploads: uploadsOf(mail) };
  const { conversationId } = found.ticket;
  const { refusal } = await engine.take({
    ...place,
    conversationId,
    activityId: keyOf(mail),
    principal,
    at: now(),
    input: { kind: 'mail', deed },
  });
  if (refusal) return 'closed';
  for (const id of uploadsOf(mail)) await context.uploads.move(id, conversationId);
  return undefined;
}

/** In the sender's name, whom nothing proves: nothing is shown to them, and they order nothing. */
async function newTicket({ engine, now }: Context, mail: HeldMail): Promise<'closed' | undefined> {
  const email = foldAddress(mail.address);
  const sender: Principal = {
    kind: 'anonymous',
    id: strangerId(email),
    email,
    ...(mail.name !== undefined && { name: mail.name }),
    mayOrder: false,
    verifiedBy: 'none',
    at: now(),
  };
  const { subject, text } = mail;
  const deed: MailDeed = { kind: 'request', subject, text, uploads: uploadsOf(mail), messageId: '' };
  const conversationId = `mail.${mail.id}`;
  const { refusal } = await engine.take({
    ...place,
    conversationId,
    activityId: keyOf(mail),
    principal: sender,
    at: now(),
    input: { kind: 'mail', deed },
  });
  return refusal ? 'closed' : undefined;
}
