/** What a customer does with a request after it was sent: withdraw, object, answer, ask for an offer again. In the chat by button, on the portal's pages by form. */
import { phrase } from '../src/content/text-keys.ts';
import type { CustomerAction, CustomerRefusal } from '../src/domain/agent-action.ts';
import type { Effect } from '../src/domain/effect.ts';
import { isVerifiedCustomer, mayActForCustomer, mayPlaceOrder } from '../src/domain/identity.ts';
import { isOpen } from '../src/domain/offer.ts';
import { mayWithdrawOrder } from '../src/domain/order.ts';
import type { Request } from '../src/domain/request.ts';
import { stateAllowed } from '../src/domain/ticket.ts';
import { never, type TicketState } from '../src/domain/vocabulary.ts';
import { type Case, caseOf, isOver } from './case.ts';
import { objectionRefusal, raise } from './objection.ts';
import { endOffer, proposeAnew } from './offer.ts';
import { changeOrder } from './order-change.ts';
import { otherBuyer } from './other-buyer.ts';
import type { DialogState } from './state.ts';
import { andThen, refuse, type Scene, type Step, say, text, writtenTexts } from './step.ts';
import { changeTicket } from './ticket-change.ts';

type Outcome = Step | CustomerRefusal;

/** An action from a page: a refusal is a value for it. */
export function customerActs(scene: Scene, state: DialogState, action: CustomerAction): Step {
  const outcome = attempt(scene, state, action);
  return typeof outcome === 'string' ? refuse(state, outcome) : outcome;
}

/** The same from a button in the chat: a refusal is a sentence. */
export function customerPresses(scene: Scene, state: DialogState, action: CustomerAction): Step {
  const outcome = attempt(scene, state, action);
  return typeof outcome === 'string' ? say(state, [text(phrase(`customer.refused.${outcome}`))]) : outcome;
}

function attempt(scene: Scene, state: DialogState, action: CustomerAction): Outcome {
  const found = caseOf(scene, action.requestId);
  if (!found || found.request.conversationId !== scene.turn.conversationId) return 'notYours';
  if (!mayActForCustomer(scene.turn.principal, found.request)) return 'notYours';
  switch (action.kind) {
    case 'withdrawOrder':
      return withdrawOrder(scene, state, found);
    case 'withdrawTicket':
      return withdrawTicket(scene, state, found);
    case 'objectTo':
      return objectTo(scene, state, found, action.reason);
    case 'replyToTicket':
      return replyToTicket(scene, state, found, action.text, action.uploads);
    case 'requestOffer':
      return requestOffer(scene, state, found);
    case 'otherBuyer':
      return found.openOffer ? otherBuyer(scene, state, found.openOffer, '') : 'over';
    default:
      return never(action);
  }
}

/** True for who placed the order or may order for the same organisation. */
function mayEnd(scene: Scene, { request, order }: Case): boolean {
  const { principal } = scene.turn;
  return order === undefined || order.placedBy === principal.id || mayPlaceOrder(principal, request);
}

function withdrawOrder(scene: Scene, state: DialogState, found: Case): Outcome {
  const { order, ticket, request, minutes } = found;
  if (!order || !ticket) return 'noOrder';
  if (!mayEnd(scene, found)) return 'noRight';
  if (!mayWithdrawOrder(order, ticket, minutes)) return 'workBegun';
  const line = { kind: 'order', author: 'customer', text: writtenTexts(scene)['order.withdrawnLine'] } as const;
  const effects: Effect[] = [
    changeOrder(scene, found, order, 'withdrawn', 'withdrawn'),
    { kind: 'saveRequest', request: { ...request, state: 'dropped' } },
    changeTicket(scene, ticket, { state: 'withdrawn' }, [line], 'customer').effect,
  ];
  return say(leave(state, request), [important(phrase('order.withdrawn', { number: ticket.number }))], effects);
}

