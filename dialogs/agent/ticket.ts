/** Words and states an agent gives a ticket. */
import { phrase } from '../../src/content/text-keys.ts';
import type { AgentRefusal, AgentTicketState } from '../../src/domain/agent-action.ts';
import { mayChange, stateAllowed } from '../../src/domain/ticket.ts';
import { type Case, isOver } from '../case.ts';
import { shownAs } from '../handoff/words.ts';
import { ticketAnswered, ticketChanged } from '../mails.ts';
import type { Choice } from '../reply.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say } from '../step.ts';
import { changeTicket } from '../ticket-change.ts';

/** Sets a state by hand. The order rule holds: what is billable is neither worked on nor solved without a confirmed order. */
export function setState(scene: Scene, state: DialogState, found: Case, to: AgentTicketState): Step {
  const { ticket, request } = found;
  const code = stateRefusal(found, to);
  if (code || !ticket) return refuse(state, code ?? 'ticketMissing');
  const { effect, ticket: changed } = changeTicket(scene, ticket, { state: to }, [], 'agent');
  const words = [phrase('ticket.stateChanged', { number: ticket.number, state: scene.knowledge.texts[`state.${to}`] })];
  const next = phrase(`stateNext.${to}`);
  const choices = to === 'waitingCustomer' || to === 'resolved' ? [answerChoice(request.id)] : [];
  return say(
    state,
    [{ kind: 'text', phrases: [...words, next], choices, important: true }],
    [effect, ...ticketChanged(scene, changed, scene.turn.ids.id())],
  );
}

function stateRefusal({ ticket, order, openOffer, objection }: Case, to: AgentTicketState): AgentRefusal | undefined {
  if (!ticket) return 'ticketMissing';
  if (!mayChange(ticket.state, to)) return isOver(ticket) ? 'closed' : 'ticketState';
  if (!stateAllowed(ticket.coverage, to, order?.state)) return 'orderNeeded';
  if (to === 'waitingCustomer') return undefined;
  if (objection?.state === 'open') return 'objectionOpen';
  if (to === 'open') return openOffer ? 'offerOpen' : undefined;
  if (openOffer) return 'offerOpen';
  if (order?.state === 'placed') return 'orderState';
  if (to === 'resolved') return ticket.coverage === 'billable' && order?.state !== 'fulfilled' ? 'orderNeeded' : undefined;
  return order?.state === 'confirmed' ? 'orderState' : undefined;
}

export function answerChoice(requestId: string): Choice {
  return { title: phrase('button.replyToTicket'), action: { kind: 'replyToTicket', requestId } };
}

/** A message to the customer, in the chat and in the ticket. */
export function reply(scene: Scene, state: DialogState, { ticket, request }: Case, text: string): Step {
  if (!ticket) return refuse(state, 'ticketMissing');
  if (isOver(ticket) && ticket.state !== 'closed') return refuse(state, 'closed');
  const { id, shownName } = scene.turn.principal;
  const agentName = shownAs(scene, shownName);
  const line = { kind: 'message', author: 'agent', text } as const;
  const choices = ticket.state === 'closed' ? [] : [answerChoice(request.id)];
  return say(
    state,
    [{ kind: 'agentMessage', agentId: id, agentName, text, choices }],
    [changeTicket(scene, ticket, {}, [line], 'agent').effect, ...ticketAnswered(scene, ticket, scene.turn.ids.id())],
  );
}

/** Words for colleagues only. */
export function note(scene: Scene, state: DialogState, { ticket }: Case, text: string): Step {
  if (!ticket) return refuse(state, 'ticketMissing');
  const line = { kind: 'message', author: 'agent', text, visibility: 'internal' } as const;
  return say(state, [], [changeTicket(scene, ticket, {}, [line], 'agent').effect]);
}
