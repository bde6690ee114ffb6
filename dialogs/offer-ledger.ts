/** What an offer's life leaves in the ledger: terms and circumstances in the open, personal words only as salted hashes. */
import type { LedgerDraft, LedgerKind } from '../src/domain/ledger.ts';
import type { Json } from '../src/domain/message.ts';
import type { Offer, Order } from '../src/domain/offer.ts';
import type { Scene } from './step.ts';

/** The record of one event of an offer. The turn adds channel and activity, and for a new offer the text and card as shown. */
export function ledgerDraft(
  scene: Scene,
  kind: LedgerKind,
  offer: Offer,
  about: { readonly order?: Order | undefined; readonly ticketNumber?: string | undefined } = {},
): LedgerDraft {
  const { principal, at } = scene.turn;
  const { terms } = offer;
  return {
    kind,
    at,
    offerId: offer.id,
    requestId: offer.requestId,
    orderId: about.order?.id,
    ticketNumber: about.ticketNumber,
    facts: {
      termsSha256: offer.termsSha256,
      rate: terms.rate as unknown as Json,
      category: terms.category,
      clauses: terms.clauses,
      validUntil: terms.validUntil,
      contentVersion: terms.contentVersion,
      customerNo: terms.buyer.customerNo,
      ...(terms.ceilingMinutes === undefined ? {} : { ceilingMinutes: terms.ceilingMinutes }),
      madeBy: offer.madeBy,
      actor: principal.kind,
      verifiedBy: principal.verifiedBy,
      verifiedAt: principal.at,
      mayOrder: principal.mayOrder,
    },
    personal: {
      actorId: principal.id,
      actorName: principal.name ?? '',
      actorEmail: principal.email ?? '',
      company: terms.buyer.company,
      ...(terms.buyer.onBehalfOf === undefined ? {} : { onBehalfOf: terms.buyer.onBehalfOf }),
      subject: terms.subject,
      description: terms.description,
    },
  };
}