/** Takes back the whole request; an order goes with it when no work has begun, an open offer is declined. */
function withdrawTicket(scene: Scene, state: DialogState, found: Case): Outcome {
  const { order, ticket, request, minutes, openOffer } = found;
  if (!ticket) return 'noTicket';
  if (isOver(ticket)) return 'over';
  if (!mayEnd(scene, found)) return 'noRight';
  if (order && !mayWithdrawOrder(order, ticket, minutes)) return 'workBegun';
  const effects: Effect[] = [
    ...(openOffer ? endOffer(scene, openOffer, isOpen(openOffer, scene.turn.at) ? 'declined' : 'expired') : []),
    ...(order ? [changeOrder(scene, found, order, 'withdrawn', 'withdrawn')] : []),
    { kind: 'saveRequest', request: { ...request, state: 'dropped' } },
    changeTicket(scene, ticket, { state: 'withdrawn' }, [], 'customer').effect,
  ];
  const words = order ? phrase('order.withdrawn', { number: ticket.number }) : phrase('ticket.withdrawn', { number: ticket.number });
  return say(leave(state, request), [important(words)], effects);
}

const important = (words: ReturnType<typeof phrase>) => ({ kind: 'text', phrases: [words], important: true }) as const;

/** Nothing is awaited any more for a request that ended. */
function leave(state: DialogState, request: Request): DialogState {
  const { waiting } = state;
  const isAbout = waiting && ('requestId' in waiting ? waiting.requestId === request.id : 'offerId' in waiting);
  return isAbout ? { ...state, waiting: undefined } : state;
}

function objectTo(scene: Scene, state: DialogState, found: Case, reason: string): Outcome {
  if (reason.trim() === '') return 'empty';
  return objectionRefusal(scene, found) ?? raise(scene, state, found, reason);
}

/** The customer's words go into the ticket; it returns to support when it waited for them or was solved. */
export function replyToTicket(
  scene: Scene,
  state: DialogState,
  { ticket, order, request }: Case,
  words: string,
  uploads: readonly string[] = [],
): Outcome {
  if (!ticket) return 'noTicket';
  if (isOver(ticket)) return 'over';
  if (words.trim() === '') return 'empty';
  const waited = ticket.state === 'waitingCustomer' || ticket.state === 'resolved';
  const back: TicketState =
    stateAllowed(ticket.coverage, 'open', order?.state) && request.assessment?.finality === 'final' ? 'open' : 'new';
  const line = { kind: 'message', author: 'customer', text: words.trim().slice(0, 10_000) } as const;
  const { effect } = changeTicket(scene, ticket, waited ? { state: back } : {}, [line], 'customer');
  const attachments = [...(request.details.attachments ?? []), ...uploads];
  const kept: Effect[] =
    uploads.length > 0 ? [{ kind: 'saveRequest', request: { ...request, details: { ...request.details, attachments } } }] : [];
  return say(state, [text(phrase('ticket.replied', { number: ticket.number }))], [...kept, effect]);
}

/** "Angebot neu anfordern" for a request with a ticket: the bot's own offer at once, an agent's by an agent. */
export function requestOffer(scene: Scene, state: DialogState, found: Case): Outcome {
  const { request, ticket, order, openOffer, offers } = found;
  if (order || (openOffer && isOpen(openOffer, scene.turn.at))) return 'offerOpen';
  if (ticket?.state === 'closed' || ticket?.state === 'withdrawn') return 'over';
  const asked: Request = { ...request, details: { ...request.details, offerAskedAt: scene.turn.at } };
  const expired = openOffer ? endOffer(scene, openOffer, 'expired') : [];
  const byAgent = asked.assessment?.finality === 'final' || offers[0]?.madeBy === 'agent';
  if (ticket && (byAgent || !isVerifiedCustomer(scene.turn.principal))) {
    const line = { kind: 'offer', author: 'customer', text: writtenTexts(scene)['offer.askedLine'] } as const;
    const effects: Effect[] = [
      ...expired,
      { kind: 'saveRequest', request: { ...asked, state: 'ticketed' } },
      changeTicket(scene, ticket, ticket.state === 'open' ? {} : { state: 'new' }, [line], 'customer').effect,
    ];
    return say(state, [important(phrase('offer.asked', { number: ticket.number }))], effects);
  }
  const billable: Request = { ...asked, assessment: billableAgain(found) };
  return andThen(say(state, [], expired), (next) => proposeAnew(scene, { ...next, waiting: undefined }, billable));
}

/** What the expired or declined offer rested on. */
function billableAgain({ request, offers }: Case): Request['assessment'] {
  const [last] = offers;
  if (request.assessment?.coverage === 'billable' || !last) return request.assessment;
  const { clauses, category } = last.terms;
  return { coverage: 'billable', clauses, category, finality: 'provisional', by: 'bot', at: last.offeredAt };
}
