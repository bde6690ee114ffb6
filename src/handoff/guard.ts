/** The door to everything agents do: who is signed in, and whether a write comes from our own page. */
import { agentPrincipal } from '../domain/agent.ts';
import { BodyTooLarge, type Handler, type HttpAnswer, type HttpRequest } from '../domain/exchange.ts';
import { isFromOwnPage } from '../portal/own-origin.ts';
import { TurnError } from '../turn/turn-error.ts';
import type { AgentHandler, Context, Worker } from './context.ts';
import type { AgentSession } from './session.ts';

/** Errors of the API: a code for the page, a sentence for the agent. */
export function apiError(context: Context, status: number, code: string, message?: string): HttpAnswer {
  const text = message ?? context.snapshotKnowledge().texts['agent.refused.failed'];
  return { status, headers: { 'cache-control': 'no-store' }, body: { error: { code, message: text } } };
}

export const json = (body: object, status = 200): HttpAnswer => ({ status, headers: { 'cache-control': 'no-store' }, body });

/** In: a request. Out: the agent who sent it; `undefined` when nobody is signed in, the agent is gone or disabled, or a demo session reaches production. */
export async function workerOf(context: Context, request: Pick<HttpRequest, 'header'>): Promise<Worker | undefined> {
  const headers = { cookie: request.header('cookie'), authorization: request.header('authorization') };
  return workerFor(context, await context.sessions.read(headers, context.now()));
}

async function workerFor(context: Context, session: AgentSession | undefined): Promise<Worker | undefined> {
  if (!session || (session.verifiedBy === 'demo' && !context.demoAgents.includes(session.agentId))) return undefined;
  const agent = await context.store.agentById(session.agentId);
  if (agent?.state !== 'active') return undefined;
  return { agent, principal: agentPrincipal(agent, session.verifiedBy, session.verifiedAt), session };
}

const reads = ['GET', 'HEAD'];

/** Wraps a handler of the API: 401 without an agent, 403 for a write from elsewhere, and whatever is thrown becomes a code. */
export function forAgents(context: Context, handler: AgentHandler): Handler {
  return guarded(context, handler, (request) => workerOf(context, request));
}

/** The same for what a link leads to: a page in Teams has no cookie, so an address that carries its own permission (`?t=`) opens it as well. */
export function forAgentsLinks(context: Context, handler: AgentHandler): Handler {
  return guarded(context, handler, async (request) => {
    const permission = request.query.get('t');
    if (permission === null) return workerOf(context, request);
    return workerFor(context, await context.sessions.readAddress(permission, request.path, context.now()));
  });
}

type Recognise = (request: HttpRequest) => Promise<Worker | undefined>;

function guarded(context: Context, handler: AgentHandler, recognise: Recognise): Handler {
  return async (request) => {
    try {
      const worker = await recognise(request);
      if (!worker) return apiError(context, 401, 'signedOut', context.snapshotKnowledge().texts['agent.refused.notAllowed']);
      if (!reads.includes(request.method) && !isFromOwnPage(request, context)) return apiError(context, 403, 'origin');
      return await handler(request, worker);
    } catch (error) {
      return thrown(context, request.path, error);
    }
  };
}

export function thrown(context: Context, path: string, error: unknown): HttpAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
  if (code === 'clientGone') throw error;
  if (error instanceof BodyTooLarge) return apiError(context, 413, 'tooLarge', context.snapshotKnowledge().texts['app.error.tooLarge']);
  if (error instanceof TurnError) return apiError(context, 503, 'busy');
  context.log.error({ code, path, err: error }, 'The agents’ API failed');
  return apiError(context, 500, 'failed');
}
