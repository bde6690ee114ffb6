/** The history of a ticket as its customer may read it: public lines, offers and the order, oldest first. */
import { fill, type Knowledge } from '../../content/knowledge.ts';
import type { Offer, Order } from '../../domain/offer.ts';
import type { TicketView } from '../../domain/ports.ts';
import type { TicketEvent } from '../../domain/ticket.ts';
import { type When, when } from './words.ts';

export interface HistoryRow {
  readonly at: When;
  readonly title: string;
  readonly author: string;
  readonly text?: string | undefined;
}

/** `rank` puts what happened in one moment into the order in which it is understood. */
type Dated = Omit<HistoryRow, 'at'> & { readonly at: number; readonly rank: number };
const ranks: Readonly<Record<string, number>> = { created: 0, assessment: 1, offer: 2, order: 3 };
const rankOf = (kind: string): number => ranks[kind] ?? 4;

/** In: the ticket with what belongs to it. Out: its history without internal lines. */
export function historyRows(knowledge: Knowledge, { events, offers, order }: TicketView): HistoryRow[] {
  const said = events.filter((event) => event.visibility === 'public').map((event) => eventRow(knowledge, event));
  const offered = offers.flatMap((offer) => offerRows(knowledge, offer));
  const ordered = order ? [orderRow(knowledge, order)] : [];
  return [...offered, ...said, ...ordered]
    .toSorted((a, b) => a.at - b.at || a.rank - b.rank)
    .map(({ rank: _, ...row }) => ({ ...row, at: when(row.at) }));
}

const authors = {
  customer: 'portal.event.byCustomer',
  bot: 'portal.event.byBot',
  agent: 'portal.event.byAgent',
  system: 'portal.event.bySystem',
} as const;

function eventRow(knowledge: Knowledge, event: TicketEvent): Dated {
  const { texts } = knowledge;
  const title = event.kind === 'state' ? stateWords(knowledge, event) : texts[`portal.event.${event.kind}`];
  return { at: event.at, rank: rankOf(event.kind), title, author: texts[authors[event.author]], text: event.text };
}

function stateWords({ texts }: Knowledge, { from, to }: TicketEvent): string {
  if (!to) return texts['field.state'];
  if (!from) return fill(texts['portal.event.state'], { to: texts[`state.${to}`] });
  return fill(texts['portal.event.stateFrom'], { from: texts[`state.${from}`], to: texts[`state.${to}`] });
}

function offerRows({ texts }: Knowledge, { offeredAt, forwardedAt, decidedAt, madeBy, state }: Offer): Dated[] {
  const customer = texts['portal.event.byCustomer'];
  const title = texts['portal.event.offer'];
  const rank = rankOf('offer');
  const made = { at: offeredAt, rank, title, author: texts[authors[madeBy]] };
  const forwarded = forwardedAt === undefined ? [] : [{ at: forwardedAt, rank, title: texts['portal.offer.forwarded'], author: customer }];
  const isAnswer = state === 'declined' || state === 'reviewRequested';
  const answer =
    isAnswer && decidedAt !== undefined ? [{ at: decidedAt, rank, title: texts[`portal.offer.${state}`], author: customer }] : [];
  return [made, ...forwarded, ...answer];
}

function orderRow({ texts }: Knowledge, { placedAt, placedByName }: Order): Dated {
  const text = fill(texts['portal.billing.ordered'], { date: when(placedAt).text, name: placedByName });
  return { at: placedAt, rank: rankOf('order'), title: texts['portal.event.order'], author: texts['portal.event.byCustomer'], text };
}
