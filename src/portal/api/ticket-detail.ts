/** One ticket as the app shows it: the page's view, the words of both sides, files, and what the person may do now. */
import { money } from '../../cards/format.ts';
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { billed, minutesOf } from '../../domain/effort.ts';
import { mayPlaceOrder } from '../../domain/identity.ts';
import { judgeObjection } from '../../domain/objection.ts';
import { isOpen } from '../../domain/offer.ts';
import { isActive, mayWithdrawOrder } from '../../domain/order.ts';
import type { TicketView } from '../../domain/ports.ts';
import type { TicketEvent } from '../../domain/ticket.ts';
import type { Context, Visitor } from '../context.ts';
import { historyRows } from '../views/history-view.ts';
import { ticketPageView } from '../views/ticket-view.ts';
import { type Line, when } from '../views/words.ts';
import { attachmentsOf } from './files.ts';
import type { Said, TicketDeed, TicketDetail } from './shapes.ts';

/** In: the ticket with what belongs to it, who looks. Out: everything the app says about it. */
export async function ticketDetail(context: Context, found: TicketView, visitor: Visitor): Promise<TicketDetail> {
  const knowledge = context.snapshotKnowledge();
  const { history: _, ...view } = ticketPageView(knowledge, found, visitor, context.now());
  const { ticket, events } = found;
  return {
    ...view,
    state: ticket.state,
    foreignNumber: ticket.foreignNumber,
    conversation: events.filter(isSaid).map((event) => said(knowledge, event)),
    // The words stand in the conversation; the history names the moments.
    history: historyRows(knowledge, { ...found, events: events.filter(({ kind }) => kind !== 'message').map(withoutWords) }),
    attachments: await attachmentsOf(context, found),
    deeds: deedsOf(found, visitor, context),
    effort: effortLines(knowledge, found),
  };
}

const isSaid = ({ kind, visibility, text }: TicketEvent): boolean =>
  visibility === 'public' && (kind === 'message' || kind === 'created') && text !== undefined && text !== '';

const withoutWords = (event: TicketEvent): TicketEvent => (event.kind === 'created' ? { ...event, text: undefined } : event);

const authors = { customer: 'customer', agent: 'support', bot: 'assistant', system: 'assistant' } as const;
const names = {
  customer: 'portal.event.byCustomer',
  bot: 'portal.event.byBot',
  agent: 'portal.event.byAgent',
  system: 'portal.event.bySystem',
} as const;

function said({ texts }: Knowledge, { author, at, text }: TicketEvent): Said {
  return { from: authors[author], author: texts[names[author]], at: when(at), text: text ?? '' };
}

/** What would be accepted now; the same rules decide again when it is done. */
function deedsOf(found: TicketView, { principal }: Visitor, { now, takesRequests }: Context): TicketDeed[] {
  const { ticket, request, offers, order, efforts = [], objection } = found;
  const over = ticket.state === 'closed' || ticket.state === 'declined' || ticket.state === 'withdrawn';
  const active = isActive(order) ? order : undefined;
  const minutes = active ? minutesOf(efforts, active.id) : 0;
  const mayEnd = !active || active.placedBy === principal.id || mayPlaceOrder(principal, request);
  const mayGo = !active || mayWithdrawOrder(active, ticket, minutes);
  const open = offers.some((offer) => isOpen(offer, now()));
  const again = !active && !open && offers.length > 0 && ticket.state !== 'closed' && ticket.state !== 'withdrawn';
  const all: readonly (readonly [TicketDeed, boolean])[] = [
    ['reply', takesRequests && !over && ticket.state !== 'resolved'],
    ['reopen', takesRequests && ticket.state === 'resolved'],
    ['requestOffer', again],
    ['objectTo', judgeObjection(request, ticket, objection) === 'possible'],
    ['withdrawOrder', active !== undefined && mayEnd && mayGo && !over],
    ['withdraw', !over && active === undefined && mayEnd],
    ['followUp', takesRequests && over],
  ];
  return all.flatMap(([deed, possible]) => (possible ? [deed] : []));
}

/** Minutes entered and what they cost at the terms ordered. */
function effortLines(knowledge: Knowledge, { order, offers, efforts = [], objection }: TicketView): Line[] | undefined {
  const offer = offers.find(({ id }) => id === order?.offerId);
  if (!order || !offer || efforts.length === 0) return undefined;
  const { texts } = knowledge;
  const minutes = minutesOf(efforts, order.id);
  const bill = billed(order, offer, minutes, objection?.state === 'open');
  const rows = efforts.map(
    (effort): Line => [when(effort.at).text, fill(texts['app.ticket.effortRow'], { minutes: effort.minutes, note: effort.note })],
  );
  const sum = fill(texts['app.ticket.effortSum'], {
    minutes,
    billed: bill.billedMinutes,
    net: money(bill.netCents),
    gross: money(bill.grossCents),
  });
  return [...rows, [texts['app.ticket.effortTotal'], sum]];
}
