/** The clock of a hand-off, and the same rules where it has not struck yet: nobody came, nobody is there any more, the agent is gone. */
import { type Phrase, phrase } from '../../src/content/text-keys.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { goneAfterMs, type Handoff, isOpenHandoff } from '../../src/domain/handoff.ts';
import type { DialogState } from '../state.ts';
import { type Scene, type Step, say } from '../step.ts';
import { isOpen, isSomebodyThere } from './availability.ts';
import { changeHandoff, clockOn, eventOf } from './change.ts';
import { isAlive } from './desk.ts';
import { endHandoff } from './end.ts';
import { backInQueue } from './pass-on.ts';
import { holderName, notice, orTicket, position, waitingChoices } from './words.ts';

/** A due timer of a hand-off. */
export function handoffClock(scene: Scene, state: DialogState, handoffId: string | undefined): Step {
  const { handoff } = scene.facts;
  if (!handoff || handoff.id !== handoffId || !isOpenHandoff(handoff)) return say(state, []);
  return overdue(scene, state, handoff) ?? say(state, [], nextLook(scene, handoff));
}

/** An agent's two minutes count from the last sign of life. */
function nextLook(scene: Scene, handoff: Handoff): Effect[] {
  const { holderSeenAt } = scene.facts.desk;
  const [clock] = clockOn(scene, handoff);
  if (clock?.kind !== 'schedule') return [];
  const isHeld = handoff.state === 'accepted' && holderSeenAt !== undefined;
  return [isHeld ? { ...clock, dueAt: Math.max(holderSeenAt + goneAfterMs, scene.turn.at) + 1 } : clock];
}

/** Out: the step when time or absence ends the waiting or the conversation, else nothing. */
export function overdue(scene: Scene, state: DialogState, handoff: Handoff): Step | undefined {
  const { turn, facts, knowledge } = scene;
  if (handoff.state === 'accepted') return facts.desk.hub === 'foreign' || isAlive(scene) ? undefined : agentGone(scene, state, handoff);
  if (turn.at >= handoff.deadlineAt)
    return fail(scene, state, handoff, isOpen(knowledge, turn.at) ? phrase('handoff.nobodyInTime') : phrase('handoff.closedNow'));
  return isSomebodyThere(scene) ? undefined : fail(scene, state, handoff, phrase('handoff.nobodyThere'));
}

/** Back to the queue, in the old place; where nobody else is there, a ticket. */
function agentGone(scene: Scene, state: DialogState, handoff: Handoff): Step {
  const name = holderName(scene, handoff);
  if (!isSomebodyThere(scene) || !isOpen(scene.knowledge, scene.turn.at)) return fail(scene, state, handoff, phrase('handoff.nobodyThere'));
  const events = [eventOf(scene, 'agentGone', handoff.acceptedByName), eventOf(scene, 'queued')];
  const queued = changeHandoff(handoff, backInQueue(scene), events);
  const words = [phrase('handoff.agentGone', { name }), ...position(scene), orTicket(scene)];
  return say(state, [notice(queued.handoff, words, waitingChoices(handoff))], [queued.effect, ...clockOn(scene, queued.handoff)]);
}

function fail(scene: Scene, state: DialogState, handoff: Handoff, why: Phrase): Step {
  const outcome = why.key.replace('handoff.', '');
  return endHandoff(scene, state, handoff, { to: 'failed', outcome, words: [why, phrase('handoff.botAgain')], ticket: true });
}
