/** Fires the offer timers of a store in memory. */
import type { TurnEngine } from '../../src/turn/types.ts';
import type { MemoryStore } from '../support/memory-store.ts';

/** In: store, engine, the time it is now. Every open offer past its end gets its timer turn. */
export async function fireOfferTimers(store: MemoryStore, engine: TurnEngine, at: number): Promise<void> {
  for (const offer of store.offers.values()) {
    if (offer.state !== 'open' || at <= offer.terms.validUntil) continue;
    await engine.take({
      channel: 'webchat',
      conversationId: offer.conversationId,
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: `timer:offer:${offer.id}`,
      principal: { kind: 'system', id: 'system', mayOrder: false, verifiedBy: 'none', at },
      at,
      input: { kind: 'timer', name: 'offerExpired', payload: { offerId: offer.id } },
    });
  }
}
