/** The receipt as one self-contained HTML file: its styles are inside, so that it can be stored and printed anywhere. */
import type { Knowledge } from '../../content/knowledge.ts';
import type { HttpAnswer } from '../../domain/exchange.ts';
import { Html, html, newNonce, pageAnswer, policy } from '../../html/html.ts';
import type { Paper } from '../../paper/paper.ts';
import { paperHtml } from '../../paper/paper-html.ts';

export interface ReceiptPage {
  readonly paper: Paper;
  readonly orderId: string;
  readonly ticketNumber?: string | undefined;
  readonly styles: string;
  /** Sent as a file: without what a screen needs. */
  readonly asFile: boolean;
}

const printScript = `const b=document.getElementById('print');b.hidden=false;document.getElementById('hint').hidden=true;b.addEventListener('click',()=>print());`;

/** In: the receipt. Out: the answer. Without script the browser's own print function is named. */
export function receiptAnswer(knowledge: Knowledge, receipt: ReceiptPage): HttpAnswer {
  const { paper, styles, asFile } = receipt;
  const nonce = newNonce();
  const page = html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${paper.title} ${paper.about}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${new Html(styles)}</style>
</head>
<body class="receipt">
${asFile ? undefined : tools(knowledge, receipt, nonce)}
<main id="content">${paperHtml(paper)}</main>
</body>
</html>`;
  const answer = pageAnswer(page, policy({ 'style-src': `'nonce-${nonce}'`, 'script-src': `'nonce-${nonce}'`, 'img-src': 'data:' }));
  return asFile ? { ...answer, headers: { ...answer.headers, ...asAttachment(`${paper.fileName}.html`) } } : answer;
}

/** In: the drawn receipt. Out: the answer that saves it. */
export function receiptFile(paper: Paper, pdf: Uint8Array): HttpAnswer {
  const headers = { 'content-type': 'application/pdf', 'cache-control': 'no-store', ...asAttachment(`${paper.fileName}.pdf`) };
  return { status: 200, headers, body: pdf };
}

const asAttachment = (name: string): Record<string, string> => ({ 'content-disposition': `attachment; filename="${name}"` });

function tools({ texts }: Knowledge, { paper, orderId, ticketNumber }: ReceiptPage, nonce: string): Html {
  const back = ticketNumber ? `/portal/tickets/${ticketNumber}` : '/portal';
  const file = `/portal/orders/${orderId}/receipt`;
  return html`<nav class="tools" aria-label="${paper.title}">
<a href="${back}"><span aria-hidden="true">← </span>${ticketNumber ?? texts['portal.overview']}</a>
<span><a class="button" href="${file}?format=pdf">${texts['portal.receipt.savePdf']}</a>
<a class="button" href="${file}?file=1">${texts['portal.receipt.save']}</a>
<button class="button" id="print" type="button" hidden>${texts['portal.receipt.print']}</button></span>
<small id="hint">${texts['portal.receipt.printHint']}</small>
</nav><script nonce="${nonce}">addEventListener('DOMContentLoaded',()=>{${new Html(printScript)}})</script>`;
}
