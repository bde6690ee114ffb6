/** A change of an order's state: the row, who did it, and the ledger entry. */
import type { Effect } from '../src/domain/effect.ts';
import type { LedgerKind } from '../src/domain/ledger.ts';
import type { JsonObject } from '../src/domain/message.ts';
import type { Order } from '../src/domain/offer.ts';
import type { Case } from './case.ts';
import { requestLedger } from './request-ledger.ts';
import type { Scene } from './step.ts';

interface Why {
  readonly reason?: string;
  readonly facts?: JsonObject;
}

export function changeOrder(
  scene: Scene,
  { request, ticket, orderedOffer }: Case,
  order: Order,
  to: Exclude<Order['state'], 'placed'>,
  kind: LedgerKind,
  { reason, facts = {} }: Why = {},
): Effect {
  const { turn } = scene;
  const byKind = turn.principal.kind === 'agent' ? 'agent' : 'customer';
  const change = { id: turn.ids.id(), by: turn.principal.id, byName: turn.principal.name ?? '', byKind, reason } as const;
  const personal: Record<string, string> = reason === undefined ? {} : { reason };
  const ledger = requestLedger(scene, kind, { request, ticket, offer: orderedOffer, order }, { from: order.state, to, ...facts }, personal);
  return { kind: 'changeOrder', order, to, at: turn.at, change, ledger };
}
