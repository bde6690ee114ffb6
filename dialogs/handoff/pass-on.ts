/** A conversation goes back to the queue or to a colleague; the customer hears so. */
import { phrase } from '../../src/content/text-keys.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import type { DeskAction } from '../../src/domain/handoff-action.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say } from '../step.ts';
import { deadlineFrom } from './availability.ts';
import { changeHandoff, clockOn, eventOf } from './change.ts';
import { holderName, notice, orTicket, position, shownAs, waitingChoices } from './words.ts';

type PassOn = Extract<DeskAction, { kind: 'passOn' }>;

/** In the queue again it stands where it stood: places follow the time of asking. */
export function passOn(scene: Scene, state: DialogState, handoff: Handoff, { to, note }: PassOn): Step {
  const { facts, turn } = scene;
  const { target } = facts.desk;
  if (to !== 'queue' && (!target?.isPresent || target.id === turn.principal.id)) return refuse(state, 'targetGone');
  const forAgent = to === 'queue' ? undefined : target?.id;
  const events = [eventOf(scene, 'passedOn', note), { ...eventOf(scene, 'queued'), by: 'bot' } as const];
  const name = holderName(scene, handoff);
  const words =
    to === 'queue' || !target
      ? phrase('handoff.passedOn', { name })
      : phrase('handoff.passedOnTo', { name, to: shownAs(scene, target.shownName) });
  const queued = changeHandoff(handoff, { ...backInQueue(scene), forAgent }, events);
  const place = to === 'queue' ? position(scene) : [];
  return say(
    state,
    [notice(queued.handoff, [words, ...place, orTicket(scene)], waitingChoices(handoff))],
    [queued.effect, ...clockOn(scene, queued.handoff)],
  );
}

/** What changes when nobody has the conversation any more. */
export function backInQueue({ knowledge, turn }: Scene) {
  return {
    state: 'queued',
    acceptedBy: undefined,
    acceptedByName: undefined,
    acceptedAt: undefined,
    deadlineAt: deadlineFrom(knowledge, turn.at),
  } as const;
}
