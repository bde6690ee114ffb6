/** The agent's side of an order: confirmed before work, cancelled when covered after all, fulfilled at the end. */
import { phrase } from '../../src/content/text-keys.ts';
import type { AgentAction } from '../../src/domain/agent-action.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { billed } from '../../src/domain/effort.ts';
import type { JsonObject } from '../../src/domain/message.ts';
import { orderMayChange } from '../../src/domain/order.ts';
import type { Request } from '../../src/domain/request.ts';
import { money } from '../amount.ts';
import { type Case, isOver } from '../case.ts';
import { changeOrder } from '../order-change.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say, writtenTexts } from '../step.ts';
import { changeTicket } from '../ticket-change.ts';
import { checkClassing, classingLine, classingWords, finalAssessment, keep, objectionChoices } from './final-classing.ts';

/** The classing behind the order holds. On the bot's classing this is the final one, with the clauses of the offer. */
export function confirmOrder(scene: Scene, state: DialogState, found: Case, orderId: string): Step {
  const { order, orderedOffer, request, ticket, objection } = found;
  if (!order || !orderedOffer || order.id !== orderId || order.state !== 'placed') return refuse(state, 'orderState');
  if (objection?.state === 'open') return refuse(state, 'objectionOpen');
  if (!ticket || isOver(ticket)) return refuse(state, ticket ? 'closed' : 'ticketMissing');
  const { clauses, category } = orderedOffer.terms;
  const isFinal = request.assessment?.finality === 'final' && request.assessment.coverage === 'billable';
  const { turn } = scene;
  const own = { coverage: 'billable', clauses, category, finality: 'final', by: 'agent', at: turn.at, agentId: turn.principal.id } as const;
  const assessment = isFinal && request.assessment ? request.assessment : own;
  const classed: Request = { ...request, assessment };
  const line = { kind: 'order', author: 'agent', text: writtenTexts(scene)['order.confirmedLine'] } as const;
  const effects: Effect[] = [
    changeOrder(scene, found, order, 'confirmed', 'confirmed'),
    { kind: 'saveRequest', request: classed },
    ...(isFinal ? [] : [keep(scene, classed, assessment, ticket, 'orderConfirmed')]),
    changeTicket(scene, ticket, { coverage: 'billable', state: ticket.state === 'waitingApproval' ? 'new' : ticket.state }, [line], 'agent')
      .effect,
  ];
  const words = phrase('order.confirmed', { number: ticket.number, clauses: clauses.join(', ') });
  const withdraw = { title: phrase('button.withdrawOrder'), action: { kind: 'withdrawOrder', requestId: request.id } } as const;
  const choices = [withdraw, ...objectionChoices(classed, ticket, objection)];
  const hint = choices.length > 1 ? [phrase('final.mayObject')] : [];
  return say(state, [{ kind: 'text', phrases: [words, ...hint], clauses, choices, important: true }], effects);
}

type Cancel = Extract<AgentAction, { kind: 'cancelOrder' }>;

/** Covered after all: the order ends, nothing is billed, the ticket goes on as covered. */
export function cancelOrder(scene: Scene, state: DialogState, found: Case, { orderId, clauses, reason }: Cancel): Step {
  const { order, ticket, objection } = found;
  if (!order || order.id !== orderId || order.state === 'fulfilled') return refuse(state, 'orderState');
  if (objection?.state === 'open') return refuse(state, 'objectionOpen');
  if (!ticket) return refuse(state, 'ticketMissing');
  const classing = { coverage: 'covered', clauses, reason } as const;
  const code = checkClassing(scene.knowledge, classing);
  if (code) return refuse(state, code);
  const assessment = finalAssessment(scene, classing);
  const request: Request = { ...found.request, assessment };
  const line = { kind: 'assessment', author: 'agent', text: classingLine(scene, assessment) } as const;
  const effects: Effect[] = [
    { kind: 'saveRequest', request },
    keep(scene, request, assessment, ticket, 'orderCancelled'),
    // First the ticket: what is covered may stay in work without an order.
    changeTicket(scene, ticket, { coverage: 'covered' }, [line], 'agent').effect,
    changeOrder(scene, found, order, 'cancelled', 'cancelled', { reason }),
  ];
  const words = [phrase('order.cancelled', { number: ticket.number }), ...classingWords(assessment)];
  return say(state, [{ kind: 'text', phrases: words, clauses, important: true }], effects);
}

/** The work is done; the customer reads how many minutes it was and what they cost. */
export function fulfilOrder(scene: Scene, state: DialogState, found: Case, orderId: string): Step {
  const { order, orderedOffer, ticket, objection, minutes } = found;
  if (!order || !orderedOffer || order.id !== orderId || !orderMayChange(order.state, 'fulfilled')) return refuse(state, 'orderState');
  if (objection?.state === 'open') return refuse(state, 'objectionOpen');
  if (!ticket || isOver(ticket)) return refuse(state, ticket ? 'closed' : 'ticketMissing');
  const sum = billed({ ...order, state: 'fulfilled' }, orderedOffer, minutes, false);
  const facts: JsonObject = { minutes, billedMinutes: sum.billedMinutes, netCents: sum.netCents, grossCents: sum.grossCents };
  const { language } = scene.knowledge;
  const values = { minutes, billed: sum.billedMinutes, net: money(sum.netCents, language), gross: money(sum.grossCents, language) };
  const words = [phrase('order.fulfilled', { number: ticket.number }), phrase(`effort.${minutes > 0 ? 'sum' : 'none'}`, values as never)];
  const line = { kind: 'order', author: 'agent', text: writtenTexts(scene)['order.fulfilledLine'] } as const;
  return say(
    state,
    [{ kind: 'text', phrases: words, important: true }],
    [
      changeOrder(scene, found, order, 'fulfilled', 'fulfilled', { facts }),
      changeTicket(scene, ticket, { state: 'resolved' }, [line], 'agent').effect,
    ],
  );
}
