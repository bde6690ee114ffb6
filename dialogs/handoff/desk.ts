/** A support agent's action on a conversation: checked once for right and ownership, then decided. */
import { phrase } from '../../src/content/text-keys.ts';
import { type CloseOutcome, goneAfterMs, type Handoff, type HandoffReason, isOpenHandoff } from '../../src/domain/handoff.ts';
import type { DeskAction } from '../../src/domain/handoff-action.ts';
import { mayWorkOn } from '../../src/domain/identity.ts';
import { never } from '../../src/domain/vocabulary.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say, writtenTexts } from '../step.ts';
import { changeHandoff, clockOn, eventOf } from './change.ts';
import { endHandoff } from './end.ts';
import { passOn } from './pass-on.ts';
import { offerRemote } from './remote.ts';
import { chatChoices, holderName, notice, shownAs } from './words.ts';

/** In: the facts and an agent's action. Out: what changes and what the customer reads, or the reason why nothing does. */
export function deskActs(scene: Scene, state: DialogState, action: DeskAction): Step {
  const { turn, facts } = scene;
  if (!mayWorkOn(turn.principal)) return refuse(state, 'notAllowed');
  const { handoff } = facts;
  if (handoff?.id !== action.handoffId || handoff.conversationId !== turn.conversationId || facts.desk.hub !== 'own')
    return refuse(state, 'unknown');
  if (!isOpenHandoff(handoff)) return refuse(state, 'handoffOver');
  if (action.kind === 'claim') return claim(scene, state, handoff);
  if (action.kind === 'note') return note(scene, state, handoff, action.text);
  if (handoff.state !== 'accepted' || handoff.acceptedBy !== turn.principal.id) return refuse(state, 'notYourChat');
  return inHand(scene, state, handoff, action);
}

function inHand(scene: Scene, state: DialogState, handoff: Handoff, action: Exclude<DeskAction, { kind: 'claim' | 'note' }>): Step {
  switch (action.kind) {
    case 'say':
      return tell(scene, state, handoff, action);
    case 'passOn':
      return passOn(scene, state, handoff, action);
    case 'return':
      return endHandoff(scene, state, handoff, {
        to: 'returned',
        outcome: 'returned',
        words: [phrase('handoff.returned', { name: holderName(scene, handoff) })],
        ticket: false,
      });
    case 'close':
      return close(scene, state, handoff, action.outcome, action.note);
    case 'offerRemote':
      return offerRemote(scene, state, handoff);
    default:
      return never(action);
  }
}

/** First come, first served; somebody else's is named. */
function claim(scene: Scene, state: DialogState, handoff: Handoff): Step {
  const { turn, facts, knowledge } = scene;
  const { principal, at } = turn;
  if (handoff.state === 'accepted')
    return handoff.acceptedBy === principal.id ? say(state, []) : refuse(state, 'alreadyTaken', { name: holderName(scene, handoff) });
  const isFor = handoff.forAgent !== undefined && handoff.forAgent !== principal.id && facts.desk.holderSeenAt !== undefined;
  if (isFor && isAlive(scene))
    return refuse(state, 'forAnother', { name: facts.desk.holderName ?? writtenTexts(scene)['agent.shownName'] });
  const limit = knowledge.service.chatsPerAgent;
  if (facts.desk.ownChats >= limit) return refuse(state, 'chatLimit', { limit });
  const name = principal.shownName ?? writtenTexts(scene)['agent.shownName'];
  const change = {
    state: 'accepted',
    acceptedBy: principal.id,
    acceptedByName: name,
    acceptedAt: at,
    firstAcceptedAt: handoff.firstAcceptedAt ?? at,
    forAgent: undefined,
  } as const;
  const taken = changeHandoff(handoff, change, [eventOf(scene, 'accepted')], limit);
  const words = [phrase('handoff.accepted', { name: shownAs(scene, name) })];
  return say(
    { ...state, waiting: undefined },
    [notice(taken.handoff, words, chatChoices(handoff))],
    [taken.effect, ...clockOn(scene, taken.handoff)],
  );
}

/** Has the holder given a sign of life lately? */
export function isAlive({ facts: { desk }, turn }: Scene): boolean {
  return desk.holderSeenAt !== undefined && turn.at - desk.holderSeenAt <= goneAfterMs;
}

function tell(scene: Scene, state: DialogState, handoff: Handoff, { text, files }: Extract<DeskAction, { kind: 'say' }>): Step {
  const agentName = holderName(scene, handoff);
  return say(state, [{ kind: 'agentMessage', agentId: scene.turn.principal.id, agentName, text, files }]);
}

function note(scene: Scene, state: DialogState, handoff: Handoff, text: string): Step {
  return say(state, [], [changeHandoff(handoff, {}, [eventOf(scene, 'note', text)]).effect]);
}

/** After a complaint nobody is asked whether it helped. */
const complaints: readonly HandoffReason[] = ['billingDispute', 'objection', 'upset'];

function close(scene: Scene, state: DialogState, handoff: Handoff, outcome: CloseOutcome, about: string | undefined): Step {
  const words = outcome === 'customerGone' ? phrase('handoff.customerGone') : phrase('handoff.completed');
  return endHandoff(scene, state, handoff, {
    to: 'completed',
    outcome,
    words: [words],
    ticket: outcome === 'ticket',
    note: about,
    rate: outcome === 'solved' && !complaints.includes(handoff.reason),
  });
}
