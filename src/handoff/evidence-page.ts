/** The evidence of one order as a page to print: first what a reader wants to know, then what a checker needs. */
import { moment, money } from '../cards/format.ts';
import { offerLines } from '../cards/offer-card.ts';
import { shownText } from '../cards/shown-text.ts';
import { fill, type Knowledge } from '../content/knowledge.ts';
import type { OrderEvidence } from '../domain/agent-ports.ts';
import { type Html, html, newNonce, policy } from '../html/html.ts';
import { evidenceDocument } from './evidence.ts';

type Line = readonly [label: string, value: string];
type Kept = readonly [field: string, value: string, salt: string];
type Document = ReturnType<typeof evidenceDocument>;
type Row = Document['ledger'][number];

const style = `body{font:11pt/1.45 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .6rem;border-bottom:1px solid #999}h3{font-size:1rem;margin:1.4rem 0 .3rem}
dl{display:grid;grid-template-columns:minmax(9rem,1fr) 3fr;gap:.25rem 1rem;margin:0}dt{color:#444}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
code,pre{font:8.5pt/1.4 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap;margin:.2rem 0}dl div{display:contents}
.shown{white-space:pre-line;border:1px solid #999;padding:.8rem 1rem}table{border-collapse:collapse;width:100%}
td:first-child{white-space:nowrap}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ccc}th{color:#444;font-weight:600}
@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr{break-inside:avoid}.annex{break-before:page}}`;

/** In: the evidence as stored, now. Out: a self-contained page for printing, and the policy that goes with it. */
export function evidencePage(knowledge: Knowledge, found: OrderEvidence, at: number): { readonly page: Html; readonly policy: string } {
  const { texts, service } = knowledge;
  const nonce = newNonce();
  const document = evidenceDocument(knowledge, found, at);
  const { offer } = found;
  const { about, terms } = offerLines(knowledge, offer);
  const page = html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts['agent.evidence.title']} ${document.ticketNumber}</title><link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style></head>
