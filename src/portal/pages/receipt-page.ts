/** The receipt as one self-contained HTML file: its styles are inside, so that it can be stored and printed anywhere. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { HttpAnswer } from '../../domain/exchange.ts';
import { Html, html, newNonce, pageAnswer, policy } from '../../html/html.ts';
import type { ReceiptView } from '../views/receipt-view.ts';
import { linesHtml, paragraphs } from './layout.ts';

const printScript = `const b=document.getElementById('print');b.hidden=false;document.getElementById('hint').hidden=true;b.addEventListener('click',()=>print());`;

/** In: the view, the styles, whether it is sent as a file. Out: the answer. Without script the browser's own print function is named. */
export function receiptAnswer(knowledge: Knowledge, view: ReceiptView, styles: string, asFile: boolean): HttpAnswer {
  const { texts } = knowledge;
  const nonce = newNonce();
  const page = html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${texts['portal.receipt.title']} ${view.ticketNumber ?? view.orderId}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${new Html(styles)}</style>
</head>
<body class="receipt">
${asFile ? undefined : tools(knowledge, view, nonce)}
<main id="content">${document(knowledge, view)}</main>
</body>
</html>`;
  const answer = pageAnswer(page, policy({ 'style-src': `'nonce-${nonce}'`, 'script-src': `'nonce-${nonce}'`, 'img-src': 'data:' }));
  const name = `Nachweis-${view.ticketNumber ?? view.orderId}.html`;
  return asFile ? { ...answer, headers: { ...answer.headers, 'content-disposition': `attachment; filename="${name}"` } } : answer;
}

function tools({ texts }: Knowledge, view: ReceiptView, nonce: string): Html {
  const back = view.ticketNumber ? `/portal/tickets/${view.ticketNumber}` : '/portal';
  return html`<nav class="tools" aria-label="${texts['portal.receipt.title']}">
<a href="${back}"><span aria-hidden="true">← </span>${view.ticketNumber ?? texts['portal.overview']}</a>
<span><a class="button" href="/portal/orders/${view.orderId}/receipt?file=1">${texts['portal.receipt.save']}</a>
<button class="button" id="print" type="button" hidden>${texts['portal.receipt.print']}</button></span>
<small id="hint">${texts['portal.receipt.printHint']}</small>
</nav><script nonce="${nonce}">addEventListener('DOMContentLoaded',()=>{${new Html(printScript)}})</script>`;
}

function document(knowledge: Knowledge, view: ReceiptView): Html {
  const { texts, service } = knowledge;
  const shown =
    view.shown &&
    html`<section><h2>${texts['portal.receipt.shown']}</h2><p class="verbatim">${view.shown.text}</p>
<details><summary>${texts['portal.receipt.raw']}</summary><p class="verbatim"><code>${view.shown.record}</code></p></details></section>`;
  return html`<article class="paper">
<header><p class="over">${service.vendorName} ${service.productLine} · ${texts['portal.title']}</p><h1>${texts['portal.receipt.title']}</h1></header>
<section>${linesHtml(view.facts)}</section>
<section><h2>${texts['ticket.next']}</h2>${paragraphs(view.next)}</section>
<section><h2>${texts['portal.offer.about']}</h2>${linesHtml(view.about)}</section>
<section><h2>${texts['portal.receipt.terms']}</h2>${linesHtml(view.terms, [texts['offer.net'], texts['offer.gross']])}</section>
${shown}
<section class="proof"><h2>${texts['portal.receipt.proof']}</h2><p class="subtle">${texts['portal.receipt.proofNote']}</p>${linesHtml(view.proof)}</section>
</article>`;
}
