/** A remote-maintenance session: offered by the agent, accepted or refused by the customer by button, both recorded. */
import { type Phrase, phrase } from '../../src/content/text-keys.ts';
import type { Action } from '../../src/domain/action.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import type { Choice } from '../reply.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say, text } from '../step.ts';
import { changeHandoff, eventOf } from './change.ts';
import { holderName, notice } from './words.ts';

export function offerRemote(scene: Scene, state: DialogState, handoff: Handoff): Step {
  const { service } = scene.knowledge;
  if (service.remoteLink === undefined && service.remoteCode === undefined) return refuse(state, 'remoteMissing');
  if (handoff.remote?.state === 'offered') return refuse(state, 'remoteOpen');
  const remote = { id: scene.turn.ids.id(), state: 'offered', offeredAt: scene.turn.at } as const;
  const offered = changeHandoff(handoff, { remote }, [eventOf(scene, 'remoteOffered')]);
  const answer = (accepted: boolean): Choice => ({
    title: phrase(accepted ? 'button.remoteYes' : 'button.remoteNo'),
    action: { kind: 'answerRemote', handoffId: handoff.id, remoteId: remote.id, accepted },
  });
  const words = phrase('handoff.remoteOffered', { name: holderName(scene, handoff) });
  return say(state, [notice(offered.handoff, [words], [answer(true), answer(false)])], [offered.effect]);
}

/** Way and code are named only after the customer said yes. */
export function answerRemote(scene: Scene, state: DialogState, handoff: Handoff, action: Extract<Action, { kind: 'answerRemote' }>): Step {
  const { remote } = handoff;
  if (handoff.state !== 'accepted' || remote?.id !== action.remoteId || remote.state !== 'offered')
    return say(state, [text(phrase('handoff.remoteOver'))]);
  const answered = { ...remote, state: action.accepted ? 'accepted' : 'refused', answeredAt: scene.turn.at } as const;
  const event = eventOf(scene, action.accepted ? 'remoteAccepted' : 'remoteRefused');
  const { handoff: changed, effect } = changeHandoff(handoff, { remote: answered }, [event]);
  const words = action.accepted ? [phrase('handoff.remoteAccepted'), ...wayIn(scene)] : [phrase('handoff.remoteRefused')];
  return say(state, [notice(changed, words)], [effect]);
}

function wayIn({ knowledge: { service } }: Scene): Phrase[] {
  const { remoteLink: url, remoteCode: code } = service;
  return [
    ...(url === undefined ? [] : [phrase('handoff.remoteLink', { url })]),
    ...(code === undefined ? [] : [phrase('handoff.remoteCode', { code })]),
  ];
}
