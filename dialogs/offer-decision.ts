/** The press on an offer's button: order, decline, review or forward. One press, one result; a later one hears the first result. */
import { phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import { mayAnswerOffer, mayPlaceOrder } from '../src/domain/identity.ts';
import { isOpen, type Offer, type OfferDecision, type Order } from '../src/domain/offer.ts';
import { type Request, urgencies } from '../src/domain/request.ts';
import type { Ticket, TicketEvent } from '../src/domain/ticket.ts';
import type { TicketState } from '../src/domain/vocabulary.ts';
import { askForObjection } from './objection.ts';
import { declinedReply, offerOver, rateFor, requestOf, supersede } from './offer.ts';
import { ledgerDraft } from './offer-ledger.ts';
import { reminderTimer, timersOff } from './offer-timers.ts';
import type { Choice, Reply } from './reply.ts';
import type { DialogState } from './state.ts';
import { finish, type Scene, type Step, say, text, writtenTexts } from './step.ts';
import { newTicket, receipt } from './ticket.ts';
import { stateLine } from './ticket-change.ts';
import { humanChoice } from './topics.ts';
import { keepWish } from './wish.ts';

/** Decides an offer. Who may not, is told what is possible instead; terms no longer in force are replaced by a new offer. */
export function decide(scene: Scene, state: DialogState, offer: Offer, decision: OfferDecision): Step {
  const { principal, at } = scene.turn;
  const request = requestOf(scene, offer);
  if (!request || !mayAnswerOffer(principal, offer)) return say(state, [text(phrase('offer.notYours'))]);
  if (!isOpen(offer, at)) return offerOver(scene, state, offer);
  const idle = leaving(state, offer);
  if (decision === 'decline') return decline(scene, idle, offer, request);
  if (decision === 'review') return review(scene, idle, offer, request);
  const objection = scene.facts.objections.find((candidate) => candidate.requestId === request.id);
  if (objection?.state === 'open') return say(state, [text(phrase('objection.orderWaits'))]);
  if (!mayPlaceOrder(principal, offer)) return mayNot(scene, state, offer);
  if (termsChanged(scene, offer, request)) return supersede(scene, idle, offer, request, 'newTerms');
  return placeOrder(scene, idle, offer, request);
}

/** A decision made elsewhere must not take away another question that is open in the chat. */
function leaving(state: DialogState, offer: Offer): DialogState {
  const about = state.waiting?.for === 'offer' || state.waiting?.for === 'offerDescription' ? state.waiting.offerId : undefined;
  return { ...state, waiting: about === offer.id ? undefined : state.waiting, misunderstood: 0 };
}

function termsChanged(scene: Scene, offer: Offer, request: Request): boolean {
  if (offer.madeBy === 'agent') return false;
  return rateFor(scene.knowledge.rates, request, scene.turn.at)?.rate.version !== offer.terms.rate.version;
}

function placeOrder(scene: Scene, state: DialogState, offer: Offer, request: Request): Step {
  const { turn } = scene;
  const order: Order = {
    id: turn.ids.id(),
    offerId: offer.id,
    requestId: offer.requestId,
    organisationId: offer.organisationId ?? '',
    placedBy: turn.principal.id,
    placedByName: turn.principal.name ?? '',
    state: 'placed',
    placedAt: turn.at,
    version: 0,
  };
  const made = ticketFor(scene, request, 'new', order);
  const ledger = ledgerDraft(scene, 'ordered', offer, { order, ticketNumber: made.ticket.number });
  const effects: Effect[] = [
    { kind: 'decideOffer', offer, to: 'accepted', at: turn.at, order, ledger },
    ...closing(offer, request, 'ticketed'),
    made.effect,
  ];
  const phrases = [phrase('order.placed'), phrase('order.conditional')];
  const urgency = urgencies.map(
    (value): Choice => ({
      title: phrase(`urgency.${value}`),
      action: { kind: 'orderDetail', ticketId: made.ticket.id, urgency: value },
    }),
  );
  const withdraw: Choice = { title: phrase('button.withdrawOrder'), action: { kind: 'withdrawOrder', requestId: request.id } };
  const after: Reply = { kind: 'text', phrases: [phrase('order.howUrgent')], choices: [...urgency, withdraw] };
  return finish(say(state, [receipt(made.ticket, phrases, order), after], effects));
}

/** The request's ticket: a new one, or the one that waited for approval. */
function ticketFor(scene: Scene, request: Request, to: TicketState, order?: Order): { ticket: Ticket; effect: Effect } {
  const existing = scene.facts.tickets.find((candidate) => candidate.requestId === request.id);
  const coverage = to === 'declined' || order || to === 'waitingApproval' ? 'billable' : 'undecided';
  if (!existing) return newTicket(scene, request, { state: to, coverage, order });
  const ticket: Ticket = { ...existing, state: to, coverage, orderId: order?.id ?? existing.orderId, updatedAt: scene.turn.at };
  return {
    ticket,
    effect: { kind: 'changeTicket', ticket, events: existing.state === to ? [] : [stateLine(scene, existing, to, 'customer')] },
  };
}

function closing(offer: Offer, request: Request, to: Request['state']): Effect[] {
  return [{ kind: 'saveRequest', request: { ...request, state: to } }, ...timersOff(offer)];
}

function decline(scene: Scene, state: DialogState, offer: Offer, request: Request): Step {
  const waiting = scene.facts.tickets.some((ticket) => ticket.requestId === request.id);
  const ticket = waiting ? [ticketFor(scene, request, 'declined').effect] : [];
  const ledger = ledgerDraft(scene, 'declined', offer);
  const decided: Effect = { kind: 'decideOffer', offer, to: 'declined', at: scene.turn.at, ledger };
  return finish(say(state, [declinedReply(scene, request)], [decided, ...closing(offer, request, 'declined'), ...ticket]));
}

/** Support looks at the classing first. A person's classing is final: then it is an objection, with its reason. */
function review(scene: Scene, state: DialogState, offer: Offer, request: Request): Step {
  if (request.assessment?.finality === 'final') return askForObjection(scene, state, request.id);
  const made = ticketFor(scene, request, 'new');
  const ledger = ledgerDraft(scene, 'reviewRequested', offer, { ticketNumber: made.ticket.number });
  const decided: Effect = { kind: 'decideOffer', offer, to: 'reviewRequested', at: scene.turn.at, ledger };
  const reply = receipt(made.ticket, [phrase('offer.review')]);
  return finish(say(state, [reply], [decided, ...closing(offer, request, 'ticketed'), made.effect]));
}

function mayNot(scene: Scene, state: DialogState, offer: Offer): Step {
  const forward: Choice = { title: phrase('button.forward'), action: { kind: 'forwardOffer', offerId: offer.id } };
  const review: Choice = { title: phrase('button.reviewFirst'), action: { kind: 'decideOffer', offerId: offer.id, decision: 'review' } };
  if (scene.turn.principal.kind === 'anonymous') return keepWish(state, offer, [review, humanChoice]);
  const choices = scene.facts.orderers.length > 0 && offer.forwardedAt === undefined ? [forward, review] : [review, humanChoice];
  return say(state, [{ kind: 'text', phrases: [phrase('order.noRight')], choices }]);
}

/** "Zur Freigabe weiterleiten": the ticket waits for approval, colleagues with the right see the offer in the portal. */
export function forward(scene: Scene, state: DialogState, offer: Offer): Step {
  const { principal, at } = scene.turn;
  const request = requestOf(scene, offer);
  if (!request || !mayAnswerOffer(principal, offer)) return say(state, [text(phrase('offer.notYours'))]);
  if (!isOpen(offer, at)) return offerOver(scene, state, offer);
  const existing = scene.facts.tickets.find((ticket) => ticket.requestId === request.id);
  if (offer.forwardedAt !== undefined && existing) return say(state, [receipt(existing, [phrase('offer.alreadyForwarded')])]);
  const names = scene.facts.orderers.map((contact) => contact.name).join(', ');
  if (names === '') return say(state, [{ kind: 'text', phrases: [phrase('offer.nobodyMayOrder')], choices: [humanChoice] }]);
  const made = ticketFor(scene, request, 'waitingApproval');
  const ledger = ledgerDraft(scene, 'forwarded', offer, { ticketNumber: made.ticket.number });
  const effects: Effect[] = [
    { kind: 'forwardOffer', offer, at, ledger },
    ...(offer.madeBy === 'agent' ? [] : [reminderTimer(offer, at)]),
    { kind: 'saveRequest', request: { ...request, state: 'ticketed' } },
    made.effect,
  ];
  return finish(say(leaving(state, offer), [receipt(made.ticket, [phrase('offer.forwarded', { names })])], effects));
}

/** How urgent an ordered ticket is; asked after the order, never before. */
export function orderDetail(scene: Scene, state: DialogState, ticketId: string, urgency: string): Step {
  const ticket = scene.facts.tickets.find((candidate) => candidate.id === ticketId);
  if (!ticket) return say(state, [text(phrase('button.unknown'))]);
  const changed: Ticket = { ...ticket, urgency, updatedAt: scene.turn.at };
  const event: TicketEvent = {
    id: scene.turn.ids.id(),
    ticketId,
    at: scene.turn.at,
    kind: 'detail',
    visibility: 'public',
    author: 'customer',
    text: writtenTexts(scene)[`urgency.${urgency as 'normal'}`],
  };
  return say(
    state,
    [text(phrase('order.urgencyNoted', { number: ticket.number }))],
    [{ kind: 'changeTicket', ticket: changed, events: [event] }],
  );
}
