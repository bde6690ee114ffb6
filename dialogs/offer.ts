/** Billable requests: shows the offer with its exact terms, and takes order, decline, review or forwarding by one press each. */
import type { Rates } from '../src/content/knowledge.ts';
import { rateOnFile } from '../src/content/rate-on-file.ts';
import { phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import { isVerifiedCustomer, mayAnswerOffer, mayPlaceOrder } from '../src/domain/identity.ts';
import { canonicalJson, sha256 } from '../src/domain/ledger.ts';
import type { Json } from '../src/domain/message.ts';
import { isOpen, type Offer, type OfferTerms, type Rate } from '../src/domain/offer.ts';
import type { Request } from '../src/domain/request.ts';
import { ledgerDraft } from './offer-ledger.ts';
import { expiryTimer, timersOff } from './offer-timers.ts';
import type { Choice, Reply } from './reply.ts';
import type { DialogState } from './state.ts';
import { finish, requestNow, type Scene, type Step, say, writtenProductName } from './step.ts';
import { productHelpChoices } from './topics.ts';

const dayMs = 86_400_000;

/** What follows from "voraussichtlich kostenpflichtig": the offer, or an honest "kein Satz hinterlegt". An offer still open is shown again, not made twice. */
export function propose(scene: Scene, state: DialogState, request: Request): Step {
  const open = scene.facts.offers.find((offer) => offer.requestId === request.id && offer.state === 'open');
  if (!open) return proposeAnew(scene, state, request);
  if (isOpen(open, scene.turn.at)) return showAgain(scene, state, open, 'continue');
  const next = proposeAnew(scene, state, request);
  return { ...next, effects: [...endOffer(scene, open, 'expired'), ...next.effects] };
}

/** The record that an open offer ended without an order. */
export function endOffer(scene: Scene, offer: Offer, to: 'expired' | 'superseded' | 'retracted' | 'declined'): Effect[] {
  return [{ kind: 'decideOffer', offer, to, at: scene.turn.at, ledger: ledgerDraft(scene, to, offer) }, ...timersOff(offer)];
}

/** A new offer at the bot's rate, or what is said where there is none. */
export function proposeAnew(scene: Scene, state: DialogState, request: Request): Step {
  const { turn, knowledge } = scene;
  const clauses = request.assessment?.clauses ?? [];
  const classing = { kind: 'text', phrases: [phrase('coverage.billable', { clauses: clauses.join(', ') })], clauses } as const;
  const found = rateFor(knowledge.rates, request, turn.at);
  if (!found) return withoutRate(state, request, classing);
  if (turn.conversationKind === 'group' || turn.principal.kind === 'staff') return generalRule(state, request, classing);
  const offer = newOffer(scene, request, { madeBy: 'bot', rate: found.rate, validUntil: turn.at + found.days * dayMs });
  const effects: Effect[] = [
    { kind: 'saveRequest', request: { ...request, state: 'offered' } },
    { kind: 'makeOffer', offer, ledger: ledgerDraft(scene, 'offered', offer) },
    expiryTimer(offer),
  ];
  return say({ ...state, waiting: { for: 'offer', offerId: offer.id } }, [classing, offerReply(scene, offer)], effects);
}

/** The newest rate in force for the request's category and product, if the bot may offer it. */
export function rateFor(rates: Rates, request: Request, at: number): { rate: Rate; days: number } | undefined {
  const category = request.assessment?.category;
  if (rates.categories.find((candidate) => candidate.id === category)?.offeredBy !== 'bot') return undefined;
  return rateOnFile(rates, category, request.facts.product, at);
}

function withoutRate(state: DialogState, request: Request, classing: Reply): Step {
  const choices: Choice[] = [
    { title: phrase('button.review'), action: { kind: 'reviewAssessment', requestId: request.id } },
    { title: phrase('button.drop'), action: { kind: 'dropRequest', requestId: request.id } },
  ];
  const words = { kind: 'text', phrases: [phrase('offer.noRate')], clauses: ['F4.3', 'F4.4'], choices } as const;
  return say({ ...state, waiting: undefined }, [classing, words], [{ kind: 'saveRequest', request }]);
}

function generalRule(state: DialogState, request: Request, classing: Reply): Step {
  const done: Request = { ...request, state: 'done' };
  const rule = { kind: 'text', phrases: [phrase('offer.personalOnly')], clauses: ['F4.3', 'F4.4'] } as const;
  return finish(say({ ...state, waiting: undefined }, [classing, rule], [{ kind: 'saveRequest', request: done }]));
}

export interface NewTerms {
  readonly madeBy: Offer['madeBy'];
  readonly rate: Rate;
  readonly ceilingMinutes?: number | undefined;
  readonly validUntil: number;
}

/** An open offer for the request's organisation with frozen terms. For agents and staff the loaded organisation is the request's own. */
export function newOffer(scene: Scene, request: Request, { madeBy, rate, ceilingMinutes, validUntil }: NewTerms): Offer {
  const { turn, knowledge, facts } = scene;
  const isForCustomer = turn.principal.kind === 'agent' || turn.principal.kind === 'staff';
  const known = isForCustomer || isVerifiedCustomer(turn.principal) ? facts.organisation : undefined;
  const onBehalfOf = knowledge.service.consumerOrders ? request.details.otherBuyer : undefined;
  const terms: OfferTerms = {
    product: request.facts.product,
    productName: writtenProductName(scene, request.facts.product),
    subject: request.subject,
    description: request.description,
    clauses: request.assessment?.clauses ?? [],
    category: request.assessment?.category ?? '',
    buyer: {
      company: known?.name ?? '',
      customerNo: known?.customerNo ?? '',
      organisationId: known?.id,
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    },
    rate,
    ...(ceilingMinutes === undefined ? {} : { ceilingMinutes }),
    validUntil,
    contentVersion: knowledge.version,
  };
  return {
    id: turn.ids.id(),
    requestId: request.id,
    conversationId: request.conversationId,
    organisationId: known?.id,
    ownerId: request.ownerId,
    madeBy,
    terms,
    termsSha256: sha256(canonicalJson(terms as unknown as Json)),
    state: 'open',
    language: facts.dialog.language,
    pressToken: turn.ids.token(),
    offeredAt: turn.at,
    version: 0,
  };
}

/** The offer as a reply, with the buttons this person may press. */
export function offerReply(scene: Scene, offer: Offer): Reply {
  const { principal } = scene.turn;
  const { orderers } = scene.facts;
  const forAnother = principal.kind === 'agent' || principal.kind === 'staff' || principal.kind === 'system';
  // Agents and staff make it for the person who asked.
  const mayOrder = forAnother ? orderers.some((contact) => contact.id === offer.ownerId) : mayPlaceOrder(principal, offer);
  const mayAnswer = forAnother || mayAnswerOffer(principal, offer);
  const canForward = !mayOrder && orderers.length > 0 && offer.forwardedAt === undefined && mayAnswer;
  return { kind: 'offer', offer, mayOrder, canForward };
}

/** Shows an open offer again, or says that it is over and how to get a new one. Free text never takes an offer. */
export function showAgain(scene: Scene, state: DialogState, offer: Offer, because: 'yesByText' | 'continue'): Step {
  if (!isOpen(offer, scene.turn.at)) return offerOver(scene, state, offer);
  const words = because === 'yesByText' ? phrase('offer.byButtonOnly') : phrase('offer.stillOpen');
  return say({ ...state, waiting: { for: 'offer', offerId: offer.id } }, [{ kind: 'text', phrases: [words] }, offerReply(scene, offer)]);
}

/** What is said of an offer that is no longer open: its outcome, kindly, and the way on. */
export function offerOver(scene: Scene, state: DialogState, offer: Offer): Step {
  const idle = state.waiting?.for === 'offer' ? { ...state, waiting: undefined } : state;
  const again: Choice = { title: phrase('button.newOffer'), action: { kind: 'requestOffer', requestId: offer.requestId } };
  if (offer.state === 'open') return expire(scene, idle, offer, again);
  const ticket = scene.facts.tickets.find((candidate) => candidate.requestId === offer.requestId);
  const order = scene.facts.orders.find((candidate) => candidate.offerId === offer.id);
  if (ticket && (order || offer.state === 'reviewRequested')) {
    return say(idle, [
      { kind: 'ticketReceipt', ticket, order, phrases: [order ? phrase('offer.alreadyOrdered') : phrase('offer.alreadyReview')] },
    ]);
  }
  if (offer.state === 'retracted') return say(idle, [{ kind: 'text', phrases: [phrase('offer.retracted')] }]);
  if (offer.state === 'superseded') return say(idle, [{ kind: 'text', phrases: [phrase('offer.superseded')] }]);
  const words = offer.state === 'declined' ? phrase('offer.alreadyDeclined') : phrase('offer.expired');
  return say(idle, [{ kind: 'text', phrases: [words], choices: [again] }]);
}

/** Past its deadline: recorded as expired, whoever notices first. */
export function expire(scene: Scene, state: DialogState, offer: Offer, again: Choice): Step {
  return say(state, [{ kind: 'text', phrases: [phrase('offer.expired')], choices: [again] }], endOffer(scene, offer, 'expired'));
}

/** Replaces an open offer: new words from the customer, or other terms in force. */
export function supersede(scene: Scene, state: DialogState, offer: Offer, request: Request, because: 'changed' | 'newTerms'): Step {
  const words = because === 'changed' ? phrase('offer.changed') : phrase('offer.newTerms');
  const next = proposeAnew(scene, state, request);
  const [, ...rest] = next.replies;
  return {
    ...next,
    replies: [{ kind: 'text', phrases: [words] }, ...rest],
    effects: [...endOffer(scene, offer, 'superseded'), ...next.effects],
  };
}

/** A declined request stays quiet: one calm sentence, product help, and the classing can still be checked. */
export function declinedReply(scene: Scene, request: Request): Reply {
  const choices: Choice[] = [
    { title: phrase('button.review'), action: { kind: 'reviewAssessment', requestId: request.id } },
    ...productHelpChoices(scene),
  ];
  return { kind: 'text', phrases: [phrase('offer.declined')], choices };
}

/** The request an offer belongs to, as this turn sees it. */
export function requestOf(scene: Scene, offer: Offer): Request | undefined {
  return requestNow(scene, [], offer.requestId);
}
