/** The overview as HTML. */
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { Html, html } from '../../html/html.ts';
import type { ListView, OfferRow, TicketRow } from '../views/list-view.ts';
import { badgeHtml, timeHtml } from './layout.ts';

const current = new Html(' aria-current="page"');

/** In: the view. Out: the content of the page. */
export function listPage(knowledge: Knowledge, view: ListView & { readonly registrations: number }): Html {
  const { texts } = knowledge;
  return html`<div class="head"><h1>${texts['portal.list.title']}</h1><p class="subtle">${view.company}</p></div>
${view.registrations > 0 ? registrations(knowledge, view.registrations) : undefined}
${offers(knowledge, view.offers)}
<div class="tabbar">
<nav class="tabs" aria-label="${texts['portal.list.tabs']}"><ul>${view.tabs.map(
    (tab) =>
      html`<li><a href="${tab.href}"${tab.current ? current : undefined}>${tab.label} <span class="count">${tab.count}</span></a></li>`,
  )}</ul></nav>
<nav class="scope" aria-label="${texts['portal.list.scope']}"><ul>${view.scopes.map(
    (scope) => html`<li><a href="${scope.href}"${scope.current ? current : undefined}>${scope.label}</a></li>`,
  )}</ul></nav>
</div>
${view.tickets.length > 0 ? table(knowledge, view) : empty(knowledge, view)}`;
}

function registrations({ texts }: Knowledge, count: number): Html {
  return html`<section class="card attention"><p>${fill(texts['portal.registrations.waiting'], { count })}</p>
<p><a class="button" href="/portal/registrations">${texts['portal.registrations.view']}</a></p></section>`;
}

function offers({ texts }: Knowledge, rows: readonly OfferRow[]): Html {
  const list =
    rows.length > 0
      ? html`<ul class="offers">${rows.map((row) => offer(texts['portal.offers.view'], row))}</ul>`
      : html`<p class="subtle">${texts['portal.offers.none']}</p>`;
  return html`<section class="${rows.length > 0 ? 'card attention' : 'card plain'}" aria-labelledby="offers">
<h2 id="offers">${texts['portal.offers.title']}</h2>${list}</section>`;
}

function offer(view: string, row: OfferRow): Html {
  return html`<li>
<div><p class="title">${row.subject}</p><p class="subtle">${row.product} · ${row.origin}</p></div>
<div><p>${row.rate}</p><p class="subtle">${row.valid}</p></div>
<a class="button" href="${row.href}">${view}<span class="hidden">: ${row.subject}</span></a>
</li>`;
}

function empty({ texts }: Knowledge, view: ListView): Html {
  return html`<section class="card empty"><p class="title">${view.empty}</p><p class="subtle">${texts['portal.list.emptyHint']}</p></section>`;
}

/** The roles keep it a table where the narrow layout shows rows as cards. */
function table({ texts }: Knowledge, view: ListView): Html {
  const columns = [
    texts['portal.list.number'],
    texts['field.subject'],
    texts['field.product'],
    texts['field.state'],
    texts['field.billing'],
    texts['portal.list.created'],
    texts['portal.list.updated'],
  ];
  return html`<section class="card flush"><table role="table">
<caption class="hidden">${fill(texts['portal.list.caption'], { tab: view.tab.label })}</caption>
<thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr></thead>
<tbody role="rowgroup">${view.tickets.map((row) => ticket(columns, row))}</tbody>
</table></section>
${view.limited === undefined ? undefined : html`<p class="subtle">${view.limited}</p>`}`;
}

function ticket(columns: readonly string[], row: TicketRow): Html {
  const cells = [
    html`<a class="number" href="${row.href}">${row.number}</a>`,
    html`<span class="subject">${row.subject}</span>`,
    html`${row.product}`,
    badgeHtml(row.badge),
    html`${row.billing}`,
    timeHtml(row.created),
    timeHtml(row.updated),
  ];
  return html`<tr role="row">${cells.map((cell, index) => html`<td role="cell" data-label="${columns[index]}">${cell}</td>`)}</tr>`;
}
