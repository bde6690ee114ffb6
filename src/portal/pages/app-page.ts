/** The page that starts the app: what it shows first is in it, and so is the plain page for browsers without scripts. */
import type { HttpAnswer } from '../../domain/exchange.ts';
import { type Html, html, newNonce, pageAnswer, policy } from '../../html/html.ts';
import type { Start } from '../api/shapes.ts';
import type { AppFiles } from '../context.ts';
import { bodyOf, brandMark, type Frame, headOf } from './layout.ts';

/** In: the frame, the plain page's content, what the app starts with, its files. Out: the page; its policy lets our scripts run and only styles with this answer's nonce in. */
export function appPage(frame: Frame, content: Html, start: Start, { script, preload }: AppFiles, status = 200): HttpAnswer {
  const nonce = newNonce();
  const { texts, service } = frame.knowledge;
  const page = html`<!doctype html>
<html lang="de">
<head>${headOf(frame)}
${preload.map((part) => html`<link rel="modulepreload" href="${part}">`)}
<script type="module" src="${script}"></script>
</head>
<body data-nonce="${nonce}" data-start="${JSON.stringify(start)}">
<noscript>${bodyOf(frame, content)}</noscript>
<div id="app"><div class="bar"><div class="inner"><span class="brand">${brandMark()}<span>${texts['portal.title']}<small>${service.productLine}</small></span></span></div></div>
<p class="starting" role="status">${texts['app.loading']}</p></div>
</body>
</html>`;
  return pageAnswer(
    page,
    policy({
      'script-src': "'self'",
      'style-src': `'self' 'nonce-${nonce}'`,
      'img-src': "'self' data: blob:",
      'connect-src': "'self'",
      'form-action': "'self'",
    }),
    status,
  );
}
