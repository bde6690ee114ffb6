/** Who calls a Direct Line route: the bearer token's session, if it holds and is for this conversation. */
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { WebSessionNow } from '../domain/ports.ts';
import { failure } from './answers.ts';
import type { Context } from './context.ts';

type Refused = { readonly ok: false; readonly answer: HttpAnswer };

export type Caller = { readonly ok: true; readonly session: WebSessionNow } | Refused;

/** Whom a token names; what became of the session since is not asked yet. */
export type Bearer = { readonly ok: true; readonly userId: string; readonly conversationId: string } | Refused;

/**
 * In: a request with `Authorization: Bearer`, and the conversation its path names (none at the start).
 * Out: the session, or a 403: `TokenExpired` when it ran out, else one answer for unknown, forged, revoked and foreign alike.
 */
export async function caller(context: Context, request: HttpRequest, conversationId?: string): Promise<Caller> {
  const named = await bearer(context, request, conversationId);
  return named.ok ? sessionOf(context, named) : named;
}

/** The first half of `caller`: the token holds and is for this conversation. Enough to read a body; what the caller may do is asked after it. */
export async function bearer(context: Context, request: HttpRequest, conversationId?: string): Promise<Bearer> {
  const token = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  const checked = token === undefined ? undefined : await context.keys.check('access', token, context.now());
  if (!checked?.ok) return refused(checked?.why === 'expired');
  const { user, conv } = checked.claims;
  if (typeof user !== 'string' || typeof conv !== 'string') return refused(false);
  if (conversationId !== undefined && conversationId !== conv) return refused(false);
  return { ok: true, userId: user, conversationId: conv };
}

/** The second half: the session as it is now. */
export async function sessionOf(
  context: Context,
  { userId, conversationId }: Pick<WebSessionNow, 'userId' | 'conversationId'>,
): Promise<Caller> {
  const session = await context.store.webSession(userId);
  if (!session || session.conversationId !== conversationId || session.revokedAt !== undefined) return refused(false);
  return { ok: true, session };
}

function refused(expired: boolean): Refused {
  const answer = expired
    ? failure(403, 'TokenExpired', 'The token has expired.')
    : failure(403, 'BadArgument', 'The token is missing, not valid, or not for this conversation.');
  return { ok: false, answer };
}
