/** The evidence of one order as a paper: first what a reader wants to know, then what a checker needs. */
import { moment, money } from '../cards/format.ts';
import { offerLines } from '../cards/offer-card.ts';
import { shownText } from '../cards/shown-text.ts';
import { fill, type Knowledge } from '../content/knowledge.ts';
import type { OrderEvidence } from '../domain/agent-ports.ts';
import type { Paper, PaperBlock, PaperLine, PaperSection } from '../paper/paper.ts';
import { evidenceDocument } from './evidence.ts';

type Document = ReturnType<typeof evidenceDocument>;
type Row = Document['ledger'][number];

/** In: the evidence as stored. Out: everything it says; the same for the same record, whenever it is asked for. */
export function evidencePaper(knowledge: Knowledge, found: OrderEvidence): Paper {
  const { texts, service } = knowledge;
  const document = evidenceDocument(knowledge, found);
  const { offer, order } = found;
  const { about, terms } = offerLines(knowledge, offer);
  const author = `${service.vendorName} ${service.productLine}`;
  return {
    author,
    over: author,
    title: texts['agent.evidence.title'],
    about: document.ticketNumber,
    fileName: `Beleg-${document.ticketNumber}`,
    at: order.placedAt,
    pageWords: texts['paper.page'],
    sections: [
      { blocks: [text(texts['agent.evidence.intro']), lines(factsOf(knowledge, found, document)), seals(sealsOf(knowledge, found))] },
      { title: texts['agent.evidence.course'], blocks: [course(knowledge, document)] },
      { title: texts['agent.evidence.request'], blocks: [lines(about)] },
      { title: texts['portal.receipt.terms'], blocks: [lines(terms)] },
      { title: texts['portal.receipt.shown'], blocks: [{ kind: 'quote', text: shownText(offer.shown?.text ?? '') }] },
      { title: texts['agent.evidence.efforts'], blocks: [efforts(knowledge, document)] },
      ...(document.objection ? [objectionPart(knowledge, document.objection)] : []),
      { title: texts['agent.evidence.rows'], annex: true, blocks: [] },
      ...document.ledger.map((row) => rowPart(knowledge, row)),
      {
        title: texts['agent.evidence.record'],
        blocks: [
          seals([[texts['portal.receipt.shownHash'], offer.shown?.sha256 ?? '']]),
          { kind: 'record', text: offer.shown?.text ?? '' },
        ],
      },
      { title: texts['agent.evidence.howTitle'], blocks: document.howToVerify.map(text) },
    ],
  };
}

const text = (words: string): PaperBlock => ({ kind: 'text', text: words });
const lines = (all: readonly PaperLine[]): PaperBlock => ({ kind: 'lines', lines: all });
const seals = (all: readonly PaperLine[]): PaperBlock => ({ kind: 'lines', lines: all, code: true });

/** Who ordered, how that is known, by which act, when, and what stands now. */
function factsOf({ texts }: Knowledge, { order, offer }: OrderEvidence, document: Document): PaperLine[] {
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
  ];
}

/** What ties the evidence to the chain. */
function sealsOf({ texts }: Knowledge, { offer, head }: OrderEvidence): PaperLine[] {
  return [
    [texts['portal.receipt.termsHash'], offer.termsSha256],
    [texts['portal.receipt.shownHash'], offer.shown?.sha256 ?? ''],
    [texts['agent.evidence.head'], fill(texts['portal.receipt.headValue'], { date: both(head.at), count: head.count, hash: head.hash })],
  ];
}

const proofs = ['mailLink', 'hostSignature', 'entra', 'demo'] as const;
const proofOf = (value: unknown): (typeof proofs)[number] | 'none' => proofs.find((proof) => proof === value) ?? 'none';

