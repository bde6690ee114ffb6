/** Finds the ticket an address names. */
import type { HttpRequest } from '../../domain/exchange.ts';
import type { TicketView } from '../../domain/ports.ts';
import { findTicketNumber } from '../../domain/ticket.ts';
import type { Context, Visitor } from '../context.ts';

/** The ticket of the address, if there is one that the visitor may see. */
export async function ticketOf({ store }: Context, { params }: HttpRequest, { principal }: Visitor): Promise<TicketView | undefined> {
  const number = findTicketNumber(params.number ?? '');
  return number === undefined ? undefined : store.ticketByNumber(principal, number);
}
