/** Fires the timers of a store in memory. */
import type { TurnEngine } from '../../src/turn/types.ts';
import type { MemoryStore } from '../support/memory-store.ts';

/** In: store, engine, the time it is now. Every timer that is due gets its turn, oldest first. */
export async function fireTimers(store: MemoryStore, engine: TurnEngine, at: number): Promise<void> {
  const due = [...store.timers.values()].filter(({ dueAt }) => dueAt <= at).toSorted((a, b) => a.dueAt - b.dueAt);
  for (const timer of due) {
    const { offerId = '', handoffId = '' } = timer.payload as { readonly offerId?: string; readonly handoffId?: string };
    const about = store.offers.get(offerId) ?? store.desk.handoffs.get(handoffId);
    await engine.take({
      channel: 'webchat',
      conversationId: about?.conversationId ?? '',
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: `timer:${timer.key}:${timer.dueAt}`,
      principal: { kind: 'system', id: 'system', mayOrder: false, verifiedBy: 'none', at },
      at,
      input: { kind: 'timer', name: timer.name, payload: timer.payload },
    });
    // A turn may have set its timer anew.
    if (store.timers.get(timer.key) === timer) store.timers.delete(timer.key);
  }
}
