/** The offer an agent makes: rate on file or entered, ceiling, validity; never the same terms again to somebody who declined them. */
import { rateOnFile } from '../../src/content/rate-on-file.ts';
import type { AgentRefusal, EnteredRate, OfferDraft } from '../../src/domain/agent-action.ts';
import { canonicalJson, sha256 } from '../../src/domain/ledger.ts';
import type { Json } from '../../src/domain/message.ts';
import { type Offer, type OfferTerms, price, type Rate } from '../../src/domain/offer.ts';
import type { Case } from '../case.ts';
import { newOffer } from '../offer.ts';
import type { Scene } from '../step.ts';

const dayMs = 86_400_000;

export type OfferResult = { readonly offer: Offer } | { readonly code: AgentRefusal };

/** In: the case with its final assessment and the draft. Out: the offer, or why there is none. */
export function agentOffer(scene: Scene, found: Case, draft: OfferDraft): OfferResult {
  const { request } = found;
  const { knowledge, facts, turn } = scene;
  if (turn.conversationKind === 'group') return { code: 'groupConversation' };
  if (request.organisationId === undefined || facts.organisation?.id !== request.organisationId) return { code: 'noOrganisation' };
  if (request.details.otherBuyer !== undefined && !knowledge.service.consumerOrders) return { code: 'otherBuyer' };
  const rate = rateOf(scene, found, draft);
  if ('code' in rate) return rate;
  const { ceilingMinutes } = draft;
  if (ceilingMinutes !== undefined && price(rate.rate, 1).billedMinutes > ceilingMinutes) return { code: 'ceilingTooLow' };
  const validUntil = turn.at + rate.days * dayMs;
  const offer = newOffer(scene, request, { madeBy: 'agent', rate: rate.rate, ceilingMinutes, validUntil });
  return declinedBefore(found, offer.terms) ? { code: 'declinedBefore' } : { offer };
}

function rateOf(scene: Scene, { request }: Case, { rate, validDays }: OfferDraft): { rate: Rate; days: number } | { code: AgentRefusal } {
  if (rate === 'onFile') {
    const found = rateOnFile(scene.knowledge.rates, request.assessment?.category, request.facts.product, scene.turn.at);
    return found ? { rate: found.rate, days: validDays ?? found.days } : { code: 'rateMissing' };
  }
  return validDays === undefined ? { code: 'validityMissing' } : { rate: entered(rate), days: validDays };
}

function entered(rate: EnteredRate): Rate {
  const { netCentsPerHour, vatPercent, incrementMinutes, minimumMinutes } = rate;
  const terms = { netCentsPerHour, vatPercent, currency: 'EUR', incrementMinutes, minimumMinutes, example: false } as const;
  return { ...terms, version: sha256(canonicalJson({ enteredBy: 'agent', ...terms })).slice(0, 16) };
}

/** True when the customer said no to these terms and has not asked again since. */
function declinedBefore({ offers, request }: Case, terms: OfferTerms): boolean {
  const askedAt = request.details.offerAskedAt ?? Number.NEGATIVE_INFINITY;
  return offers.some((offer) => offer.state === 'declined' && (offer.decidedAt ?? 0) > askedAt && sameTerms(offer.terms, terms));
}

/** What the customer would pay for what: the same price for the same kind of work up to the same ceiling. */
export function sameTerms(a: OfferTerms, b: OfferTerms): boolean {
  const essence = ({ rate: { version: _, ...rate }, category, product, ceilingMinutes }: OfferTerms): string =>
    canonicalJson({ rate, category, product: product ?? null, ceilingMinutes: ceilingMinutes ?? null } as Json);
  return essence(a) === essence(b);
}
