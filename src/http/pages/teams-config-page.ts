/** `GET /teams/config`: what Teams shows when somebody pins the workspace as a tab of a team or chat. Nothing of a customer is on it. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { Handler } from '../../domain/exchange.ts';
import { html, pageAnswer, policy } from '../../html/html.ts';
import type { WebFiles } from './web-files.ts';

/** Where Teams shows tabs. */
const hosts =
  'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft https://*.microsoft365.com https://*.office.com';
/** Where Teams' own library looks up which of its addresses are genuine. */
const listOfHosts = 'https://res.cdn.office.net';

/** In: the snapshot in force, the built files, our own address. */
export function teamsConfigPage(parts: {
  readonly knowledge: () => Knowledge;
  readonly files: WebFiles;
  readonly publicUrl: () => string;
}): Handler {
  return async () => {
    const { texts } = parts.knowledge();
    const page = html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${texts['desk.title']}</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="${parts.files.url('page.css')}">
<script type="module" src="${parts.files.url('teams-config.js')}"></script></head>
<body data-tab="${parts.publicUrl()}/teams/tab" data-name="${texts['desk.title']}"><main><h1>${texts['desk.title']}</h1>
<p>${texts['teams.tab.pin']}</p><noscript><p>${texts['desk.needsScript']}</p></noscript></main></body></html>`;
    const rules = {
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': 'data:',
      'connect-src': `'self' ${listOfHosts}`,
      'frame-ancestors': hosts,
    };
    return pageAnswer(page, policy(rules));
  };
}
