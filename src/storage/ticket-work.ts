/** Puts a ticket's creation and changes into the outbox for the ticket system outside, in the commit that makes them. */
import type { Principal } from '../domain/identity.ts';
import type { Json } from '../domain/message.ts';
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import { outsidePrincipalId, type Stand, type TicketingWork } from '../domain/ticketing.ts';
import type { Executor } from './database.ts';
import { enqueue } from './outbox.ts';
import { statement } from './statement.ts';

const link = statement<{ ticketId: string; system: string; reference: string }>()((db, p) =>
  db
    .insertInto('ticket_links')
    .values({ ticket_id: p('ticketId'), system: p('system'), reference: p('reference'), posts: 0 })
    .onConflict((on) => on.column('ticket_id').doNothing()),
);

/** Without a system outside it does nothing, and what came from there is not sent back. A ticket from before the system was connected is brought over with its first change. */
export async function bringOver(
  tx: Executor,
  system: string | undefined,
  { ticket, events }: { ticket: Ticket; events: readonly TicketEvent[] },
  { at, principal }: { at: number; principal: Principal },
): Promise<void> {
  if (system === undefined || principal.id === outsidePrincipalId(system)) return;
  await tx.run(link, { ticketId: ticket.id, system, reference: ticket.number });
  const stand: Stand = { state: ticket.state, coverage: ticket.coverage, orderId: ticket.orderId };
  await put(tx, `ticket:${ticket.id}`, { kind: 'create', ticketId: ticket.id, stand }, at);
  if (ticket.version === 0) return;
  const change: TicketingWork = { kind: 'change', ticketId: ticket.id, stand, events: events.map((event) => event.id) };
  await put(tx, `ticket:${ticket.id}:${ticket.version}`, change, at);
}

/** Work on one ticket is done in order; a sweep waits long and holds nothing up. */
export async function put(tx: Executor, key: string, work: TicketingWork, at: number): Promise<void> {
  const lane = work.kind === 'sweep' ? `sweep:${work.ticketId}` : work.ticketId;
  await enqueue(tx, { work: 'ticketing', key, lane, payload: JSON.parse(JSON.stringify(work)) as Json }, at);
}
