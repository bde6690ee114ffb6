/** Effort (Aufwand): minutes entered by agents on tickets; billable only under a confirmed order and up to its ceiling. */
import type { AgentRefusal } from './agent-action.ts';
import type { Objection } from './objection.ts';
import { type Offer, type Order, price } from './offer.ts';
import type { Ticket } from './ticket.ts';

/** One entry; entries never change, a correction is an entry with negative minutes. */
export interface Effort {
  readonly id: string;
  readonly ticketId: string;
  readonly requestId: string;
  /** Set when billable. */
  readonly orderId?: string | undefined;
  readonly agentId: string;
  readonly agentName: string;
  readonly minutes: number;
  readonly note: string;
  readonly billable: boolean;
  readonly at: number;
}

/** Largest entry: one day. */
export const mostMinutes = 1440;

/** Minutes of an order's entries. */
export function minutesOf(efforts: readonly Effort[], orderId: string): number {
  return efforts.reduce((sum, effort) => (effort.orderId === orderId ? sum + effort.minutes : sum), 0);
}

export interface EffortFacts {
  readonly ticket: Pick<Ticket, 'coverage' | 'state'>;
  readonly order?: Order | undefined;
  readonly offer?: Offer | undefined;
  readonly objection?: Objection | undefined;
  /** Minutes so far: of the order when billable, else of the ticket. */
  readonly before: number;
  readonly minutes: number;
}

export type EffortVerdict = { readonly ok: true; readonly billable: boolean } | { readonly ok: false; readonly code: AgentRefusal };

/**
 * The effort rule. On a billable ticket minutes need a confirmed order, no open objection, and room below the ceiling, measured in billed minutes;
 * a fulfilled order takes corrections only. On a covered ticket they are kept as not billable. What is undecided or not offered takes none.
 */
export function judgeEffort({ ticket, order, offer, objection, before, minutes }: EffortFacts): EffortVerdict {
  const refuse = (code: AgentRefusal): EffortVerdict => ({ ok: false, code });
  if (before + minutes < 0) return refuse('effortNegative');
  if (ticket.coverage === 'covered') return { ok: true, billable: false };
  if (ticket.coverage !== 'billable' || !order || !offer) return refuse('orderNeeded');
  if (order.state !== 'confirmed' && !(order.state === 'fulfilled' && minutes < 0)) return refuse('orderNeeded');
  if (minutes < 0) return { ok: true, billable: true };
  if (objection?.state === 'open') return refuse('objectionOpen');
  const { ceilingMinutes, rate } = offer.terms;
  if (ceilingMinutes !== undefined && price(rate, before + minutes).billedMinutes > ceilingMinutes) return refuse('ceilingReached');
  return { ok: true, billable: true };
}

/** What is billed for an order: nothing unless it is in force, nothing while an objection is open. `minutes` = all its entries. */
export function billed(order: Order, offer: Offer, minutes: number, objectionOpen: boolean): ReturnType<typeof price> {
  const nothing = { billedMinutes: 0, netCents: 0, vatCents: 0, grossCents: 0 };
  if ((order.state !== 'confirmed' && order.state !== 'fulfilled') || objectionOpen || minutes <= 0) return nothing;
  return price(offer.terms.rate, minutes);
}
