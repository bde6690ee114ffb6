/** Is there somebody to talk to now, and until when? */
import type { Knowledge } from '../../src/content/knowledge.ts';
import { openUntil } from '../../src/domain/service-hours.ts';
import type { Scene } from '../step.ts';

/** True when a human can take over in this conversation: wanted by the operator, one customer who can be reached, hours open or not set, somebody present. */
export function isLive(scene: Scene): boolean {
  const { facts, turn, knowledge } = scene;
  const { desk } = facts;
  if (knowledge.service.handoff !== 'live' || turn.conversationKind !== 'personal' || !desk.reachable) return false;
  return isOpen(knowledge, turn.at) && isSomebodyThere(scene);
}

/** A foreign hub knows itself who is there. */
export function isSomebodyThere({ facts: { desk } }: Scene): boolean {
  return desk.hub === 'foreign' || desk.present > 0;
}

export function isOpen({ hours }: Knowledge, at: number): boolean {
  return hours === undefined || openUntil(hours, at) !== undefined;
}

/** When waiting ends in a ticket: after the operator's minutes, at the latest when the hours end. */
export function deadlineFrom({ service, hours }: Knowledge, at: number): number {
  const waited = at + service.handoffWaitMinutes * 60_000;
  return Math.min(waited, (hours && openUntil(hours, at)) ?? waited);
}