<body><main>
<p>${service.vendorName} ${service.productLine}</p><h1>${texts['agent.evidence.title']}</h1><p>${texts['agent.evidence.intro']}</p>
${list(factsOf(knowledge, found, document, at))}
<h2>${texts['agent.evidence.course']}</h2>${course(knowledge, document)}
<h2>${texts['agent.evidence.request']}</h2>${list(about)}
<h2>${texts['portal.receipt.terms']}</h2>${list(terms)}
<h2>${texts['portal.receipt.shown']}</h2><p class="shown">${shownText(offer.shown?.text ?? '')}</p>
<h2>${texts['agent.evidence.efforts']}</h2>${efforts(knowledge, document)}
${document.objection ? objectionHtml(knowledge, document.objection) : undefined}
<h2 class="annex">${texts['agent.evidence.rows']}</h2>
${document.ledger.map((row) => rowHtml(knowledge, row))}
<h2>${texts['agent.evidence.record']}</h2><p>${texts['portal.receipt.shownHash']}: <code>${offer.shown?.sha256 ?? ''}</code></p>
<pre>${offer.shown?.text ?? ''}</pre>
<h2>${texts['agent.evidence.howTitle']}</h2>
${document.howToVerify.map((line) => html`<p>${line}</p>`)}
</main></body></html>`;
  return { page, policy: policy({ 'style-src': `'nonce-${nonce}'`, 'img-src': 'data:' }) };
}

/** Who ordered, how that is known, by which act, when, and what stands now. */
function factsOf(knowledge: Knowledge, { order, offer, head }: OrderEvidence, document: Document, at: number): Line[] {
  const { texts } = knowledge;
  const row = document.ledger.find(({ kind, orderId }) => kind === 'ordered' && orderId === order.id);
  const facts = row ? factsIn(row) : {};
  const email = row ? valueIn(row, 'actorEmail') : '';
  const person = email ? `${order.placedByName}, ${email}` : order.placedByName;
  const proved = texts[`agent.evidence.verified.${proofOf(facts.verifiedBy)}`];
  const place = facts.channel === 'portal' ? 'portal' : facts.channel === 'msteams' ? 'teams' : 'chat';
  return [
    [texts['portal.receipt.order'], order.id],
    [texts['ticket.number'], document.ticketNumber],
    [texts['portal.receipt.by'], person],
    [texts['agent.evidence.verifiedLabel'], typeof facts.verifiedAt === 'number' ? `${proved}, ${both(facts.verifiedAt)}` : proved],
    [texts['agent.evidence.right'], texts[facts.mayOrder === true ? 'agent.evidence.rightYes' : 'agent.evidence.rightUnknown']],
    [texts['agent.evidence.actLabel'], fill(texts[`agent.evidence.act.${place}`], { button: texts['button.order'] })],
    [texts['portal.receipt.offered'], both(offer.offeredAt)],
    [texts['portal.receipt.at'], both(order.placedAt)],
    [texts['portal.receipt.state'], texts[`portal.order.${order.state}`]],
    [texts['portal.receipt.termsHash'], offer.termsSha256],
    [texts['portal.receipt.shownHash'], offer.shown?.sha256 ?? ''],
    [texts['agent.evidence.head'], `${both(at)}: ${head.count} · ${head.hash}`],
  ];
}

const proofs = ['mailLink', 'hostSignature', 'entra', 'demo'] as const;
const proofOf = (value: unknown): (typeof proofs)[number] | 'none' => proofs.find((proof) => proof === value) ?? 'none';

/** Every entry in one line: when, what, by whom. */
function course({ texts }: Knowledge, { ledger }: Document): Html {
  const heads = [texts['agent.evidence.no'], texts['agent.evidence.at'], texts['agent.evidence.what'], texts['agent.evidence.who']];
  const rows = ledger.map((row) => {
    const { minutes } = factsIn(row);
    const words = [valueIn(row, 'reason'), valueIn(row, 'note'), valueIn(row, 'answer')].filter(Boolean).join('; ');
    const what = [texts[`agent.evidence.kind.${row.kind}`], ...(typeof minutes === 'number' ? [minutesOf(texts, minutes)] : [])].join(', ');
    return html`<tr><td>${row.n}</td><td>${both(row.at)}</td><td>${words ? `${what}: ${words}` : what}</td><td>${who(texts, row)}</td></tr>`;
  });
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

const minutesOf = (texts: Knowledge['texts'], minutes: number): string => fill(texts['offer.minimumValue'], { minutes });

function who(texts: Knowledge['texts'], row: Row): string {
  const name = valueIn(row, 'actorName');
  const side = { customer: texts['agent.evidence.customer'], agent: texts['portal.event.byAgent'] }[String(factsIn(row).actor)];
  return [name, side ?? texts['portal.event.bySystem']].filter(Boolean).join(', ');
}

function efforts({ texts }: Knowledge, { efforts: entries, minutes, billed }: Document): Html {
  const lines = entries.map((entry): Line => [both(entry.at), `${minutesOf(texts, entry.minutes)}: ${entry.note} (${entry.agentName})`]);
  const sums = { minutes, billed: billed.billedMinutes, net: money(billed.netCents), gross: money(billed.grossCents) };
  const sum = fill(texts['app.ticket.effortSum'], sums);
  return entries.length > 0 ? list([...lines, [texts['app.ticket.effortTotal'], sum]]) : html`<p>${texts['agent.evidence.noEfforts']}</p>`;
}

function rowHtml({ texts }: Knowledge, row: Row): Html {
  // The words as shown stand once, in the last annex.
  const personal = row.privates.map(
    ({ field, value, salt }): Kept => [field, field === 'shown' ? texts['agent.evidence.seeRecord'] : value, salt],
  );
  const lines: Line[] = [
    [texts['agent.evidence.at'], both(row.at)],
    [texts['agent.evidence.previous'], row.previous],
    [texts['agent.evidence.hash'], row.hash],
    [texts['agent.evidence.key'], row.keyId],
  ];
  return html`<section><h3>${fill(texts['agent.evidence.row'], { n: row.n, kind: texts[`agent.evidence.kind.${row.kind}`] })}</h3>${list(lines)}
<p>${texts['agent.evidence.body']}</p><pre>${row.body}</pre><p>${texts['agent.evidence.personal']}</p>
<table><tbody>${personal.map(([field, value, salt]) => html`<tr><td><code>${field}</code></td><td>${value}</td><td><code>${salt}</code></td></tr>`)}</tbody></table></section>`;
}

function objectionHtml({ texts }: Knowledge, objection: NonNullable<Document['objection']>): Html {
  const decided =
    objection.state === 'open'
      ? undefined
      : texts[`agent.evidence.kind.${objection.state === 'upheld' ? 'objectionUpheld' : 'objectionGranted'}`];
  const answer: Line[] =
    objection.decidedAt === undefined
      ? []
      : [[both(objection.decidedAt), `${decided}, ${objection.decidedByName ?? ''}: ${objection.answer ?? ''}`]];
  return html`<h2>${texts['agent.evidence.objections']}</h2>${list([[both(objection.raisedAt), `${objection.raisedByName}: ${objection.reason}`], ...answer])}`;
}

/** What an entry says openly; the turn wrote it as an object. */
function factsIn({ body }: Row): Readonly<Record<string, unknown>> {
  const { facts } = JSON.parse(body) as { readonly facts?: Readonly<Record<string, unknown>> };
  return facts ?? {};
}

/** Empty once the person was erased. */
const valueIn = ({ privates }: Row, name: string): string => privates.find(({ field }) => field === name)?.value ?? '';

const list = (lines: readonly Line[]): Html =>
  html`<dl>${lines.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

/** German time for readers, world time for checkers. */
const both = (at: number): string => `${moment(at)} Uhr (${new Date(at).toISOString()})`;
