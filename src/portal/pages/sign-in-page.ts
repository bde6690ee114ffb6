/** The sign-in page as HTML: the address for a mailed link, and outside production the demo customers as buttons. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { Contact } from '../../domain/identity.ts';
import { type Html, html } from '../../html/html.ts';

export interface SignInView {
  /** None in production. */
  readonly demo: readonly Contact[];
  readonly next: string;
  /** A page asked for the sign-in. */
  readonly isNeeded?: boolean | undefined;
  /** The person has just erased their data. */
  readonly isErased?: boolean | undefined;
  /** What was typed and is no address. */
  readonly wrong?: string | undefined;
  readonly sendsMail: boolean;
}

/** In: the view. Out: the content. */
export function signInPage(knowledge: Knowledge, view: SignInView): Html {
  const { texts } = knowledge;
  return html`<section class="card sign-in" aria-labelledby="title"><h1 id="title">${texts['portal.signIn.title']}</h1>
${view.isErased ? html`<p role="status"><strong>${texts['portal.signIn.erased']}</strong></p>` : undefined}
${view.isNeeded ? html`<p>${texts['portal.signIn.needed']}</p>` : undefined}
${view.demo.length > 0 ? demoForm(knowledge, view.demo, view.next) : undefined}
${view.sendsMail ? mailForm(knowledge, view) : html`<p>${texts['portal.signIn.notYet']}</p>`}
${access(knowledge, view)}</section>`;
}

function mailForm({ texts }: Knowledge, { next, wrong, demo }: SignInView): Html {
  const intro = texts[demo.length > 0 ? 'portal.signIn.demoOr' : 'portal.signIn.mailIntro'];
  const error =
    wrong === undefined ? undefined : html`<p class="error" id="email-error" role="alert">${texts['portal.signIn.emailWrong']}</p>`;
  return html`<p class="subtle">${intro}</p>
<form class="fields" method="post" action="/portal/sign-in" novalidate><input type="hidden" name="next" value="${next}">
<label for="email">${texts['portal.signIn.email']}</label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required value="${wrong ?? ''}" aria-describedby="email-error">
${error}<button class="button" type="submit">${texts['portal.signIn.send']}</button></form>`;
}

function demoForm({ texts }: Knowledge, demo: readonly Contact[], next: string): Html {
  return html`<p class="subtle">${texts['portal.signIn.demoIntro']}</p>
<form method="post" action="/portal/sign-in"><input type="hidden" name="next" value="${next}">
${demo.map(
  ({
    id,
    name,
    mayOrder,
  }) => html`<button type="submit" name="contact" value="${id}"><span class="hidden">${texts['portal.signIn.as']} </span>
<strong>${name}</strong><span class="hidden">, </span><small>${texts[mayOrder ? 'portal.signIn.mayOrder' : 'portal.signIn.mayNotOrder']}</small></button>`,
)}
</form>`;
}

function access({ texts, service }: Knowledge, { next, sendsMail }: SignInView): Html {
  const guide = service.guideUrl && html`<p><a href="${service.guideUrl}">${service.guideTitle}</a></p>`;
  const register = sendsMail
    ? html` <a href="/portal/register?next=${encodeURIComponent(next)}">${texts['portal.signIn.toRegister']}</a>`
    : undefined;
  return html`<p class="subtle">${texts['portal.signIn.access']}${register}</p>${guide || undefined}`;
}
