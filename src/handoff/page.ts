/** The page that starts the workspace: signed-in agents get it, everybody else the sign-in; in Teams it proves itself who is there. */
import type { Knowledge } from '../content/knowledge.ts';
import type { Handler } from '../domain/exchange.ts';
import { html, newNonce, pageAnswer, policy } from '../html/html.ts';
import type { DeskStart } from './api/shapes.ts';
import type { Context } from './context.ts';
import { apiError, workerOf } from './guard.ts';

const families = /^(desk|app|state|field|urgency|coverageName|label|final\.name|agent\.refused|ticket|portal\.(error|order))\./;

/** `GET /agent` and the pages below it. */
export function deskPage(context: Context): Handler {
  return async (request) => {
    const worker = await workerOf(context, request);
    const next = encodeURIComponent(request.path);
    if (!worker) return { status: 303, headers: { location: `/agent/sign-in?next=${next}`, 'cache-control': 'no-store' } };
    return page(context, false);
  };
}

/** Where Teams shows tabs. */
const hosts = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office365.com',
];
/** Where Teams' own library looks up which of its addresses are genuine; it has a list of its own where it is not allowed to. */
const listOfHosts = 'https://res.cdn.office.net';

/** `GET /teams/tab`: holds nothing but words; everything else needs the bearer that Teams' token is exchanged for. */
export function teamsTab(context: Context): Handler {
  return async () => page(context, true);
}

function page(context: Context, inTeams: boolean) {
  const knowledge = context.snapshotKnowledge();
  const { app } = context;
  if (!app) return apiError(context, 503, 'failed');
  const { texts, service } = knowledge;
  const nonce = newNonce();
  const start: DeskStart = { texts: textsOf(knowledge), productLine: service.productLine, inTeams };
  const whole = html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${texts['desk.title']}</title><link rel="icon" href="data:,">
${app.styles.map((file) => html`<link rel="stylesheet" href="${file}">`)}
${app.preload.map((part) => html`<link rel="modulepreload" href="${part}">`)}
<script type="module" src="${app.script}"></script></head>
<body data-nonce="${nonce}" data-start="${JSON.stringify(start)}">
<noscript><main><p>${texts['desk.needsScript']}</p></main></noscript>
<div id="app"><p class="starting" role="status">${texts['app.loading']}</p></div>
</body></html>`;
  const rules = {
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'connect-src': inTeams ? `'self' ${listOfHosts}` : "'self'",
    ...(inTeams && { 'frame-ancestors': hosts.join(' ') }),
    'form-action': "'self'",
  };
  return pageAnswer(whole, policy(rules));
}

function textsOf({ texts }: Knowledge): DeskStart['texts'] {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => families.test(key)));
}
