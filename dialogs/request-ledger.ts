/** What the life of a request after the offer leaves in the ledger: classings, orders, minutes, objections. */
import type { LedgerDraft, LedgerKind } from '../src/domain/ledger.ts';
import type { JsonObject } from '../src/domain/message.ts';
import type { Offer, Order } from '../src/domain/offer.ts';
import type { Request } from '../src/domain/request.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import { ledgerDraft } from './offer-ledger.ts';
import type { Scene } from './step.ts';

interface About {
  readonly request: Request;
  readonly ticket?: Ticket | undefined;
  readonly offer?: Offer | undefined;
  readonly order?: Order | undefined;
}

/** In: the kind, what it is about, facts in the open and personal words. Out: the record; with an offer it carries the offer's terms too. */
export function requestLedger(
  scene: Scene,
  kind: LedgerKind,
  { request, ticket, offer, order }: About,
  facts: JsonObject,
  personal: Readonly<Record<string, string>> = {},
): LedgerDraft {
  const ticketNumber = ticket?.number;
  if (offer) {
    const draft = ledgerDraft(scene, kind, offer, { order, ticketNumber });
    return { ...draft, facts: { ...draft.facts, ...facts }, personal: { ...draft.personal, ...personal } };
  }
  const { principal, at } = scene.turn;
  return {
    kind,
    at,
    offerId: '',
    requestId: request.id,
    orderId: order?.id,
    ticketNumber,
    facts: { actor: principal.kind, verifiedBy: principal.verifiedBy, verifiedAt: principal.at, mayOrder: principal.mayOrder, ...facts },
    personal: {
      actorId: principal.id,
      actorName: principal.name ?? '',
      actorEmail: principal.email ?? '',
      subject: request.subject,
      description: request.description,
      ...personal,
    },
  };
}
