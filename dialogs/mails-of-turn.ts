/** The mails that what a turn changes brings with it: new tickets, orders, declines and forwarded offers. */
import type { Effect } from '../src/domain/effect.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import { offerDeclined, offerForwarded, orderPlaced, ticketByMail, ticketCreated } from './mails.ts';
import type { Scene, Step } from './step.ts';

/** The step with its mails. */
export function withMails(scene: Scene, step: Step): Step {
  const mails = step.effects.flatMap((effect) => mailsOf(scene, step.effects, effect));
  return mails.length > 0 ? { ...step, effects: [...step.effects, ...mails] } : step;
}

function mailsOf(scene: Scene, effects: readonly Effect[], effect: Effect): Effect[] {
  switch (effect.kind) {
    case 'createTicket':
      if (scene.turn.input.kind === 'mail')
        return ticketByMail(scene, effect.ticket, scene.turn.input.deed.kind === 'request' ? scene.turn.input.deed.messageId : '');
      // An order's receipt names the ticket.
      return effect.ticket.orderId === undefined ? ticketCreated(scene, effect.ticket) : [];
    case 'forwardOffer':
      return offerForwarded(scene, effect.offer, ticketOf(scene, effects, effect.offer.requestId));
    case 'decideOffer': {
      const ticket = ticketOf(scene, effects, effect.offer.requestId);
      if (effect.to === 'declined') return offerDeclined(scene, effect.offer, ticket);
      return effect.order && ticket ? orderPlaced(scene, effect.offer, effect.order, ticket) : [];
    }
    default:
      return [];
  }
}

/** The request's ticket as this turn leaves it. */
function ticketOf(scene: Scene, effects: readonly Effect[], requestId: string): Ticket | undefined {
  const written = effects.findLast(
    (effect) => (effect.kind === 'createTicket' || effect.kind === 'changeTicket') && effect.ticket.requestId === requestId,
  );
  const ticket = written && 'ticket' in written ? written.ticket : undefined;
  return ticket ?? scene.facts.tickets.find((candidate) => candidate.requestId === requestId);
}
