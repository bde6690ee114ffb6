/** `POST /api/webchat/token`: gives a page its token for one conversation, new or resumed. The secret never leaves the server. */
import * as z from 'zod';
import type { Handler, HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { Principal } from '../domain/identity.ts';
import type { WebSession } from '../domain/ports.ts';
import { failure, json, tooMany } from './answers.ts';
import { accessLifeMs, type Context, resumeLifeMs } from './context.ts';
import { readHostIdentity } from './identity-token.ts';
import { readJson } from './read-json.ts';
import { demoContacts, isSamePerson, principalOf, type Visitor } from './sessions.ts';

const bodySchema = z.object({
  identity: z.string().max(8192).optional(),
  anonymous: z.boolean().optional(),
  demo: z.enum(['customer', 'colleague']).optional(),
  resume: z.string().max(2048).optional(),
});
type Body = z.infer<typeof bodySchema>;

/** In: `{identity?, anonymous?, demo?, resume?}`. Out: `{token, expires_in, userId, conversationId?, resume}`; 400 shape, 403 identity or resume refused, 429 too many new conversations. */
export function tokenRoute(context: Context): Handler {
  return async (request) => {
    const body = await readBody(request);
    if (!body) return failure(400, 'BadArgument', 'The body must be a JSON object as documented.');
    const visitor = await visitorOf(context, body);
    if (!visitor) return failure(403, 'IdentityRefused', 'The identity is not valid, expired, or was used before.');
    return body.resume === undefined ? open(context, request, visitor) : resume(context, request, body, body.resume, visitor);
  };
}

async function readBody(request: HttpRequest): Promise<Body | undefined> {
  const read = await readJson(request, 16_384, {});
  const parsed = read.ok ? bodySchema.safeParse(read.value) : undefined;
  return parsed?.data;
}

async function visitorOf(context: Context, body: Body): Promise<Visitor | undefined> {
  if (body.identity !== undefined) return hostVisitor(context, body.identity);
  if (context.production || body.anonymous === true) return { kind: 'anonymous' };
  return { kind: 'demo', contactId: demoContacts[body.demo ?? 'customer'] };
}

async function hostVisitor(context: Context, jwt: string): Promise<Visitor | undefined> {
  const { identity: secret } = context.secrets;
  const identity = secret === undefined ? undefined : await readHostIdentity(jwt, secret, context.now());
  if (!identity || !(await context.store.useOnce(`identity:${identity.jti}`, identity.exp * 1000))) return undefined;
  return { kind: 'host', identity };
}

async function open(context: Context, request: HttpRequest, visitor: Visitor): Promise<HttpAnswer> {
  const now = context.now();
  const wait = context.quotas.newConversations.take(request.ip, now);
  if (wait > 0) return tooMany(wait);
  const userId = `dl_${context.randomId()}`;
  return openFor(context, userId, await principalOf(context.store, visitor, userId, now));
}

async function openFor(context: Context, userId: string, principal: Principal): Promise<HttpAnswer> {
  const session = { userId, conversationId: context.randomId(), principal, createdAt: context.now() };
  await context.store.saveWebSession(session);
  return json(200, await tokenFor(context, session));
}

/** The dead token of a sleeping laptop does not count here; the resume token does. Another person than before starts anew. */
async function resume(context: Context, request: HttpRequest, body: Body, token: string, visitor: Visitor): Promise<HttpAnswer> {
  const now = context.now();
  const checked = await context.keys.check('resume', token, now);
  const user = checked.ok ? checked.claims.user : undefined;
  const session = typeof user === 'string' ? await context.store.webSession(user) : undefined;
  if (!session || session.revokedAt !== undefined) return failure(403, 'ResumeExpired', 'The conversation can no longer be resumed.');
  const namesPerson = body.identity !== undefined || body.anonymous !== undefined || body.demo !== undefined;
  if (namesPerson) {
    const principal = await principalOf(context.store, visitor, session.userId, now);
    if (!isSamePerson(session, principal)) return open(context, request, visitor);
  }
  return json(200, { ...(await tokenFor(context, session)), conversationId: session.conversationId });
}

/** In: a session. Out: token and resume token as the page gets them. */
export async function tokenFor(context: Context, session: WebSession) {
  const { userId, conversationId } = session;
  const now = context.now();
  return {
    token: await accessToken(context, session),
    expires_in: accessLifeMs / 1000,
    userId,
    resume: await context.keys.sign('resume', { user: userId, conv: conversationId }, now + resumeLifeMs),
  };
}

/** In: a session. Out: a new bearer token for its conversation. Web Chat reads `user` from it. */
export function accessToken(context: Context, { userId, conversationId }: WebSession): Promise<string> {
  return context.keys.sign('access', { conv: conversationId, user: userId }, context.now() + accessLifeMs);
}
