/** A new request: a conversation with the same triage as the chat, its messages as data. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Handler, HttpRequest } from '../../domain/exchange.ts';
import { parseButtonId } from '../../domain/message.ts';
import { isOpen } from '../../domain/offer.ts';
import type { ArrivalInput } from '../../turn/types.ts';
import type { Context, Visitor } from '../context.ts';
import { forApp, keySchema, ok, placeOf, readJson, refused } from './answers.ts';
import { filesTaken, ownUploads } from './files.ts';
import { messageView } from './message-view.ts';
import type { Conversation } from './shapes.ts';

const longestText = 10_000;
const mostMessages = 200;
const schema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: z.string().max(longestText),
    uploads: z.array(z.string().max(100)).max(5),
    key: keySchema,
  }),
  z.strictObject({ kind: z.literal('press'), a: z.string().refine((a) => parseButtonId(a) !== undefined), key: keySchema }),
]);
type Sent = z.infer<typeof schema>;

/** `POST /portal/api/conversations`: an id for a conversation of this person; nothing is stored until something is said. */
export function startConversation(context: Context): Handler {
  return forApp(context, async (_request, visitor) => {
    if (!context.takesRequests) return refused(context, 'outside');
    const started: Conversation = { id: idFor(context, visitor, context.randomId()), messages: [], expectsInput: true };
    return ok(started);
  });
}

/** `GET /portal/api/conversations/:id`: everything said so far. */
export function readConversation(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const id = ownId(context, request, visitor);
    return id === undefined ? refused(context, 'notFound') : ok(await conversationOf(context, visitor, id));
  });
}

/** `POST /portal/api/conversations/:id`: words with files, or a press. Out: the whole conversation after the turn. */
export function sayInConversation(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const id = ownId(context, request, visitor);
    if (id === undefined) return refused(context, 'notFound');
    if (!context.takesRequests) return refused(context, 'outside');
    const sent = await readJson(request, schema);
    if (!sent) return refused(context, 'form');
    const arrival = await inputOf(context, visitor, sent, id);
    if (!arrival) return refused(context, 'wrongFile');
    await context.engine.take({ ...placeOf(context, visitor), conversationId: id, activityId: `portal:${sent.key}`, ...arrival });
    if (sent.kind === 'text') await filesTaken(context, sent.uploads, id);
    return ok(await conversationOf(context, visitor, id));
  });
}

async function inputOf(context: Context, visitor: Visitor, sent: Sent, id: string) {
  if (sent.kind === 'press') return { input: { kind: 'press', a: sent.a, values: {} } satisfies ArrivalInput };
  const files = await ownUploads(context, visitor, sent.uploads, id);
  if (!files) return undefined;
  const uploads = files.map(({ id, name, contentType, bytes }) => ({ id, name, contentType, bytes }));
  const attachments = files.map(({ id, name, contentType, bytes }) => ({ contentType, name, uploadId: id, bytes }));
  const input: ArrivalInput = { kind: 'text', text: sent.text.trim(), uploads };
  return { input, ...(attachments.length > 0 && { echo: { attachments } }) };
}

async function conversationOf({ store, now }: Context, { principal }: Visitor, id: string): Promise<Conversation> {
  const stored = await store.messagesAfter(id, 0, mostMessages);
  const messages = await Promise.all(
    stored.map(messageView).map(async (message) => {
      if (message.offerId === undefined) return message;
      const found = await store.offerById(principal, message.offerId);
      return { ...message, isOfferOpen: found !== undefined && isOpen(found.offer, now()) };
    }),
  );
  const newest = stored.findLast(({ direction }) => direction === 'out');
  return { id, messages, expectsInput: newest?.content.expectsInput ?? true };
}

/** The id itself proves whose conversation it is: its last part is a keyed hash over person and random part. */
function idFor({ secrets }: Context, { principal }: Visitor, random: string): string {
  const proof = createHmac('sha256', secrets.token)
    .update(`portal conversation\n${principal.id}\n${random}`)
    .digest('base64url')
    .slice(0, 27);
  return `portal.${random}.${proof}`;
}

function ownId(context: Context, { params }: HttpRequest, visitor: Visitor): string | undefined {
  const given = params.id ?? '';
  const [, random] = given.split('.');
  if (!random) return undefined;
  const [a, b] = [Buffer.from(given), Buffer.from(idFor(context, visitor, random))];
  return a.length === b.length && timingSafeEqual(a, b) ? given : undefined;
}
