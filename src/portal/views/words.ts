/** Words that several views share: moments, products, badges. */
import { moment } from '../../cards/format.ts';
import type { Knowledge } from '../../content/knowledge.ts';
import type { Offer } from '../../domain/offer.ts';
import { isOpen } from '../../domain/offer.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { OfferState, TicketState } from '../../domain/vocabulary.ts';

/** Label and value of one row. */
export type Line = readonly [label: string, value: string];

/** A state by colour and word; the word is always there. */
export interface Badge {
  readonly tone: 'active' | 'waiting' | 'done' | 'quiet';
  readonly text: string;
}

/** A moment for people and for machines. */
export interface When {
  readonly text: string;
  readonly iso: string;
}

/** In: ms UTC. Out: `22.11.2026, 09:15 Uhr` in German time. */
export const when = (at: number): When => ({ text: `${moment(at)} Uhr`, iso: new Date(at).toISOString() });

export function productName({ products, texts }: Knowledge, product: string | undefined): string {
  return products.find((candidate) => candidate.id === product)?.name ?? texts['product.unknown'];
}

/** The name of a ticket's category: a category of the price list, or a topic. */
export function topicName({ rates, texts }: Knowledge, category: string): string {
  const listed = rates.categories.find((candidate) => candidate.id === category)?.name;
  const topics = texts as Readonly<Record<string, string | undefined>>;
  return listed ?? topics[`label.${category.replace('/', '-')}`] ?? category;
}

const ticketTones: Record<TicketState, Badge['tone']> = {
  new: 'active',
  open: 'active',
  waitingCustomer: 'waiting',
  waitingApproval: 'waiting',
  resolved: 'done',
  closed: 'done',
  declined: 'quiet',
  withdrawn: 'quiet',
};

export const ticketBadge = ({ texts }: Knowledge, { state }: Pick<Ticket, 'state'>): Badge => ({
  tone: ticketTones[state],
  text: texts[`state.${state}`],
});

const offerTones: Record<OfferState, Badge['tone']> = {
  open: 'waiting',
  accepted: 'done',
  declined: 'quiet',
  reviewRequested: 'active',
  expired: 'quiet',
  superseded: 'quiet',
  retracted: 'quiet',
};

/** The state an offer is in now: past its deadline it is over, whether or not that was recorded yet. */
export function offerStateAt(offer: Offer, at: number): OfferState {
  return offer.state === 'open' && !isOpen(offer, at) ? 'expired' : offer.state;
}

export const offerBadge = ({ texts }: Knowledge, state: OfferState): Badge => ({
  tone: offerTones[state],
  text: texts[`portal.offer.${state}`],
});
