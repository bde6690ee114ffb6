/** Offers and their orders: rows to domain and back, and every change of state. */
import type { Offer, OfferTerms, Order } from '../domain/offer.ts';
import type { Language, OfferState, OrderState } from '../domain/vocabulary.ts';
import { type Executor, insert, mustChange } from './database.ts';
import { requestLimit } from './requests.ts';
import { statement } from './statement.ts';
import { StorageError } from './storage-error.ts';
import type { Row } from './tables.ts';

export const toOffer = (row: Row<'offers'>): Offer => ({
  id: row.id,
  requestId: row.request_id,
  conversationId: row.conversation_id,
  organisationId: row.organisation_id ?? undefined,
  ownerId: row.owner_id,
  madeBy: row.made_by as Offer['madeBy'],
  terms: JSON.parse(row.terms) as OfferTerms,
  termsSha256: row.terms_sha256,
  state: row.state as OfferState,
  forwardedAt: row.forwarded_at ?? undefined,
  shown: row.shown_text === null || row.shown_sha256 === null ? undefined : { text: row.shown_text, sha256: row.shown_sha256 },
  language: (row.language ?? undefined) as Language | undefined,
  pressToken: row.press_token,
  offeredAt: row.offered_at,
  decidedAt: row.decided_at ?? undefined,
  version: row.version,
});

const fromOffer = (offer: Offer): Row<'offers'> => ({
  id: offer.id,
  request_id: offer.requestId,
  conversation_id: offer.conversationId,
  organisation_id: offer.organisationId ?? null,
  owner_id: offer.ownerId,
  made_by: offer.madeBy,
  terms: JSON.stringify(offer.terms),
  terms_sha256: offer.termsSha256,
  state: offer.state,
  forwarded_at: offer.forwardedAt ?? null,
  shown_text: offer.shown?.text ?? null,
  shown_sha256: offer.shown?.sha256 ?? null,
  language: offer.language ?? null,
  press_token: offer.pressToken,
  offered_at: offer.offeredAt,
  decided_at: offer.decidedAt ?? null,
  version: offer.version + 1,
});

export const toOrder = (row: Row<'orders'>): Order => ({
  id: row.id,
  offerId: row.offer_id,
  requestId: row.request_id,
  organisationId: row.organisation_id,
  placedBy: row.placed_by,
  placedByName: row.placed_by_name,
  state: row.state as OrderState,
  placedAt: row.placed_at,
  version: row.version,
});

const fromOrder = (order: Order): Row<'orders'> => ({
  id: order.id,
  offer_id: order.offerId,
  request_id: order.requestId,
  organisation_id: order.organisationId,
  placed_by: order.placedBy,
  placed_by_name: order.placedByName,
  state: order.state,
  placed_at: order.placedAt,
  version: order.version + 1,
});

export const offersOfConversation = statement<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('offers')
    .selectAll()
    .where('request_id', 'in', (eb) =>
      eb
        .selectFrom('requests')
        .select('id')
        .where('conversation_id', '=', p('conversationId'))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(requestLimit),
    )
    .orderBy('offered_at', 'desc')
    .orderBy('id', 'desc'),
);

export const ordersOfConversation = statement<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('orders')
    .selectAll()
    .where('request_id', 'in', (eb) =>
      eb
        .selectFrom('requests')
        .select('id')
        .where('conversation_id', '=', p('conversationId'))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(requestLimit),
    )
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc'),
);

export const offerById = statement<{ id: string }>()((db, p) => db.selectFrom('offers').selectAll().where('id', '=', p('id')));
export const offersOfRequest = statement<{ requestId: string }>()((db, p) =>
  db.selectFrom('offers').selectAll().where('request_id', '=', p('requestId')).orderBy('offered_at', 'desc').orderBy('id', 'desc'),
);
export const ordersOfRequest = statement<{ requestId: string }>()((db, p) =>
  db.selectFrom('orders').selectAll().where('request_id', '=', p('requestId')).orderBy('placed_at', 'desc').orderBy('id', 'desc'),
);
export const orderById = statement<{ id: string }>()((db, p) => db.selectFrom('orders').selectAll().where('id', '=', p('id')));

const decide = statement<{ id: string; version: number; to: string; at: number }>()((db, p) =>
  db
    .updateTable('offers')
    .set((eb) => ({ state: p('to'), decided_at: p('at'), version: eb('version', '+', 1) }))
    .where('id', '=', p('id'))
    .where('state', '=', 'open')
    .where('version', '=', p('version')),
);

const forward = statement<{ id: string; version: number; at: number }>()((db, p) =>
  db
    .updateTable('offers')
    .set((eb) => ({ forwarded_at: p('at'), version: eb('version', '+', 1) }))
    .where('id', '=', p('id'))
    .where('state', '=', 'open')
    .where('version', '=', p('version')),
);

/** Inserts a new open offer; a second open one of the same request is a conflict. */
export async function makeOffer(tx: Executor, offer: Offer): Promise<void> {
  await insert(tx, 'offers', [fromOffer(offer)]);
}

/** Ends an open offer; with an order exactly when it is accepted. */
export async function decideOffer(tx: Executor, offer: Offer, to: OfferState, at: number, order: Order | undefined): Promise<void> {
  if ((to === 'accepted') !== (order !== undefined))
    throw new StorageError('turn-inconsistent', 'An offer is accepted by an order and only by one.');
  await mustChange(tx, decide, { id: offer.id, version: offer.version, to, at });
  if (order) await insert(tx, 'orders', [fromOrder(order)]);
}

export async function forwardOffer(tx: Executor, offer: Offer, at: number): Promise<void> {
  await mustChange(tx, forward, { id: offer.id, version: offer.version, at });
}
