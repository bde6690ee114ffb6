/** The page a mailed link opens: who is signed in, and the button that does it. */
import { type Html, html } from '../../html/html.ts';

export interface LinkView {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly action: string;
  readonly form: string;
}

export function linkPage({ title, text, button, action, form }: LinkView): Html {
  return html`<section class="card sign-in" aria-labelledby="title"><h1 id="title">${title}</h1><p>${text}</p>
<form method="post" action="${action}"><input type="hidden" name="form" value="${form}"><button class="button" type="submit">${button}</button></form></section>`;
}
