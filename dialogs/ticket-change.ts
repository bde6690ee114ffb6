/** Changes of a ticket with their lines in its history. A turn changes a ticket once. */
import type { Effect } from '../src/domain/effect.ts';
import type { Ticket, TicketEvent } from '../src/domain/ticket.ts';
import type { TicketState } from '../src/domain/vocabulary.ts';
import type { Scene } from './step.ts';

type NewLine = Pick<TicketEvent, 'kind' | 'author' | 'text'> & { readonly visibility?: TicketEvent['visibility'] };
type Change = Partial<Pick<Ticket, 'state' | 'coverage' | 'category' | 'orderId' | 'urgency' | 'contactEmail' | 'subject' | 'product'>>;

/** In: the ticket, what changes, its lines. Out: the ticket afterwards and the effect; a new state gets a line of its own. */
export function changeTicket(
  scene: Scene,
  ticket: Ticket,
  change: Change,
  lines: readonly NewLine[],
  author: TicketEvent['author'],
): { readonly ticket: Ticket; readonly effect: Effect } {
  const isPublic = lines.length === 0 || lines.some((line) => line.visibility !== 'internal') || Object.keys(change).length > 0;
  const changed: Ticket = { ...ticket, ...change, updatedAt: isPublic ? scene.turn.at : ticket.updatedAt };
  const moved = changed.state === ticket.state ? [] : [stateLine(scene, ticket, changed.state, author)];
  const events = [...lines.map((line) => lineOf(scene, ticket, line)), ...moved];
  return { ticket: changed, effect: { kind: 'changeTicket', ticket: changed, events } };
}

export function stateLine(scene: Scene, ticket: Ticket, to: TicketState, author: TicketEvent['author']): TicketEvent {
  return { ...lineOf(scene, ticket, { kind: 'state', author, text: undefined }), from: ticket.state, to };
}

function lineOf({ turn }: Scene, ticket: Ticket, { visibility = 'public', ...line }: NewLine): TicketEvent {
  return { id: turn.ids.id(), ticketId: ticket.id, at: turn.at, visibility, ...line };
}
