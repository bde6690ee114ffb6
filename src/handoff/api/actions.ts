/** `POST /agent/api/actions`: one action of an agent, through the turn engine like everything else. */

import type { AgentRefusal } from '../../domain/agent-action.ts';
import type { Handler, HttpAnswer, HttpRequest } from '../../domain/exchange.ts';
import type { TurnResult } from '../../turn/types.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { actionBodySchema } from './action-body.ts';

const bodyLimit = 64 * 1024;

/** 200 with what was said to the customer, 409 with the reason why nothing was done, 422 for a body of another shape, 404 for an unknown request. */
export function postAction(context: Context): Handler {
  return forAgents(context, async (request, { principal }) => {
    const body = actionBodySchema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const { id, action } = body.data;
    const conversation = await conversationOf(context, action.requestId);
    if (!conversation) return apiError(context, 404, 'unknown', context.snapshotKnowledge().texts['agent.refused.unknown']);
    const result = await context.engine.take({
      channel: 'system',
      conversationId: conversation.id,
      conversationKind: conversation.kind,
      dialogScope: 'main',
      // Of this agent: nobody's key can stand for somebody else's action.
      activityId: `agent:${principal.id}:${id}`,
      principal,
      at: context.now(),
      input: { kind: 'agent', action },
    });
    return answered(context, result);
  });
}

function answered(context: Context, { outcome, refusal, replies }: TurnResult): HttpAnswer {
  if (refusal) {
    const code = refusal.code as AgentRefusal;
    return apiError(context, 409, code, context.snapshotKnowledge().texts[`agent.refused.${code}`]);
  }
  return json({ outcome, said: replies.map(({ seq, content }) => ({ seq, text: content.text })) });
}

async function conversationOf({ store }: Context, requestId: string) {
  const conversationId = await store.conversationForAgents(requestId);
  return conversationId === undefined ? undefined : store.conversation(conversationId);
}

/** In: a request. Out: its body as JSON, `undefined` for anything else. Rejects with `BodyTooLarge`. */
export async function readJsonBody(request: HttpRequest): Promise<unknown> {
  const [type] = (request.header('content-type') ?? '').split(';');
  const bytes = await request.body(bodyLimit);
  if (type?.trim().toLowerCase() !== 'application/json') return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // "No JSON" is the whole finding.
    return undefined;
  }
}
