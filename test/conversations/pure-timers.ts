/** Fires the offer timers of a store in memory. */
import type { TurnEngine } from '../../src/turn/types.ts';
import type { MemoryStore } from '../support/memory-store.ts';

/** In: store, engine, the time it is now. Every timer of an offer that is due gets its turn, oldest first. */
export async function fireOfferTimers(store: MemoryStore, engine: TurnEngine, at: number): Promise<void> {
  const due = [...store.timers.values()].filter(({ dueAt }) => dueAt <= at).toSorted((a, b) => a.dueAt - b.dueAt);
  for (const timer of due) {
    const offerId = (timer.payload as { readonly offerId: string }).offerId;
    await engine.take({
      channel: 'webchat',
      conversationId: store.offers.get(offerId)?.conversationId ?? '',
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: `timer:${timer.key}:${timer.dueAt}`,
      principal: { kind: 'system', id: 'system', mayOrder: false, verifiedBy: 'none', at },
      at,
      input: { kind: 'timer', name: timer.name, payload: timer.payload },
    });
    store.timers.delete(timer.key);
  }
}
