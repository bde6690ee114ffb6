/** What a hub elsewhere says: taken over, failed, over, or an agent's words. States that do not fit any more change nothing. */
import { phrase } from '../../src/content/text-keys.ts';
import { type Handoff, isOpenHandoff } from '../../src/domain/handoff.ts';
import type { HubNews } from '../../src/domain/handoff-hub.ts';
import type { DialogState } from '../state.ts';
import { type Scene, type Step, say, writtenTexts } from '../step.ts';
import { changeHandoff, clockOn, eventOf } from './change.ts';
import { endHandoff } from './end.ts';
import { chatChoices, holderName, notice, shownAs } from './words.ts';

export function hubSays(scene: Scene, state: DialogState, handoffId: string, news: HubNews): Step {
  const { handoff } = scene.facts;
  if (!handoff || handoff.id !== handoffId || !isOpenHandoff(handoff) || scene.facts.desk.hub !== 'foreign') return say(state, []);
  if (news.kind === 'message') return agentSays(scene, state, handoff, news);
  switch (news.state) {
    case 'accepted':
      return accepted(scene, state, handoff);
    case 'completed': {
      const outcome = { to: 'completed', outcome: 'completedByHub' } as const;
      if (handoff.state !== 'accepted') return failed(scene, state, handoff, news.message);
      return endHandoff(scene, state, handoff, { ...outcome, words: [phrase('handoff.completed')], ticket: false });
    }
    case 'failed':
      return failed(scene, state, handoff, news.message);
    default:
      return say(state, []);
  }
}

/** Only the first one counts. */
function accepted(scene: Scene, state: DialogState, handoff: Handoff): Step {
  if (handoff.state === 'accepted') return say(state, []);
  const { at, principal } = scene.turn;
  const name = writtenTexts(scene)['agent.shownName'];
  const change = { state: 'accepted', acceptedBy: principal.id, acceptedByName: name, acceptedAt: at, firstAcceptedAt: at } as const;
  const taken = changeHandoff(handoff, change, [eventOf(scene, 'accepted')]);
  const words = [phrase('handoff.accepted', { name: shownAs(scene, name) })];
  return say(
    { ...state, waiting: undefined },
    [notice(taken.handoff, words, chatChoices(handoff))],
    [taken.effect, ...clockOn(scene, taken.handoff)],
  );
}

/** Whoever speaks has taken over, even when the event saying so got lost. */
function agentSays(scene: Scene, state: DialogState, handoff: Handoff, { text, name }: Extract<HubNews, { kind: 'message' }>): Step {
  const agentName = name ?? holderName(scene, handoff);
  const message = { kind: 'agentMessage', agentId: scene.turn.principal.id, agentName, text } as const;
  const first = accepted(scene, state, handoff);
  return { ...first, replies: [...first.replies, message] };
}

/** The reason is shown as the hub worded it, escaped like anybody's words. */
function failed(scene: Scene, state: DialogState, handoff: Handoff, reason: string | undefined): Step {
  const why = reason ? phrase('handoff.failedBecause', { reason }) : phrase('handoff.failed');
  return endHandoff(scene, state, handoff, {
    to: 'failed',
    outcome: 'failedByHub',
    words: [why, phrase('handoff.botAgain')],
    ticket: true,
    note: reason,
  });
}
