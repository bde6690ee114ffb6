/** Registrations that wait for a colleague, as HTML. */
import type { Knowledge } from '../../content/knowledge.ts';
import { type Html, html } from '../../html/html.ts';
import type { When } from '../views/words.ts';
import { backLink, timeHtml } from './layout.ts';

export interface RegistrationRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly said: string;
  readonly when: When;
}

/** In: those who wait. Out: the content. */
export function registrationsPage(knowledge: Knowledge, rows: readonly RegistrationRow[]): Html {
  const { texts } = knowledge;
  const list =
    rows.length > 0 ? rows.map((row) => card(knowledge, row)) : [html`<p class="subtle">${texts['portal.registrations.none']}</p>`];
  return html`${backLink(knowledge)}<div class="head"><h1>${texts['portal.registrations.title']}</h1></div>
<p>${texts['portal.registrations.intro']}</p>${list}`;
}

function card({ texts }: Knowledge, { id, name, email, said, when }: RegistrationRow): Html {
  const decisions = ['confirm', 'confirmOrder', 'refuse'] as const;
  return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${name}</h2><p>${email}</p>
<p class="subtle">${said} · ${timeHtml(when)}</p>
<form class="decide" method="post" action="/portal/registrations/${id}">
${decisions.map((decision) => html`<button type="submit" name="decision" value="${decision}">${texts[`portal.registrations.${decision}`]}</button>`)}
</form></section>`;
}
