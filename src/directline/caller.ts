/** Who calls a Direct Line route: the bearer token's session, if it holds and is for this conversation. */
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { WebSession } from '../domain/ports.ts';
import { failure } from './answers.ts';
import type { Context } from './context.ts';

export type Caller = { readonly ok: true; readonly session: WebSession } | { readonly ok: false; readonly answer: HttpAnswer };

/**
 * In: a request with `Authorization: Bearer`, and the conversation its path names (none at the start).
 * Out: the session, or a 403: `TokenExpired` when it ran out, else one answer for unknown, forged, revoked and foreign alike.
 */
export async function caller(context: Context, request: HttpRequest, conversationId?: string): Promise<Caller> {
  const token = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  const checked = token === undefined ? undefined : await context.keys.check('access', token, context.now());
  if (!checked?.ok) return refused(checked?.why === 'expired');
  const { user, conv } = checked.claims;
  if (typeof user !== 'string' || typeof conv !== 'string') return refused(false);
  if (conversationId !== undefined && conversationId !== conv) return refused(false);
  const session = await context.store.webSession(user);
  if (!session || session.conversationId !== conv || session.revokedAt !== undefined) return refused(false);
  return { ok: true, session };
}

function refused(expired: boolean): Caller {
  const answer = expired
    ? failure(403, 'TokenExpired', 'The token has expired.')
    : failure(403, 'BadArgument', 'The token is missing, not valid, or not for this conversation.');
  return { ok: false, answer };
}
