/** One plain statement with a way on: a link that is over, too many requests. */
import { type Html, html } from '../../html/html.ts';

export interface NoticeWords {
  readonly title: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string } | undefined;
}

export function noticePage({ title, text, link }: NoticeWords): Html {
  const way = link && html`<p><a class="button" href="${link.href}">${link.label}</a></p>`;
  return html`<section class="card sign-in" aria-labelledby="title"><h1 id="title">${title}</h1><p>${text}</p>${way}</section>`;
}
