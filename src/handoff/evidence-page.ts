/** A paper as a self-contained page for printing. */
import { type Html, html, newNonce, policy } from '../html/html.ts';
import type { Paper } from '../paper/paper.ts';
import { paperHtml } from '../paper/paper-html.ts';

const style = `body{font:11pt/1.45 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .6rem;border-bottom:1px solid #999}h3{font-size:1rem;margin:1.4rem 0 .3rem}
dl{display:grid;grid-template-columns:minmax(9rem,1fr) 3fr;gap:.25rem 1rem;margin:0}dt{color:#444}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
code,.code dd{font:8.5pt/1.5 ui-monospace,monospace;overflow-wrap:anywhere}code{white-space:pre-wrap}dl div{display:contents}
.verbatim{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid #bbb;padding:.2rem 0 .2rem .8rem;margin:.4rem 0}table{border-collapse:collapse;width:100%}
td:first-child{white-space:nowrap}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ccc;overflow-wrap:anywhere}th{color:#444;font-weight:600}
@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr{break-inside:avoid}.annex{break-before:page}}`;

/** In: the evidence. Out: the page, and the policy that goes with it. */
export function evidencePage(paper: Paper): { readonly page: Html; readonly policy: string } {
  const nonce = newNonce();
  const page = html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${paper.title} ${paper.about}</title><link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style></head>
<body><main>${paperHtml(paper)}</main></body></html>`;
  return { page, policy: policy({ 'style-src': `'nonce-${nonce}'`, 'img-src': 'data:' }) };
}
