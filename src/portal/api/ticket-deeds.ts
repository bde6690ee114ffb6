/** What a customer does with a ticket on its page: answer, say that the problem remains, withdraw, object, ask for the offer again. */
import * as z from 'zod';
import type { CustomerAction } from '../../domain/agent-action.ts';
import type { Handler } from '../../domain/exchange.ts';
import type { TicketView } from '../../domain/ports.ts';
import type { Context, Visitor } from '../context.ts';
import { forApp, keySchema, ok, placeOf, readJson, refused, refusedBecause } from './answers.ts';
import { filesTaken, ownUploads } from './files.ts';
import { ticketDetail } from './ticket-detail.ts';
import { ticketOf } from './ticket-of.ts';

const longest = 10_000;
const schema = z.discriminatedUnion('deed', [
  z.strictObject({ deed: z.literal('reply'), text: z.string().max(longest), uploads: z.array(z.string().max(100)).max(5), key: keySchema }),
  z.strictObject({
    deed: z.literal('reopen'),
    text: z.string().max(longest),
    uploads: z.array(z.string().max(100)).max(5),
    key: keySchema,
  }),
  z.strictObject({ deed: z.literal('withdraw'), key: keySchema }),
  z.strictObject({ deed: z.literal('withdrawOrder'), key: keySchema }),
  z.strictObject({ deed: z.literal('objectTo'), text: z.string().max(longest), key: keySchema }),
  z.strictObject({ deed: z.literal('requestOffer'), key: keySchema }),
]);
type Deed = z.infer<typeof schema>;

/** `POST /portal/api/tickets/:number`: one deed. Out: the ticket as it is then; 409 with the reason when it was refused. */
export function ticketDeed(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const found = await ticketOf(context, request, visitor);
    if (!found) return refused(context, 'notFound');
    const deed = await readJson(request, schema);
    if (!deed) return refused(context, 'form');
    if ((deed.deed === 'reply' || deed.deed === 'reopen') && !context.takesRequests) return refused(context, 'outside');
    const { conversationId } = found.ticket;
    const action = await actionOf(context, found, visitor, deed);
    if (!action) return refused(context, 'wrongFile');
    const { refusal } = await context.engine.take({
      ...placeOf(context, visitor),
      conversationId,
      activityId: `portal:${found.ticket.id}:${deed.deed}:${deed.key}`,
      input: { kind: 'customer', action },
    });
    if (refusal) return refusedBecause(context, refusal.code, sentenceOf(context, refusal.code));
    if ('uploads' in deed) await filesTaken(context, deed.uploads, conversationId);
    const after = await ticketOf(context, request, visitor);
    return after ? ok(await ticketDetail(context, after, visitor)) : refused(context, 'notFound');
  });
}

async function actionOf(
  context: Context,
  { request, ticket }: TicketView,
  visitor: Visitor,
  deed: Deed,
): Promise<CustomerAction | undefined> {
  const requestId = request.id;
  switch (deed.deed) {
    case 'withdraw':
      return { kind: 'withdrawTicket', requestId };
    case 'objectTo':
      return { kind: 'objectTo', requestId, reason: deed.text };
    case 'reply':
    case 'reopen': {
      const files = await ownUploads(context, visitor, deed.uploads, ticket.conversationId);
      if (!files) return undefined;
      const { texts } = context.snapshotKnowledge();
      const names = files.map(({ name }) => name).join(', ');
      const text = [deed.text.trim(), ...(names ? [`${texts['app.upload.attached']}: ${names}`] : [])].filter(Boolean).join('\n\n');
      return { kind: 'replyToTicket', requestId, text, uploads: files.map(({ id }) => id) };
    }
    default:
      return { kind: deed.deed, requestId };
  }
}

function sentenceOf(context: Context, code: string) {
  const key = `customer.refused.${code}`;
  return key in context.snapshotKnowledge().texts ? (key as 'customer.refused.over') : 'app.error.notAllowed';
}
