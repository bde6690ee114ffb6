/** From our stored ticket to what a system outside is to know of it. */
import type { Stand, SystemDraft, SystemFile, SystemOrder, TicketFile } from '../domain/ticketing.ts';

/** In: the file of the ticket, its stand at the commit that is brought over, a link to our page of it, its files. */
export function draftOf(
  { ticket, order, offer, organisation }: TicketFile,
  stand: Stand,
  page: string,
  files: readonly SystemFile[],
): SystemDraft {
  const placed = order && order.id === stand.orderId ? order : undefined;
  return {
    reference: ticket.number,
    subject: ticket.subject,
    body: `${ticket.body}\n\n${ticket.number}\n${page}`,
    requester: {
      email: ticket.contactEmail,
      name: ticket.contactName,
      company: organisation?.name,
      customerNo: organisation?.customerNo,
    },
    product: ticket.product === 'unknown' ? undefined : ticket.product,
    category: ticket.category,
    urgency: ticket.urgency,
    state: stand.state,
    coverage: stand.coverage,
    order: placed && offer && systemOrder(placed, offer),
    createdAt: ticket.createdAt,
    files,
  };
}

function systemOrder(order: NonNullable<TicketFile['order']>, offer: NonNullable<TicketFile['offer']>): SystemOrder {
  const { rate, ceilingMinutes } = offer.terms;
  return {
    id: order.id,
    netCentsPerHour: rate.netCentsPerHour,
    currency: rate.currency,
    vatPercent: rate.vatPercent,
    ceilingMinutes,
    placedAt: order.placedAt,
    placedBy: order.placedByName,
    termsSha256: offer.termsSha256,
  };
}
