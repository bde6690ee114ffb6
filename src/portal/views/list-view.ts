/** The overview: tickets by tab, and open offers; facts in, words out. */
import { money } from '../../cards/format.ts';
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { isOpen, type Offer, price } from '../../domain/offer.ts';
import { isForConsultants, type Ticket } from '../../domain/ticket.ts';
import type { TicketState } from '../../domain/vocabulary.ts';
import type { Visitor } from '../context.ts';
import { type Badge, productName, ticketBadge, type When, when } from './words.ts';

export const tabs = ['open', 'waiting', 'done'] as const;
export type Tab = (typeof tabs)[number];

export interface ListQuery {
  readonly tab: Tab;
  /** Only the visitor's own tickets. */
  readonly mine: boolean;
}

export interface ListView {
  readonly company: string;
  readonly tab: { readonly name: Tab; readonly label: string };
  readonly tabs: readonly { readonly label: string; readonly count: number; readonly href: string; readonly current: boolean }[];
  readonly scopes: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly tickets: readonly TicketRow[];
  /** Said when there are more than are shown. */
  readonly limited?: string | undefined;
  readonly empty: string;
  readonly offers: readonly OfferRow[];
}

export interface TicketRow {
  readonly number: string;
  readonly href: string;
  readonly subject: string;
  readonly product: string;
  readonly badge: Badge;
  readonly billing: string;
  readonly created: When;
  readonly updated: When;
}

export interface OfferRow {
  readonly href: string;
  readonly subject: string;
  readonly product: string;
  readonly rate: string;
  readonly valid: string;
  readonly origin: string;
}

interface ListFacts {
  readonly tickets: readonly Ticket[];
  readonly offers: readonly Offer[];
}

/** The store gives at most so many tickets. */
const mostTickets = 200;

const tabOf: Record<TicketState, Tab> = {
  new: 'open',
  open: 'open',
  waitingCustomer: 'waiting',
  waitingApproval: 'waiting',
  resolved: 'done',
  closed: 'done',
  declined: 'done',
  withdrawn: 'done',
};

/** In: what the visitor may see, the tab asked for, now. Out: everything the page says. */
export function listView(knowledge: Knowledge, visitor: Visitor, facts: ListFacts, query: ListQuery, at: number): ListView {
  const { texts } = knowledge;
  const { principal, organisation } = visitor;
  const shown = facts.tickets.filter((ticket) => !query.mine || ticket.ownerId === principal.id);
  const inTab = (tab: Tab) => shown.filter((ticket) => tabOf[ticket.state] === tab);
  const isCut = facts.tickets.length >= mostTickets;
  return {
    company: organisation
      ? fill(texts['portal.list.company'], { company: organisation.name, customerNo: organisation.customerNo })
      : texts['portal.register.waits'],
    tab: { name: query.tab, label: texts[`portal.tab.${query.tab}`] },
    tabs: tabs.map((tab) => ({
      label: texts[`portal.tab.${tab}`],
      count: inTab(tab).length,
      href: hrefOf({ ...query, tab }),
      current: tab === query.tab,
    })),
    scopes: [false, true].map((mine) => ({
      label: texts[mine ? 'portal.list.mine' : 'portal.list.all'],
      href: hrefOf({ ...query, mine }),
      current: mine === query.mine,
    })),
    tickets: inTab(query.tab)
      .toSorted((a, b) => b.updatedAt - a.updatedAt)
      .map((ticket) => ticketRow(knowledge, ticket)),
    limited: isCut ? fill(texts['portal.list.limited'], { count: mostTickets }) : undefined,
    empty:
      texts[({ open: 'portal.list.emptyOpen', waiting: 'portal.list.emptyWaiting', done: 'portal.list.emptyDone' } as const)[query.tab]],
    offers: facts.offers.filter((offer) => isOpen(offer, at)).map((offer) => offerRow(knowledge, offer)),
  };
}

function hrefOf({ tab, mine }: ListQuery): string {
  const query = new URLSearchParams({ ...(tab !== 'open' && { tab }), ...(mine && { mine: '1' }) }).toString();
  return query === '' ? '/portal' : `/portal?${query}`;
}

function ticketRow(knowledge: Knowledge, ticket: Ticket): TicketRow {
  return {
    number: ticket.number,
    href: `/portal/tickets/${ticket.number}`,
    subject: ticket.subject,
    product: productName(knowledge, ticket.product),
    badge: ticketBadge(knowledge, ticket),
    billing: billingWord(knowledge, ticket),
    created: when(ticket.createdAt),
    updated: when(ticket.updatedAt),
  };
}

function billingWord({ texts }: Knowledge, ticket: Ticket): string {
  if (ticket.state === 'declined') return texts['portal.list.notOrdered'];
  if (ticket.orderId !== undefined && ticket.coverage === 'billable') return texts['portal.list.ordered'];
  return isForConsultants(ticket) ? texts['portal.list.onSite'] : texts[`coverageName.${ticket.coverage}`];
}

function offerRow({ texts }: Knowledge, offer: Offer): OfferRow {
  const { terms } = offer;
  const hour = price({ ...terms.rate, minimumMinutes: 60, incrementMinutes: 60 }, 60);
  const rate = fill(texts['portal.offers.rate'], { net: money(hour.netCents), gross: money(hour.grossCents) });
  return {
    href: `/portal/offers/${offer.id}`,
    subject: terms.subject,
    product: terms.productName,
    rate: terms.rate.example ? `${rate} (${texts['offer.exampleRate']})` : rate,
    valid: `${texts['offer.valid']} ${when(terms.validUntil).text}`,
    origin: texts[offer.forwardedAt === undefined ? 'portal.offers.own' : 'portal.offers.forwarded'],
  };
}
