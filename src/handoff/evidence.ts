/** The evidence of one order as data: everything that proves it. */
import type { Knowledge } from '../content/knowledge.ts';
import type { OrderEvidence } from '../domain/agent-ports.ts';
import { billed } from '../domain/effort.ts';
import type { LedgerPrivate, LedgerRow } from '../domain/ledger.ts';

/** In: the evidence as stored. Out: all of it as data; press tokens are left out, nothing else. */
export function evidenceDocument(knowledge: Knowledge, found: OrderEvidence) {
  const { order, offer, ledger, privates, head, ticket, request, organisation, efforts, orderSteps, objection, assessments } = found;
  const { pressToken: _, ...shownOffer } = offer;
  const own = efforts.filter((effort) => effort.orderId === order.id);
  const minutes = own.reduce((sum, effort) => sum + effort.minutes, 0);
  return {
    document: 'support-lotse/order-evidence',
    version: 1,
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

/** The same as a file of its own, which says when it was made. */
export const evidenceFile = (knowledge: Knowledge, found: OrderEvidence, at: number) => ({
  ...evidenceDocument(knowledge, found),
  madeAt: new Date(at).toISOString(),
});

const privatesOf = (privates: readonly LedgerPrivate[], { n }: LedgerRow) =>
  privates.filter((entry) => entry.n === n).map(({ field, value, salt }) => ({ field, value, salt }));
