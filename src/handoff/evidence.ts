/** The evidence of one order: everything that proves it, as data and as a page to print. */
import { offerLines } from '../cards/offer-card.ts';
import { fill, type Knowledge } from '../content/knowledge.ts';
import type { OrderEvidence } from '../domain/agent-ports.ts';
import { billed } from '../domain/effort.ts';
import type { LedgerPrivate, LedgerRow } from '../domain/ledger.ts';
import { type Html, html, newNonce, policy } from '../html/html.ts';

/** In: the evidence as stored. Out: one JSON document; press tokens are left out, nothing else. */
export function evidenceDocument(knowledge: Knowledge, found: OrderEvidence, at: number) {
  const { order, offer, ledger, privates, head, ticket, request, organisation, efforts, orderSteps, objection, assessments } = found;
  const { pressToken: _, ...shownOffer } = offer;
  const own = efforts.filter((effort) => effort.orderId === order.id);
  const minutes = own.reduce((sum, effort) => sum + effort.minutes, 0);
  return {
    document: 'support-lotse/order-evidence',
    version: 1,
    madeAt: new Date(at).toISOString(),
    order,
    organisation,
    ticketNumber: ticket.number,
    request: { id: request.id, subject: request.subject, description: request.description },
    offer: shownOffer,
    assessments,
    orderSteps,
    efforts: own,
    minutes,
    billed: billed(order, offer, minutes, objection?.state === 'open'),
    ...(objection ? { objection } : {}),
    ledger: ledger.map((row) => ({ ...row, privates: privatesOf(privates, row) })),
    head,
    howToVerify: knowledge.texts['agent.evidence.how'].split('\n'),
  };
}

const privatesOf = (privates: readonly LedgerPrivate[], { n }: LedgerRow) =>
  privates.filter((entry) => entry.n === n).map(({ field, value, salt }) => ({ field, value, salt }));

type Line = readonly [label: string, value: string];

const style = `body{font:11pt/1.45 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid #999}h3{font-size:1rem;margin:1.4rem 0 .3rem}
dl{display:grid;grid-template-columns:minmax(9rem,1fr) 3fr;gap:.2rem 1rem;margin:0}dt{color:#444}dd{margin:0;overflow-wrap:anywhere}
code,pre{font:9pt/1.4 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}section{break-inside:auto}dl>div{display:contents}
@media print{body{margin:0;max-width:none}h3{break-after:avoid}}`;

/** In: the same evidence. Out: a self-contained page for printing, and the policy that goes with it. */
export function evidencePage(knowledge: Knowledge, found: OrderEvidence, at: number): { readonly page: Html; readonly policy: string } {
  const { texts, service } = knowledge;
  const nonce = newNonce();
  const document = evidenceDocument(knowledge, found, at);
  const { order, offer } = found;
  const { about, terms } = offerLines(knowledge, offer);
  const facts: Line[] = [
    [texts['portal.receipt.order'], order.id],
    [texts['ticket.number'], document.ticketNumber],
    [texts['portal.receipt.by'], order.placedByName],
    [texts['portal.receipt.at'], iso(order.placedAt)],
    [texts['portal.receipt.offered'], iso(offer.offeredAt)],
    [texts['portal.receipt.state'], texts[`portal.order.${order.state}`]],
    [texts['portal.receipt.termsHash'], offer.termsSha256],
    [texts['portal.receipt.shownHash'], offer.shown?.sha256 ?? ''],
    [texts['agent.evidence.head'], `${found.head.count} · ${found.head.hash}`],
  ];
  const steps = document.orderSteps.map((step): Line => [iso(step.at), `${texts[`portal.order.${step.to}`]} · ${step.byName}`]);
  const minutes = document.efforts.map((effort): Line => [iso(effort.at), `${effort.minutes} · ${effort.note} · ${effort.agentName}`]);
  const page = html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts['agent.evidence.title']} ${document.ticketNumber}</title><link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style></head>
<body><main>
<p>${service.vendorName} ${service.productLine}</p><h1>${texts['agent.evidence.title']}</h1><p>${texts['agent.evidence.intro']}</p>
${list(facts)}
<h2>${texts['portal.offer.about']}</h2>${list(about)}
<h2>${texts['portal.receipt.terms']}</h2>${list(terms)}
<h2>${texts['portal.receipt.shown']}</h2><pre>${offer.shown?.text ?? ''}</pre>
<h2>${texts['agent.evidence.changes']}</h2>${list(steps)}
<h2>${texts['agent.evidence.efforts']}</h2>${list(minutes)}
${document.objection ? objectionHtml(knowledge, document.objection) : undefined}
<h2>${texts['agent.evidence.rows']}</h2>
${document.ledger.map((row) => rowHtml(knowledge, row))}
<h2>${texts['agent.evidence.howTitle']}</h2>
${document.howToVerify.map((line) => html`<p>${line}</p>`)}
</main></body></html>`;
  return { page, policy: policy({ 'style-src': `'nonce-${nonce}'`, 'img-src': 'data:' }) };
}

type Document = ReturnType<typeof evidenceDocument>;

function rowHtml({ texts }: Knowledge, row: Document['ledger'][number]): Html {
  const personal = row.privates.map(({ field, value, salt }): Line => [field, `${value}\n${salt}`]);
  const lines: Line[] = [
    [texts['agent.evidence.at'], iso(row.at)],
    [texts['agent.evidence.previous'], row.previous],
    [texts['agent.evidence.hash'], row.hash],
    [texts['agent.evidence.key'], row.keyId],
  ];
  return html`<section><h3>${fill(texts['agent.evidence.row'], { n: row.n, kind: row.kind })}</h3>${list(lines)}
<p>${texts['agent.evidence.body']}</p><pre>${row.body}</pre><p>${texts['agent.evidence.personal']}</p>
<dl>${personal.map(([label, value]) => html`<div><dt>${label}</dt><dd><pre>${value}</pre></dd></div>`)}</dl></section>`;
}

function objectionHtml({ texts }: Knowledge, objection: NonNullable<Document['objection']>): Html {
  const answer: Line[] =
    objection.decidedAt === undefined
      ? []
      : [[iso(objection.decidedAt), `${objection.state} · ${objection.decidedByName ?? ''} · ${objection.answer ?? ''}`]];
  return html`<h2>${texts['agent.evidence.objections']}</h2>${list([[iso(objection.raisedAt), `${objection.raisedByName} · ${objection.reason}`], ...answer])}`;
}

const list = (lines: readonly Line[]): Html =>
  html`<dl>${lines.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

const iso = (at: number): string => new Date(at).toISOString();
