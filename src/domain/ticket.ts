/** The ticket: our own record of a request in work, its number and the states a customer sees. */
import type { Coverage, OrderState, ProductId, TicketState } from './vocabulary.ts';

export interface Ticket {
  readonly id: string;
  /** For people: `IMM-2026-000123-7`. Never an authorisation. */
  readonly number: string;
  /** Its number in the ticket system outside, once read back. Storage alone writes it. */
  readonly foreignNumber?: string | undefined;
  readonly requestId: string;
  readonly conversationId: string;
  readonly organisationId?: string | undefined;
  readonly ownerId: string;
  readonly subject: string;
  readonly body: string;
  readonly product?: ProductId | 'unknown' | undefined;
  readonly category: string;
  readonly coverage: Coverage;
  readonly state: TicketState;
  readonly urgency?: string | undefined;
  readonly contactName?: string | undefined;
  readonly contactEmail?: string | undefined;
  readonly orderId?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

/** One line of a ticket's history. `public` lines are shown to the customer. */
export interface TicketEvent {
  readonly id: string;
  readonly ticketId: string;
  readonly at: number;
  readonly kind: 'created' | 'state' | 'message' | 'offer' | 'order' | 'detail' | 'assessment' | 'effort' | 'objection';
  readonly visibility: 'public' | 'internal';
  readonly author: 'customer' | 'bot' | 'agent' | 'system';
  readonly text?: string | undefined;
  readonly from?: TicketState | undefined;
  readonly to?: TicketState | undefined;
}

/** What the consultants deal with instead of product support (F6.1). */
export const consultantsCategory = 'case/vor-ort';

/** True for a request to the consultants: no support ticket, in a queue of its own. */
export const isForConsultants = ({ category }: Pick<Ticket, 'category'>): boolean => category === consultantsCategory;

const numberPattern = /\bIMM-(\d{4})-(\d{6,9})-(\d)\b/i;

/** Check digit of a ticket number (ISO 7064 MOD 11,10 over year and counter): finds every single wrong digit and nearly all swaps. */
function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/** In: year (4 digits) and a counter >= 1. Out: `IMM-2026-000123-7`. */
export function ticketNumber(year: number, counter: number): string {
  const digits = `${year}${String(counter).padStart(6, '0')}`;
  return `IMM-${year}-${digits.slice(4)}-${checkDigit(digits)}`;
}

/** The first well-formed ticket number in a text, in capitals; `undefined` when there is none or its check digit is wrong. */
export function findTicketNumber(text: string): string | undefined {
  const match = numberPattern.exec(text);
  if (!match) return undefined;
  const [whole, year, counter, check] = match;
  return checkDigit(`${year}${counter}`) === Number(check) ? whole.toUpperCase() : undefined;
}

/** The order rule: a billable ticket is never in work without a confirmed order. Out: true when the state is allowed. */
export function stateAllowed(coverage: Coverage, state: TicketState, order: OrderState | undefined): boolean {
  if (coverage !== 'billable' || state !== 'open') return true;
  return order === 'confirmed' || order === 'fulfilled';
}

const changes: Record<TicketState, readonly TicketState[]> = {
  new: ['open', 'waitingCustomer', 'waitingApproval', 'resolved', 'closed', 'declined', 'withdrawn'],
  open: ['waitingCustomer', 'waitingApproval', 'resolved', 'closed', 'declined', 'withdrawn'],
  waitingCustomer: ['new', 'open', 'waitingApproval', 'resolved', 'closed', 'declined', 'withdrawn'],
  waitingApproval: ['new', 'open', 'declined', 'withdrawn', 'closed'],
  resolved: ['new', 'open', 'closed'],
  closed: [],
  declined: [],
  withdrawn: [],
};

/** True when a ticket may go from one state to the other. */
export function mayChange(from: TicketState, to: TicketState): boolean {
  return changes[from].includes(to);
}
