/** One offer as HTML: terms first, then three equal buttons or the outcome. */
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { type Html, html } from '../../html/html.ts';
import type { DecisionView, OutcomeView } from '../views/offer-parts.ts';
import type { OfferSummaryView } from '../views/offer-summary-view.ts';
import type { OfferPageView } from '../views/offer-view.ts';
import { backLink, badgeHtml, linesHtml, paragraphs } from './layout.ts';
import { richHtml } from './rich-html.ts';

/** In: the view and a fresh id for this form. Out: the content of the page. */
export function offerPage(knowledge: Knowledge, view: OfferPageView, formId: string): Html {
  const { texts } = knowledge;
  const shown =
    view.shown &&
    html`<details class="card"><summary>${texts['portal.offer.shown']}</summary><p class="verbatim">${view.shown.text}</p>
<p class="subtle">${texts['portal.receipt.shownHash']}: <code>${view.shown.sha256}</code></p></details>`;
  return html`${backLink(knowledge)}
<div class="head"><p class="over">${texts['offer.title']}</p><h1>${view.subject}</h1><p>${badgeHtml(view.badge)}</p></div>
${view.summary && summary(view.summary)}
<div class="columns">
${view.outcome && html`<aside>${outcome(knowledge, view.outcome)}</aside>`}
<div class="main">
<section class="card" aria-labelledby="about"><h2 id="about">${texts['portal.offer.about']}</h2>${linesHtml(view.about)}</section>
<section class="card" aria-labelledby="terms"><h2 id="terms">${texts['portal.offer.terms']}</h2>
${linesHtml([...view.terms, ...view.times], [texts['offer.net'], texts['offer.gross']])}
<p class="subtle"><a href="/chat/terms">${texts['portal.termsLink']}</a></p></section>
${shown}
</div>
${view.decision && html`<aside>${decision(knowledge, view, view.decision, formId)}</aside>`}
</div>`;
}

function summary({ language, title, blocks }: OfferSummaryView): Html {
  return html`<section class="card summary" lang="${language}" aria-labelledby="summary"><h2 id="summary">${title}</h2>${richHtml(blocks)}</section>`;
}

function decision({ texts }: Knowledge, { id, pressToken }: OfferPageView, view: DecisionView, formId: string): Html {
  return html`<section class="card attention" aria-labelledby="decide"><h2 id="decide">${texts['offer.question']}</h2>
${paragraphs(view.notes)}
<form class="decide" method="post" action="/portal/offers/${id}">
<input type="hidden" name="token" value="${pressToken}"><input type="hidden" name="form" value="${formId}">
${view.done && html`<p class="done">${view.done}</p>`}
${view.buttons.map(({ decision: name, label }) => html`<button type="submit" name="decision" value="${name}">${label}</button>`)}
</form></section>`;
}

function outcome({ texts }: Knowledge, view: OutcomeView): Html {
  const number = view.ticketNumber;
  const links = [
    ...(number ? [html`<a class="button" href="/portal/tickets/${number}">${fill(texts['portal.offer.toTicket'], { number })}</a>`] : []),
    ...(view.receiptHref ? [html`<a class="button" href="${view.receiptHref}">${texts['order.receiptLink']}</a>`] : []),
    ...(view.newerHref ? [html`<a class="button" href="${view.newerHref}">${texts['portal.offer.newer']}</a>`] : []),
  ];
  return html`<section class="card result" aria-labelledby="outcome"><h2 id="outcome">${texts['portal.offer.outcome']}</h2>
${paragraphs(view.sentences)}
${links.length > 0 ? html`<p class="links">${links}</p>` : undefined}</section>`;
}
