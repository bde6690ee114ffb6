/** What went wrong, as a page: one plain sentence and the way back. */
import { type Html, html } from '../../html/html.ts';

export interface ErrorWords {
  readonly title: string;
  readonly text: string;
  readonly link: { readonly href: string; readonly label: string };
}

export function errorPage({ title, text, link }: ErrorWords): Html {
  return html`<section class="card sign-in" aria-labelledby="title"><h1 id="title">${title}</h1><p>${text}</p>
<p><a class="button" href="${link.href}">${link.label}</a></p></section>`;
}
