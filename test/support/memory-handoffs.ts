/** Hand-offs and signs of life of a store in memory: the same rules as the database's. */
import type { Effect } from '../../src/domain/effect.ts';
import { goneAfterMs, type Handoff, type HandoffEvent, handoffMayChange, isOpenHandoff } from '../../src/domain/handoff.ts';
import type { Loaded, LoadQuery } from '../../src/domain/ports.ts';
import { demoAgents } from '../../src/storage/demo.ts';

export interface MemoryHandoffs {
  readonly handoffs: ReadonlyMap<string, Handoff>;
  readonly events: readonly (HandoffEvent & { readonly handoffId: string })[];
  /** When each agent last gave a sign of life; who left takes no more conversations. */
  readonly presence: Map<string, { seenAt: number; isAvailable: boolean }>;
  load(query: LoadQuery): Pick<Loaded, 'handoff' | 'desk'>;
  /** True when an effect rests on what has changed meanwhile. */
  isConflict(effects: readonly Effect[]): boolean;
  apply(effect: Extract<Effect, { kind: 'requestHandoff' | 'changeHandoff' }>): void;
}

export function memoryHandoffs(): MemoryHandoffs {
  const handoffs = new Map<string, Handoff>();
  const events: (HandoffEvent & { handoffId: string })[] = [];
  const presence = new Map<string, { seenAt: number; isAvailable: boolean }>();
  const all = () => [...handoffs.values()];
  const inHand = (agentId: string) => all().filter(({ state, acceptedBy }) => state === 'accepted' && acceptedBy === agentId).length;
  const isThere = (id: string, at: number) => {
    const sign = presence.get(id);
    return sign?.isAvailable === true && at - sign.seenAt <= goneAfterMs;
  };

  const load = ({ activity: { conversationId }, handoffId, desk, principal }: LoadQuery): Pick<Loaded, 'handoff' | 'desk'> => {
    const own = all().filter((handoff) => handoff.conversationId === conversationId);
    const named = own.find(({ id }) => id === handoffId);
    const handoff = named ?? own.find(isOpenHandoff) ?? own.toSorted((a, b) => b.requestedAt - a.requestedAt)[0];
    const open = handoff && isOpenHandoff(handoff) ? handoff : undefined;
    if (!desk || (!desk.mayAsk && !open)) return { handoff };
    const holder = open?.acceptedBy ?? open?.forAgent ?? '';
    const target = demoAgents.find(({ id }) => id === desk.passTo);
    return {
      handoff,
      desk: {
        present: demoAgents.filter(({ id }) => isThere(id, desk.at)).length,
        ahead: all().filter((other) => isOpenHandoff(other) && other.state !== 'accepted' && isBefore(other, open)).length,
        waits: all().flatMap(({ firstAcceptedAt, requestedAt }) => (firstAcceptedAt === undefined ? [] : [firstAcceptedAt - requestedAt])),
        holderSeenAt: presence.get(holder)?.seenAt,
        holderName: demoAgents.find(({ id }) => id === holder)?.shownName,
        ownChats: inHand(principal.id),
        target: target && { id: target.id, shownName: target.shownName, isPresent: isThere(target.id, desk.at) },
      },
    };
  };

  const isConflict = (effects: readonly Effect[]): boolean =>
    effects.some((effect) => {
      if (effect.kind === 'requestHandoff')
        return all().some((other) => other.conversationId === effect.handoff.conversationId && isOpenHandoff(other));
      if (effect.kind !== 'changeHandoff') return false;
      const stored = handoffs.get(effect.handoff.id);
      const isFull = effect.limit !== undefined && inHand(effect.handoff.acceptedBy ?? '') >= effect.limit;
      return stored?.version !== effect.handoff.version || stored.state !== effect.from || isFull;
    });

  const apply: MemoryHandoffs['apply'] = (effect) => {
    const { handoff } = effect;
    const before = handoffs.get(handoff.id);
    if (before && !handoffMayChange(before.state, handoff.state))
      throw new Error(`a hand-off jumps from ${before.state} to ${handoff.state}`);
    handoffs.set(handoff.id, { ...handoff, version: handoff.version + 1 });
    events.push(...effect.events.map((event) => ({ ...event, handoffId: handoff.id })));
  };
  return { handoffs, events, presence, load, isConflict, apply };
}

function isBefore(other: Handoff, own: Handoff | undefined): boolean {
  if (!own) return true;
  return other.requestedAt < own.requestedAt || (other.requestedAt === own.requestedAt && other.id < own.id);
}
