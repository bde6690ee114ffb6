/** One ticket: its state and what it means, its details, the billing box, and the public history. */
import { nextWords } from '../../cards/ticket-cards.ts';
import type { Knowledge } from '../../content/knowledge.ts';
import type { TicketView as StoredTicket } from '../../domain/ports.ts';
import { isForConsultants } from '../../domain/ticket.ts';
import type { TicketState } from '../../domain/vocabulary.ts';
import type { Visitor } from '../context.ts';
import { type BillingView, billingView } from './billing-view.ts';
import { type HistoryRow, historyRows } from './history-view.ts';
import { type Badge, type Line, productName, ticketBadge, topicName, type When, when } from './words.ts';

export interface TicketPageView {
  readonly number: string;
  readonly subject: string;
  readonly badge: Badge;
  /** What the state means. */
  readonly meaning: string;
  /** Who acts next. */
  readonly actor: string;
  readonly created: When;
  readonly updated: When;
  readonly details: readonly Line[];
  readonly billing: BillingView;
  readonly history: readonly HistoryRow[];
}

const actors: Record<TicketState, 'Support' | 'Customer' | 'Nobody'> = {
  new: 'Support',
  open: 'Support',
  waitingCustomer: 'Customer',
  waitingApproval: 'Customer',
  resolved: 'Nobody',
  closed: 'Nobody',
  declined: 'Nobody',
  withdrawn: 'Nobody',
};

/** In: the ticket with what belongs to it, who looks, now. Out: everything the page says. */
export function ticketPageView(knowledge: Knowledge, found: StoredTicket, { organisation }: Visitor, at: number): TicketPageView {
  const { ticket } = found;
  const { texts } = knowledge;
  const actor = actors[ticket.state];
  const urgency = ticket.urgency as 'normal' | undefined;
  const contact = [ticket.contactName, ticket.contactEmail].filter((part) => part).join(', ');
  const details: readonly (readonly [string, string | undefined])[] = [
    [texts['field.product'], productName(knowledge, ticket.product)],
    [texts['portal.ticket.topic'], topicName(knowledge, ticket.category)],
    [texts['field.urgency'], urgency && texts[`urgency.${urgency}`]],
    [texts['field.contactName'], contact],
  ];
  return {
    number: ticket.number,
    subject: ticket.subject,
    badge: ticketBadge(knowledge, ticket),
    meaning: nextWords(knowledge, ticket),
    actor: texts[`portal.ticket.actor${actor === 'Support' && isForConsultants(ticket) ? 'Consultants' : actor}`],
    created: when(ticket.createdAt),
    updated: when(ticket.updatedAt),
    details: details.flatMap(([label, value]) => (value ? [[label, value] as const] : [])),
    billing: billingView(knowledge, found, organisation, at),
    history: historyRows(knowledge, found),
  };
}
