/** One ticket as HTML. */
import type { Knowledge } from '../../content/knowledge.ts';
import { type Html, html } from '../../html/html.ts';
import type { BillingView } from '../views/billing-view.ts';
import type { HistoryRow } from '../views/history-view.ts';
import type { TicketPageView } from '../views/ticket-view.ts';
import { backLink, badgeHtml, linesHtml, paragraphs, timeHtml } from './layout.ts';

/** In: the view. Out: the content of the page. */
export function ticketPage(knowledge: Knowledge, view: TicketPageView): Html {
  const { texts } = knowledge;
  return html`${backLink(knowledge)}
<div class="head"><p class="over">${texts['ticket.number']} <span class="number">${view.number}</span></p><h1>${view.subject}</h1></div>
<div class="columns">
<div>
<section class="card state" aria-labelledby="state"><h2 id="state">${texts['field.state']}</h2>
<p>${badgeHtml(view.badge)}</p><p class="lead">${view.meaning}</p>
<p class="subtle">${texts['portal.ticket.actor']}: <strong>${view.actor}</strong></p>
</section>
${history(knowledge, view.history)}
</div>
<div>
${billing(knowledge, view.billing)}
<section class="card late" aria-labelledby="details"><h2 id="details">${texts['portal.ticket.details']}</h2>
${linesHtml([...view.details, [texts['portal.list.created'], view.created.text], [texts['portal.list.updated'], view.updated.text]])}
</section>
</div>
</div>`;
}

function billing({ texts }: Knowledge, view: BillingView): Html {
  const open = view.openOfferHref && html`<p><a class="button" href="${view.openOfferHref}">${texts['portal.billing.decide']}</a></p>`;
  const clauses = html`<p class="subtle">${texts['offer.clause']}: ${view.clauses.join('; ')}</p>`;
  const terms = html`<details><summary>${texts['portal.billing.terms']}</summary>${linesHtml(view.terms)}</details>`;
  const order =
    view.order &&
    html`<p>${texts['portal.receipt.state']}: <strong>${view.order.state}</strong></p>
<p><a href="${view.order.receiptHref}">${texts['order.receiptLink']}</a> · <a href="${view.order.receiptPdfHref}">${texts['order.receiptPdf']}</a></p>`;
  return html`<section class="card${view.openOfferHref ? ' attention' : ''}" aria-labelledby="billing"><h2 id="billing">${texts['field.billing']}</h2>
${paragraphs(view.sentences)}
${view.clauses.length > 0 ? clauses : undefined}
${order}${open || undefined}
${view.terms.length > 0 ? terms : undefined}
</section>`;
}

function history({ texts }: Knowledge, rows: readonly HistoryRow[]): Html {
  return html`<section class="card late" aria-labelledby="history"><h2 id="history">${texts['portal.ticket.history']}</h2>
<ol class="history">${rows.map(
    (row) => html`<li><p class="title">${row.title}</p><p class="subtle">${row.author} · ${timeHtml(row.at)}</p>
${row.text ? html`<p class="said">${row.text}</p>` : undefined}</li>`,
  )}</ol></section>`;
}
