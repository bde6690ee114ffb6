/** One request with everything that belongs to it, as agents' and customers' actions need it. */
import { type Effort, minutesOf } from '../src/domain/effort.ts';
import type { Objection } from '../src/domain/objection.ts';
import type { Offer, Order } from '../src/domain/offer.ts';
import { isActive } from '../src/domain/order.ts';
import type { Request } from '../src/domain/request.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import type { Scene } from './step.ts';

export interface Case {
  readonly request: Request;
  readonly ticket?: Ticket | undefined;
  /** Newest first. */
  readonly offers: readonly Offer[];
  /** The one in state open, even when its deadline has passed. */
  readonly openOffer?: Offer | undefined;
  /** The order that binds. */
  readonly order?: Order | undefined;
  /** The offer it was placed on. */
  readonly orderedOffer?: Offer | undefined;
  /** Minutes entered on it. */
  readonly minutes: number;
  readonly efforts: readonly Effort[];
  readonly objection?: Objection | undefined;
}

/** In: what was loaded and a request's id. Out: the case, or `undefined` when there is no such request. */
export function caseOf({ facts }: Scene, requestId: string): Case | undefined {
  const request = facts.requests.find((candidate) => candidate.id === requestId);
  if (!request) return undefined;
  const of = (thing: { readonly requestId: string }): boolean => thing.requestId === requestId;
  const offers = facts.offers.filter(of);
  const order = facts.orders.filter(of).find(isActive);
  const efforts = facts.efforts.filter(of);
  return {
    request,
    ticket: facts.tickets.find(of),
    offers,
    openOffer: offers.find((offer) => offer.state === 'open'),
    order,
    orderedOffer: order && offers.find((offer) => offer.id === order.offerId),
    minutes: order ? minutesOf(efforts, order.id) : 0,
    efforts,
    objection: facts.objections.find(of),
  };
}

/** A ticket nobody works on any more. */
export function isOver(ticket: Ticket): boolean {
  return ticket.state === 'closed' || ticket.state === 'declined' || ticket.state === 'withdrawn';
}
