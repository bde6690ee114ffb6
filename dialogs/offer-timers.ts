/** The clocks of an offer: one for its end, and one for the only reminder it may get. */
import { phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import { isOpen, type Offer } from '../src/domain/offer.ts';
import type { Language } from '../src/domain/vocabulary.ts';
import { offerReminder } from './mails.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say } from './step.ts';

const dayMs = 86_400_000;

export function expiryTimer(offer: Offer): Effect {
  const dueAt = offer.terms.validUntil + 1;
  return { kind: 'schedule', key: `offer:${offer.id}`, dueAt, name: 'offerExpired', payload: { offerId: offer.id } };
}

/** Two days before the end, or halfway when less is left. */
export function reminderTimer(offer: Offer, at: number): Effect {
  const left = offer.terms.validUntil - at;
  const dueAt = offer.terms.validUntil - Math.min(2 * dayMs, Math.floor(left / 2));
  return { kind: 'schedule', key: `offer-reminder:${offer.id}`, dueAt, name: 'offerReminder', payload: { offerId: offer.id } };
}

export function timersOff(offer: Offer): Effect[] {
  return [
    { kind: 'unschedule', key: `offer:${offer.id}` },
    { kind: 'unschedule', key: `offer-reminder:${offer.id}` },
  ];
}

/** The one reminder: only of offers that wait for somebody's release or were made by an agent; an offer the bot showed is never repeated unasked. */
export function remind(scene: Scene, state: DialogState, offer: Offer): Step {
  const waits = offer.forwardedAt !== undefined || offer.madeBy === 'agent';
  if (!isOpen(offer, scene.turn.at) || !waits) return say(state, []);
  const { subject, validUntil } = offer.terms;
  const words = phrase('offer.reminder', { subject, date: dateOf(validUntil, scene.knowledge.language) });
  const choices = [{ title: phrase('button.showOffer'), action: { kind: 'showOffer', offerId: offer.id } as const }];
  const ticket = scene.facts.tickets.find((candidate) => candidate.requestId === offer.requestId);
  return say(state, [{ kind: 'text', phrases: [words], choices, important: true }], offerReminder(scene, offer, ticket));
}

/** `22.11.2026`, in German time; `22 Nov 2026` in English. */
function dateOf(at: number, language: Language): string {
  const how = { timeZone: 'Europe/Berlin', day: '2-digit', year: 'numeric' } as const;
  return language === 'en'
    ? new Intl.DateTimeFormat('en-GB', { ...how, month: 'short' }).format(at)
    : new Intl.DateTimeFormat('de-DE', { ...how, month: '2-digit' }).format(at);
}
