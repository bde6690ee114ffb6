/** The frame of every page: head, bar with who is signed in, content, footer; and the policy that goes with it. */
import { fill, type Knowledge } from '../../content/knowledge.ts';
import type { HttpAnswer } from '../../domain/exchange.ts';
import { Html, html, pageAnswer, policy } from '../../html/html.ts';
import type { Badge, Line, When } from '../views/words.ts';

export interface Frame {
  readonly knowledge: Knowledge;
  readonly styles: { readonly url: string };
  readonly title: string;
  /** Name of the signed-in person. */
  readonly signedIn?: { readonly name: string; readonly company: string } | undefined;
}

const rules = { 'style-src': "'self'", 'img-src': 'data:', 'form-action': "'self'" };

const mark = new Html(
  '<svg viewBox="0 0 24 24" width="26" height="26" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="m15.6 8.4-2 5.2-5.2 2 2-5.2z" fill="currentColor" stroke="none"/></svg>',
);

/** In: the frame's facts and the content. Out: the page as an answer that is not cached and runs no script. */
export function framed(frame: Frame, content: Html, status = 200): HttpAnswer {
  const page = html`<!doctype html>
<html lang="de">
<head>${headOf(frame)}</head>
<body>${bodyOf(frame, content)}</body>
</html>`;
  return pageAnswer(page, policy(rules), status);
}

/** What every page's head says. */
export function headOf({ knowledge, title, styles }: Frame): Html {
  return html`
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${knowledge.texts['portal.title']}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${styles.url}">
`;
}

/** Bar, content and footer. */
export function bodyOf(frame: Frame, content: Html): Html {
  const { texts } = frame.knowledge;
  return html`
<a class="skip" href="#content">${texts['portal.skip']}</a>
<header class="bar"><div class="inner">
<a class="brand" href="/portal">${mark}<span>${texts['portal.title']}<small>${frame.knowledge.service.productLine}</small></span></a>
${frame.signedIn ? signedIn(frame.knowledge, frame.signedIn) : undefined}
</div></header>
<main id="content" tabindex="-1">${content}</main>
${footer(frame.knowledge)}
`;
}

/** The mark beside the name. */
export const brandMark = (): Html => mark;

function signedIn({ texts }: Knowledge, { name, company }: { readonly name: string; readonly company: string }): Html {
  return html`<div class="who">
<p>${fill(texts['portal.signedInAs'], { name })}<small>${company}</small></p>
<form method="post" action="/portal/sign-out"><button class="onbar" type="submit">${texts['portal.signOut']}</button></form>
</div>`;
}

/** Where privacy notice, imprint and terms stand. */
export function legalLinks({ service }: Knowledge): { readonly privacy: string; readonly imprint: string; readonly terms: string } {
  const own = (setting: string | undefined, page: string) => (setting?.startsWith('https:') ? setting : `/chat/${page}`);
  return { privacy: own(service.privacyNotice, 'privacy'), imprint: own(service.imprint, 'imprint'), terms: '/chat/terms' };
}

function footer(knowledge: Knowledge): Html {
  const { texts } = knowledge;
  const links = legalLinks(knowledge);
  return html`<footer><ul>
<li><a href="${links.privacy}">${texts['chatPage.privacyLink']}</a></li>
<li><a href="${links.imprint}">${texts['chatPage.imprintLink']}</a></li>
<li><a href="${links.terms}">${texts['portal.termsLink']}</a></li>
</ul></footer>`;
}

export const badgeHtml = ({ tone, text }: Badge): Html => html`<span class="badge ${tone}">${text}</span>`;

export const timeHtml = ({ text, iso }: When): Html => html`<time datetime="${iso}">${text}</time>`;

/** Labels and values as a description list; `strong` names labels whose value stands out. */
export function linesHtml(lines: readonly Line[], strong: readonly string[] = []): Html {
  const rows = lines.map(
    ([label, value]) =>
      html`<div${strong.includes(label) ? new Html(' class="strong"') : undefined}><dt>${label}</dt><dd>${value}</dd></div>`,
  );
  return html`<dl class="lines">${rows}</dl>`;
}

export const paragraphs = (texts: readonly string[]): readonly Html[] => texts.map((text) => html`<p>${text}</p>`);

/** The way back above a page's title. */
export const backLink = ({ texts }: Knowledge): Html =>
  html`<nav class="back"><a href="/portal"><span aria-hidden="true">← </span>${texts['portal.overview']}</a></nav>`;
