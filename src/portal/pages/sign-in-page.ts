/** The sign-in page as HTML: demo customers as buttons outside production, else how to get access. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { Contact } from '../../domain/identity.ts';
import { type Html, html } from '../../html/html.ts';

/** In: the demo customers (none in production), where to go afterwards, whether a page asked for the sign-in. Out: the content. */
export function signInPage(knowledge: Knowledge, demo: readonly Contact[], next: string, isNeeded: boolean): Html {
  const { texts } = knowledge;
  return html`<section class="card sign-in" aria-labelledby="title"><h1 id="title">${texts['portal.signIn.title']}</h1>
${isNeeded ? html`<p>${texts['portal.signIn.needed']}</p>` : undefined}
${demo.length > 0 ? demoForm(knowledge, demo, next) : access(knowledge)}</section>`;
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

function access({ texts, service }: Knowledge): Html {
  const guide = service.guideUrl && html`<p><a href="${service.guideUrl}">${service.guideTitle}</a></p>`;
  return html`<p>${texts['portal.signIn.notYet']}</p><p>${texts['portal.signIn.access']}</p>${guide || undefined}`;
}
