/** Start, reconnect and token refresh: `POST /conversations`, `GET /conversations/:id`, `POST /tokens/refresh`. */
import type { Handler, HttpRequest } from '../domain/exchange.ts';
import type { WebSession, WebSessionNow } from '../domain/ports.ts';
import { ownSocketOrigin } from './addresses.ts';
import { json } from './answers.ts';
import { joinedArrival } from './arrival.ts';
import { caller } from './caller.ts';
import { accessLifeMs, type Context, streamLifeMs } from './context.ts';
import { freshPrincipal } from './sessions.ts';
import { accessToken } from './token-route.ts';
import { watermarkOf } from './watermark.ts';

/** 201 on the first start, 200 on every further one; the welcome is committed before the answer. */
export function startConversation(context: Context): Handler {
  return async (request) => {
    const found = await caller(context, request);
    if (!found.ok) return found.answer;
    const isNew = await greetOnce(context, found.session);
    return json(isNew ? 201 : 200, await connection(context, request, found.session, ''));
  };
}

/** Reconnect: the same object with a stream that goes on after the client's watermark. */
export function reconnectConversation(context: Context): Handler {
  return async (request) => {
    const found = await caller(context, request, request.params.conversationId);
    if (!found.ok) return found.answer;
    await greetOnce(context, found.session);
    return json(200, await connection(context, request, found.session, request.query.get('watermark') ?? ''));
  };
}

/** A new token for the same conversation, as long as the old one still holds. */
export function refreshToken(context: Context): Handler {
  return async (request) => {
    const found = await caller(context, request);
    if (!found.ok) return found.answer;
    const { conversationId } = found.session;
    return json(200, { conversationId, token: await accessToken(context, found.session), expires_in: accessLifeMs / 1000 });
  };
}

/** Lets the bot welcome the visitor when the conversation has no messages yet. A failure is logged, not answered: an error here would end the client for good, and the next connect tries again. */
async function greetOnce(context: Context, session: WebSessionNow): Promise<boolean> {
  const { conversationId } = session;
  const known = await context.store.conversation(conversationId);
  if (known && known.lastSeq > 0) return false;
  try {
    const principal = freshPrincipal(session);
    const result = await context.engine.take(joinedArrival({ conversationId, principal, at: context.now() }));
    return result.outcome === 'done';
  } catch (error) {
    context.log.error({ code: 'directline.welcome', conversationId, err: error }, 'The welcome could not be stored');
    return true;
  }
}

async function connection(context: Context, request: HttpRequest, session: WebSession, watermark: string) {
  const { conversationId, userId } = session;
  const after = watermarkOf(watermark);
  const ticket = await context.keys.sign(
    'stream',
    { conv: conversationId, user: userId, jti: context.randomId() },
    context.now() + streamLifeMs,
  );
  const socketOrigin = ownSocketOrigin(context.publicUrl, request.header('host'));
  const streamUrl = `${socketOrigin}/v3/directline/conversations/${conversationId}/stream?watermark=${after || ''}&t=${ticket}`;
  return { conversationId, token: await accessToken(context, session), expires_in: accessLifeMs / 1000, streamUrl };
}
