/** `/` outside production: a made-up property manager's page that carries the widget, with a switch for who is visiting. */
import { readFile } from 'node:fs/promises';
import type { Handler } from '../../domain/exchange.ts';
import { Html, html, pageAnswer, policy } from '../../html/html.ts';
import type { WebFiles } from './web-files.ts';

const template = new URL('../../web/demo/index.html', import.meta.url);
const visitors = { customer: 'Mit Recht zu beauftragen', colleague: 'Ohne Recht zu beauftragen', anonymous: 'Ohne Anmeldung' } as const;

/** In: the built files. Out: the page; `?visitor=customer|colleague|anonymous` says who opens the chat. */
export function demoPage({ files }: { readonly files: WebFiles }): Handler {
  return async (request) => {
    const asked = request.query.get('visitor') ?? 'customer';
    const visitor = Object.hasOwn(visitors, asked) ? asked : 'customer';
    const links = Object.entries(visitors).map(([name, label]) => {
      const current = name === visitor ? new Html(' aria-current="true"') : undefined;
      return html`<li><a href="/?visitor=${name}"${current}>${label}</a></li>`;
    });
    const page = (await readFile(template, 'utf8'))
      .replace('{{styles}}', html`${files.url('demo.css')}`.text)
      .replace('{{visitors}}', html`${links}`.text)
      .replace('{{visitor}}', html`${visitor}`.text);
    const rules = {
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'frame-src': "'self'",
      'connect-src': "'self'",
    };
    return pageAnswer(new Html(page), policy(rules));
  };
}