/** Every entry in one line: when, what, by whom. */
function course({ texts }: Knowledge, { ledger }: Document): PaperBlock {
  const columns = [
    { title: texts['agent.evidence.no'], share: 1 },
    { title: texts['agent.evidence.at'], share: 4.2 },
    { title: texts['agent.evidence.what'], share: 4.2 },
    { title: texts['agent.evidence.who'], share: 3 },
  ];
  const rows = ledger.map((row) => {
    const { minutes } = factsIn(row);
    const words = [valueIn(row, 'reason'), valueIn(row, 'note'), valueIn(row, 'answer')].filter(Boolean).join('; ');
    const what = [texts[`agent.evidence.kind.${row.kind}`], ...(typeof minutes === 'number' ? [minutesOf(texts, minutes)] : [])].join(', ');
    return [String(row.n), both(row.at), words ? `${what}: ${words}` : what, who(texts, row)];
  });
  return { kind: 'table', columns, rows };
}

const minutesOf = (texts: Knowledge['texts'], minutes: number): string => fill(texts['offer.minimumValue'], { minutes });

function who(texts: Knowledge['texts'], row: Row): string {
  const name = valueIn(row, 'actorName');
  const side = { customer: texts['agent.evidence.customer'], agent: texts['portal.event.byAgent'] }[String(factsIn(row).actor)];
  return [name, side ?? texts['portal.event.bySystem']].filter(Boolean).join(', ');
}

function efforts({ texts }: Knowledge, { efforts: entries, minutes, billed }: Document): PaperBlock {
  if (entries.length === 0) return text(texts['agent.evidence.noEfforts']);
  const sums = { minutes, billed: billed.billedMinutes, net: money(billed.netCents), gross: money(billed.grossCents) };
  return lines([
    ...entries.map((entry): PaperLine => [both(entry.at), `${minutesOf(texts, entry.minutes)}: ${entry.note} (${entry.agentName})`]),
    [texts['app.ticket.effortTotal'], fill(texts['app.ticket.effortSum'], sums)],
  ]);
}

function rowPart({ texts }: Knowledge, row: Row): PaperSection {
  const columns = [
    { title: texts['agent.evidence.field'], share: 2, code: true },
    { title: texts['agent.evidence.value'], share: 4 },
    { title: texts['agent.evidence.salt'], share: 3, code: true },
  ] as const;
  // The words as shown stand once, in the last annex.
  const kept = row.privates.map(({ field, value, salt }) => [field, field === 'shown' ? texts['agent.evidence.seeRecord'] : value, salt]);
  return {
    title: fill(texts['agent.evidence.row'], { n: row.n, kind: texts[`agent.evidence.kind.${row.kind}`] }),
    under: true,
    blocks: [
      lines([[texts['agent.evidence.at'], both(row.at)]]),
      seals([
        [texts['agent.evidence.previous'], row.previous],
        [texts['agent.evidence.hash'], row.hash],
        [texts['agent.evidence.key'], row.keyId],
      ]),
      text(texts['agent.evidence.body']),
      { kind: 'record', text: row.body },
      text(texts['agent.evidence.personal']),
      { kind: 'table', columns, rows: kept },
    ],
  };
}

function objectionPart({ texts }: Knowledge, objection: NonNullable<Document['objection']>): PaperSection {
  const decided =
    objection.state === 'open'
      ? undefined
      : texts[`agent.evidence.kind.${objection.state === 'upheld' ? 'objectionUpheld' : 'objectionGranted'}`];
  const answer: PaperLine[] =
    objection.decidedAt === undefined
      ? []
      : [[both(objection.decidedAt), `${decided}, ${objection.decidedByName ?? ''}: ${objection.answer ?? ''}`]];
  const raised: PaperLine = [both(objection.raisedAt), `${objection.raisedByName}: ${objection.reason}`];
  return { title: texts['agent.evidence.objections'], blocks: [lines([raised, ...answer])] };
}

/** What an entry says openly; the turn wrote it as an object. */
function factsIn({ body }: Row): Readonly<Record<string, unknown>> {
  const { facts } = JSON.parse(body) as { readonly facts?: Readonly<Record<string, unknown>> };
  return facts ?? {};
}

/** Empty once the person was erased. */
const valueIn = ({ privates }: Row, name: string): string => privates.find(({ field }) => field === name)?.value ?? '';

/** German time for readers, world time for checkers. */
const both = (at: number): string => `${moment(at)} Uhr (${new Date(at).toISOString()})`;
