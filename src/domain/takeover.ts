/** What a status outside means for our ticket: ours is the truth for the customer, and the order rule stands above every system. */
import { mayChange, stateAllowed, type Ticket } from './ticket.ts';
import type { OrderState, TicketState } from './vocabulary.ts';

export interface ForeignStatus {
  readonly rawStatus: string;
  /** `undefined` when the status map does not know it. */
  readonly state?: TicketState | undefined;
}

/** same: nothing to do · change: ours follows · keep: ours stays, the raw one is kept beside it, with an alarm when a person has to look */
export type Takeover =
  | { readonly kind: 'same' }
  | { readonly kind: 'change'; readonly to: TicketState }
  | { readonly kind: 'keep'; readonly alarm?: 'orderRule' | 'unknownStatus' | 'statusNotAllowed' | undefined };

export interface Ours {
  readonly ticket: Pick<Ticket, 'state' | 'coverage'>;
  readonly order?: OrderState | undefined;
  /** The raw status as last seen; what has not changed outside is no news. */
  readonly lastRaw?: string | undefined;
  /** An alarm about the status stands: look again even if nothing changed outside. */
  readonly alarmed: boolean;
}

/** Pure. A customer's decline or withdrawal is never overwritten, nor is work without a confirmed order ever shown. */
export function takeOver({ ticket, order, lastRaw, alarmed }: Ours, foreign: ForeignStatus): Takeover {
  if (foreign.rawStatus === lastRaw && !alarmed) return { kind: 'same' };
  const to = foreign.state;
  if (to === undefined) return { kind: 'keep', alarm: 'unknownStatus' };
  if (ticket.state === 'declined' || ticket.state === 'withdrawn') return { kind: 'keep', alarm: to === 'open' ? 'orderRule' : undefined };
  if (to === ticket.state) return { kind: 'same' };
  if (!stateAllowed(ticket.coverage, to, order)) return { kind: 'keep', alarm: 'orderRule' };
  if (!mayChange(ticket.state, to)) return { kind: 'keep', alarm: 'statusNotAllowed' };
  return { kind: 'change', to };
}
