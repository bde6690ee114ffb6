/** Signing in as an agent: by a one-time invite link, or outside production as a demo agent by one press. Opening a link changes nothing. */
import * as z from 'zod';
import { fill } from '../content/knowledge.ts';
import type { Agent } from '../domain/agent.ts';
import type { Handler, HttpAnswer } from '../domain/exchange.ts';
import { type Html, html, pageAnswer, policy } from '../html/html.ts';
import { isFromOwnPage } from '../portal/own-origin.ts';
import { readForm } from '../portal/read-form.ts';
import type { Context } from './context.ts';
import { apiError, thrown, workerOf } from './guard.ts';
import type { Invite } from './session.ts';

const pagePath = /^\/agent(?:\/[\w-]{1,80}){0,2}$/;
/** Where to go afterwards: a page of the workspace, whatever was asked for. */
const pageAfter = (asked: string | null | undefined): string => (asked && pagePath.test(asked) ? asked : '/agent');

/** `GET /agent/sign-in`. */
export function signInForm(context: Context): Handler {
  return guarded(context, async (request) => {
    const { texts } = context.snapshotKnowledge();
    const worker = await workerOf(context, request);
    const here = worker
      ? html`<p>${fill(texts['agent.signIn.signedIn'], { name: worker.agent.name })}</p>
<p><a href="/agent">${texts['desk.toWorkspace']}</a></p>
<form method="post" action="/agent/sign-out"><button type="submit">${texts['agent.signIn.signOut']}</button></form>`
      : undefined;
    const next = pageAfter(request.query.get('next'));
    return page(context, texts['agent.signIn.title'], html`${here}${demoForm(context, await demoAgents(context), next)}`);
  });
}

function demoForm(context: Context, demo: readonly Agent[], next: string): Html {
  const { texts } = context.snapshotKnowledge();
  if (demo.length === 0) return html`<p>${texts['agent.signIn.linkOnly']}</p>`;
  return html`<p>${texts['agent.signIn.demoIntro']}</p><form method="post" action="/agent/sign-in"><input type="hidden" name="next" value="${next}">
${demo.map(({ id, name }) => html`<button type="submit" name="agent" value="${id}">${texts['agent.signIn.as']} ${name}</button>`)}</form>`;
}

/** `POST /agent/sign-in`: opens the session of a demo agent; in production there is none. */
export function signIn(context: Context): Handler {
  return guarded(context, async (request) => {
    const form = z.object({ agent: z.string().max(200), next: z.string().max(200).optional() }).safeParse(await readForm(request));
    const chosen = (await demoAgents(context)).find(({ id }) => id === form.data?.agent);
    if (!chosen) return apiError(context, 403, 'form');
    return opened(context, { agentId: chosen.id, verifiedBy: 'demo', verifiedAt: context.now() }, pageAfter(form.data?.next));
  });
}

/** `GET /agent/invite?token=`: names the agent and waits for a press, so that no mail scanner uses the link up. */
export function inviteForm(context: Context): Handler {
  return guarded(context, async (request) => {
    const { texts } = context.snapshotKnowledge();
    const token = request.query.get('token') ?? '';
    const invite = await context.sessions.readInvite(token, context.now());
    const agent = invite && (await context.store.agentById(invite.agentId));
    if (agent?.state !== 'active') return used(context);
    const content = html`<p>${fill(texts['agent.signIn.inviteIntro'], { name: agent.name })}</p>
<form method="post" action="/agent/invite"><input type="hidden" name="token" value="${token}">
<button type="submit">${texts['agent.signIn.inviteButton']}</button></form>`;
    return page(context, texts['agent.signIn.inviteTitle'], content);
  });
}

/** `POST /agent/invite`: uses the link up and opens the session. */
export function acceptInvite(context: Context): Handler {
  return guarded(context, async (request) => {
    const form = z.object({ token: z.string().max(2048) }).safeParse(await readForm(request));
    const invite = form.success ? await context.sessions.readInvite(form.data.token, context.now()) : undefined;
    const agent = invite && (await context.store.agentById(invite.agentId));
    if (!invite || agent?.state !== 'active') return used(context);
    if (!(await isFirstUse(context, invite))) return used(context);
    return opened(context, { agentId: agent.id, verifiedBy: 'inviteLink', verifiedAt: context.now() });
  });
}

async function isFirstUse({ store }: Context, { jti, expiresAt }: Invite): Promise<boolean> {
  return store.useOnce(`agent-invite:${jti}`, expiresAt);
}

/** `POST /agent/sign-out`. */
export function signOut(context: Context): Handler {
  return guarded(context, async (request) => {
    const worker = await workerOf(context, request);
    if (worker) await context.store.agentLeft(worker.agent.id);
    return seeOther('/agent/sign-in', { 'set-cookie': context.sessions.closed() });
  });
}

async function opened(context: Context, session: Parameters<Context['sessions']['open']>[0], next = '/agent'): Promise<HttpAnswer> {
  return seeOther(next, { 'set-cookie': await context.sessions.open(session, context.randomId()) });
}

const seeOther = (location: string, headers: Readonly<Record<string, string>>): HttpAnswer => ({
  status: 303,
  headers: { ...headers, location, 'cache-control': 'no-store' },
});

function used(context: Context): HttpAnswer {
  const { texts } = context.snapshotKnowledge();
  return page(context, texts['agent.signIn.inviteTitle'], html`<p>${texts['agent.signIn.inviteUsed']}</p>`, 410);
}

async function demoAgents({ store, demoAgents: ids }: Context): Promise<readonly Agent[]> {
  const found = await Promise.all(ids.map((id) => store.agentById(id)));
  return found.flatMap((agent) => (agent?.state === 'active' ? [agent] : []));
}

function page(context: Context, title: string, content: Html, status = 200): HttpAnswer {
  const { service, texts } = context.snapshotKnowledge();
  const styles = context.app?.styles ?? [];
  const whole = html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title><link rel="icon" href="data:,"><meta name="robots" content="noindex">
${styles.map((file) => html`<link rel="stylesheet" href="${file}">`)}</head>
<body><header class="bar"><div class="inner"><span class="brand"><span>${texts['desk.title']}<small>${service.productLine}</small></span></span></div></header>
<main><section class="card sign-in"><h1>${title}</h1>${content}</section></main></body></html>`;
  const answer = pageAnswer(whole, policy({ 'style-src': "'self'", 'img-src': 'data:', 'form-action': "'self'" }), status);
  // The link's token must not travel on in a Referer.
  return { ...answer, headers: { ...answer.headers, 'referrer-policy': 'same-origin' } };
}

/** A post from elsewhere is refused before anything is read. */
function guarded(context: Context, handler: Handler): Handler {
  return async (request) => {
    try {
      if (request.method === 'POST' && !isFromOwnPage(request, context)) return apiError(context, 403, 'origin');
      return await handler(request);
    } catch (error) {
      return thrown(context, request.path, error);
    }
  };
}
