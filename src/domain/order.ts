/** The life of an order after the press: placed -> confirmed -> fulfilled, or withdrawn by the customer before work, or cancelled because it is covered after all. */

import type { Order } from './offer.ts';
import type { Ticket } from './ticket.ts';
import type { OrderState } from './vocabulary.ts';

const changes: Record<OrderState, readonly OrderState[]> = {
  placed: ['confirmed', 'withdrawn', 'cancelled'],
  confirmed: ['fulfilled', 'withdrawn', 'cancelled'],
  /** Only by an objection that was granted. */
  fulfilled: ['cancelled'],
  withdrawn: [],
  cancelled: [],
};

/** True when an order may go from one state to the other. The database refuses the rest as well. */
export function orderMayChange(from: OrderState, to: OrderState): boolean {
  return changes[from].includes(to);
}

/** True while an order binds: it was placed and neither withdrawn nor cancelled. */
export function isActive(order: Order | undefined): boolean {
  return order !== undefined && order.state !== 'withdrawn' && order.state !== 'cancelled';
}

/** True while the customer may withdraw it: no work has begun, that is no minute is entered and the ticket is not in work. */
export function mayWithdrawOrder(order: Order, ticket: Pick<Ticket, 'state'> | undefined, minutes: number): boolean {
  return orderMayChange(order.state, 'withdrawn') && minutes === 0 && ticket?.state !== 'open';
}
