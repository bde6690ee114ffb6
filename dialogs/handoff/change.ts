/** Changes of a hand-off with what is kept about them; each goes with its timer. */
import type { Effect } from '../../src/domain/effect.ts';
import { goneAfterMs, type Handoff, type HandoffEvent } from '../../src/domain/handoff.ts';
import type { HubWork } from '../../src/domain/handoff-hub.ts';
import type { Language } from '../../src/domain/vocabulary.ts';
import type { Scene } from '../step.ts';

/** Who does it in this turn. */
export function eventOf({ turn }: Scene, kind: HandoffEvent['kind'], text?: string): HandoffEvent {
  const { principal, at } = turn;
  const by = { agent: 'agent', customer: 'customer', anonymous: 'customer', staff: 'customer', system: 'bot' } as const;
  const who = turn.input.kind === 'hub' ? 'hub' : by[principal.kind];
  const byName = principal.shownName ?? principal.name;
  return { kind, at, by: who, byId: principal.id, ...(byName === undefined ? {} : { byName }), ...(text === undefined ? {} : { text }) };
}

/** In: the hand-off as loaded, what changes, what is kept about it. Out: the hand-off afterwards and the effect. */
export function changeHandoff(
  handoff: Handoff,
  change: Partial<Handoff>,
  events: readonly HandoffEvent[],
  limit?: number,
): { readonly handoff: Handoff; readonly effect: Effect } {
  const changed: Handoff = { ...handoff, ...change };
  const effect: Effect = {
    kind: 'changeHandoff',
    handoff: changed,
    from: handoff.state,
    events,
    ...(limit === undefined ? {} : { limit }),
  };
  return { handoff: changed, effect };
}

const timerKey = ({ id }: Handoff): string => `handoff:${id}`;

/** The one clock of a hand-off: while waiting, whether somebody is still there and the time is not over; then, whether the agent still is. */
export function clockOn({ turn, facts }: Scene, handoff: Handoff): Effect[] {
  const isForeign = facts.desk.hub === 'foreign';
  if (isForeign && handoff.state === 'accepted') return clockOff(handoff);
  const look = turn.at + goneAfterMs;
  const dueAt = handoff.state === 'accepted' ? look : isForeign ? handoff.deadlineAt : Math.min(look, handoff.deadlineAt);
  return [{ kind: 'schedule', key: timerKey(handoff), dueAt: dueAt + 1, name: 'handoff', payload: { handoffId: handoff.id } }];
}

export function clockOff(handoff: Handoff): Effect[] {
  return [{ kind: 'unschedule', key: timerKey(handoff) }];
}

/** Work for a foreign hub; nothing when the hub is ours. `what` tells this event from the conversation's others. */
export function toHub({ facts }: Scene, handoff: Handoff, what: string, work: HubEventWork): Effect[] {
  if (facts.desk.hub === 'own') return [];
  const payload = { ...work, conversationId: handoff.conversationId, handoffId: handoff.id } as HubWork;
  return [{ kind: 'enqueue', work: 'handoff', key: `handoff:${handoff.id}:${what}`, payload }];
}

type HubEventWork =
  | { readonly kind: 'initiate'; readonly reason: string; readonly product?: string | undefined; readonly language?: Language | undefined }
  | { readonly kind: 'message'; readonly seq: number }
  | { readonly kind: 'ended' };
