/** The registration form as HTML. */
import type { Knowledge } from '../../content/knowledge.ts';
import { Html, html } from '../../html/html.ts';

export interface RegisterFields {
  readonly next: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
  readonly customerNo?: string | undefined;
  readonly dontKnow?: boolean | undefined;
  readonly isIncomplete?: boolean | undefined;
}

/** In: what was typed so far. Out: the content. */
export function registerPage({ texts }: Knowledge, fields: RegisterFields): Html {
  const { next, name, email, company, customerNo, dontKnow, isIncomplete } = fields;
  const error = isIncomplete ? html`<p class="error" role="alert">${texts['portal.register.incomplete']}</p>` : undefined;
  return html`<section class="card sign-in" aria-labelledby="title"><h1 id="title">${texts['portal.register.title']}</h1>
<p>${texts['portal.register.intro']}</p>${error}
<form class="fields" method="post" action="/portal/register" novalidate><input type="hidden" name="next" value="${next}">
${field('name', 'text', texts['portal.register.name'], 'name', name, true)}
${field('email', 'email', texts['portal.signIn.email'], 'email', email, true)}
${field('company', 'text', texts['portal.register.company'], 'organization', company, false)}
${field('customerNo', 'text', texts['portal.register.customerNo'], 'off', customerNo, false)}
<label class="check"><input type="checkbox" name="dontKnow"${dontKnow ? new Html(' checked') : undefined}> ${texts['portal.register.dontKnow']}</label>
<p class="subtle">${texts['portal.register.rights']}</p>
<button class="button" type="submit">${texts['portal.register.send']}</button></form></section>`;
}

function field(name: string, type: string, label: string, autocomplete: string, value: string | undefined, required: boolean): Html {
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="254" value="${value ?? ''}"${required ? new Html(' required') : undefined}>`;
}
