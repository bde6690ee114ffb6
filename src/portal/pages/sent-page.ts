/** Said after a link was asked for: the same words whether the address is known or not. */
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { type Html, html } from '../../html/html.ts';
import { linkMinutes } from '../mail-links.ts';

/** In: whether it was a registration, and where mails can be seen that are not sent (demo). Out: the content. */
export function sentPage({ texts }: Knowledge, isRegistration: boolean, mailPage: string | undefined): Html {
  const said = fill(texts[isRegistration ? 'portal.register.sent' : 'portal.signIn.sent'], { minutes: linkMinutes });
  const nothing = isRegistration
    ? undefined
    : html`<p class="subtle">${texts['portal.signIn.sentNothing']} <a href="/portal/register">${texts['portal.signIn.toRegister']}</a></p>`;
  const demo = mailPage && html`<p class="subtle"><a href="${mailPage}">${texts['portal.signIn.devMail']}</a></p>`;
  return html`<section class="card sign-in" aria-labelledby="title"><h1 id="title">${texts['portal.signIn.sentTitle']}</h1>
<p>${said}</p>${nothing}${demo || undefined}</section>`;
}
