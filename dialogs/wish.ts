/** An anonymous visitor's wish to order: kept, and taken up by a signed-in person as a new offer in the own company's name. */
import { phrase } from '../src/content/text-keys.ts';
import { isVerifiedCustomer } from '../src/domain/identity.ts';
import type { Offer } from '../src/domain/offer.ts';
import type { Request } from '../src/domain/request.ts';
import { propose } from './offer.ts';
import type { Choice } from './reply.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say, text } from './step.ts';
import { receipt } from './ticket.ts';

/** Orders nothing: notes the wish and leads to the sign-in. */
export function keepWish(state: DialogState, offer: Offer, choices: readonly Choice[]): Step {
  const page = { label: phrase('order.signInLink'), path: `/portal/wishes/${offer.id}` };
  return say(
    state,
    [{ kind: 'text', phrases: [phrase('order.signInNeeded')], page, choices }],
    [{ kind: 'note', about: 'wish', offerId: offer.id }],
  );
}

/** Runs in a conversation of the person's own: who typed the wish sees nothing of it. The offer without a buyer stays as it is. */
export function claimWish(scene: Scene, state: DialogState, offerId: string): Step {
  const { principal, conversationId } = scene.turn;
  const offer = scene.facts.offers.find((candidate) => candidate.id === offerId);
  const wished = scene.facts.requests.find((candidate) => candidate.id === offer?.requestId);
  const isWish = offer !== undefined && offer.organisationId === undefined && offer.conversationId !== conversationId;
  if (!isWish || !wished || !isVerifiedCustomer(principal)) return say(state, [text(phrase('offer.notYours'))]);
  const own = scene.facts.requests.find((candidate) => candidate.conversationId === conversationId && candidate.ownerId === principal.id);
  const ticket = scene.facts.tickets.find((candidate) => candidate.requestId === own?.id);
  if (ticket) return say(state, [receipt(ticket, [phrase('ticket.already')])]);
  return propose(scene, state, own ?? copyOf(scene, wished));
}

/** The same words and classing, owned by the person who asks now; nothing that the visitor said of themselves. */
function copyOf({ turn }: Scene, wished: Request): Request {
  const { principal, at, conversationId, ids } = turn;
  const { organisationId, id: ownerId } = principal;
  return { ...wished, id: ids.id(), conversationId, organisationId, ownerId, state: 'draft', details: {}, createdAt: at, version: 0 };
}
