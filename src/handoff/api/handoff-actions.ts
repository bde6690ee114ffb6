/** `POST /agent/api/handoffs/:id/actions`: what an agent does with a conversation, through the turn engine like everything else. */
import * as z from 'zod';
import { fill } from '../../content/knowledge.ts';
import type { Handler, HttpAnswer } from '../../domain/exchange.ts';
import { closeOutcomes } from '../../domain/handoff.ts';
import type { DeskAction, DeskRefusal, SaidFile } from '../../domain/handoff-action.ts';
import type { Channel } from '../../domain/vocabulary.ts';
import type { TurnResult } from '../../turn/types.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import { ownFiles } from './handoff-files.ts';
import type { HandoffAction, HandoffActionAnswer, HandoffActionBody } from './handoff-shapes.ts';
import { unknown } from './handoffs.ts';

const words = (most: number) => z.string().trim().min(1).max(most);
const note = words(2000).optional();

const actionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('claim') }),
  z.strictObject({ kind: z.literal('say'), text: z.string().trim().max(8000), files: z.array(z.string().max(100)).max(5).optional() }),
  z.strictObject({ kind: z.literal('note'), text: words(8000) }),
  z.strictObject({
    kind: z.literal('passOn'),
    to: z.union([z.literal('queue'), z.strictObject({ agentId: z.string().min(1).max(200) })]),
    note,
  }),
  z.strictObject({ kind: z.literal('return') }),
  z.strictObject({ kind: z.literal('close'), outcome: z.enum(closeOutcomes), note }),
  z.strictObject({ kind: z.literal('offerRemote') }),
]) satisfies z.ZodType<HandoffAction>;

/** Web chat shows files, over a connector they go as links. */
const carryFiles: readonly Channel[] = ['webchat', 'teams', 'emulator'];

const bodySchema = z.strictObject({ id: z.string().regex(/^[\w-]{8,64}$/), action: actionSchema }) satisfies z.ZodType<HandoffActionBody>;

/** 200 with what the customer was told, 409 with the reason why nothing was done, 422 for a body of another shape, 404 for an unknown hand-off. */
export function postHandoffAction(context: Context): Handler {
  return forAgents(context, async (request, { principal }) => {
    const body = bodySchema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const found = await context.store.handoffById(request.params.id ?? '');
    const conversation = found && (await context.store.conversation(found.conversationId));
    if (!found || !conversation) return unknown(context);
    const files =
      body.data.action.kind === 'say' ? await ownFiles(context, principal.id, body.data.action.files ?? [], conversation.id) : [];
    // Where a file would reach nobody it is not taken; an empty message is none.
    const canSend = files && (files.length === 0 || carryFiles.includes(conversation.channel));
    if (!canSend || (body.data.action.kind === 'say' && body.data.action.text === '' && files.length === 0))
      return apiError(context, 422, 'shape');
    const result = await context.engine.take({
      channel: 'system',
      conversationId: conversation.id,
      conversationKind: conversation.kind,
      dialogScope: 'main',
      // Of this agent: nobody's key can stand for somebody else's action.
      activityId: `desk:${principal.id}:${body.data.id}`,
      principal,
      at: context.now(),
      input: { kind: 'desk', action: actionOf(body.data.action, found.id, files) },
    });
    if (!result.refusal) for (const { id } of files) await context.uploads.move(id, conversation.id);
    return answered(context, result);
  });
}

function actionOf(action: HandoffAction, handoffId: string, files: readonly SaidFile[]): DeskAction {
  return action.kind === 'say' ? { kind: 'say', text: action.text, files, handoffId } : { ...action, handoffId };
}

function answered(context: Context, { outcome, refusal, replies }: TurnResult): HttpAnswer {
  if (refusal) {
    const code = refusal.code as DeskRefusal;
    return apiError(context, 409, code, fill(context.snapshotKnowledge().texts[`agent.refused.${code}`], refusal.values ?? {}));
  }
  return json({ outcome, said: replies.map(({ seq, content }) => ({ seq, text: content.text })) } satisfies HandoffActionAnswer);
}

/** `POST /agent/api/handoffs/:id/typing`: shown to the customer for a moment, never stored; only from who has the conversation. */
export function postTyping(context: Context): Handler {
  return forAgents(context, async ({ params }, { agent }) => {
    const found = await context.store.handoffById(params.id ?? '');
    if (found?.state === 'accepted' && found.acceptedBy === agent.id) context.typing.show(found.conversationId, 'agent');
    return { status: 204, headers: { 'cache-control': 'no-store' } };
  });
}
