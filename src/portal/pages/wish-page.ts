/** A wish from an anonymous chat as HTML: what was wanted, and the button that asks for a new offer. */
import type { Knowledge } from '../../content/knowledge.ts';
import { type Html, html } from '../../html/html.ts';
import type { Line } from '../views/words.ts';
import { backLink, linesHtml } from './layout.ts';

export interface WishView {
  readonly lines: readonly Line[];
  /** What the button does; unset: this person cannot ask for an offer yet. */
  readonly ask?: string | undefined;
  readonly action: string;
  readonly form: string;
}

export function wishPage(knowledge: Knowledge, { lines, ask, action, form }: WishView): Html {
  const { texts } = knowledge;
  const button =
    ask === undefined
      ? html`<p>${texts['portal.wish.noRight']}</p>`
      : html`<p>${ask}</p><form method="post" action="${action}"><input type="hidden" name="form" value="${form}">
<button class="button" type="submit">${texts['portal.wish.button']}</button></form>`;
  return html`${backLink(knowledge)}<div class="head"><h1>${texts['portal.wish.title']}</h1></div>
<p>${texts['portal.wish.intro']}</p><section class="card">${linesHtml(lines)}</section><section class="card attention">${button}</section>`;
}
