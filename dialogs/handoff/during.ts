/** What the customer does while a hand-off is open: waiting, the bot hears action words only; while a human has the conversation, it is silent. */
import { phrase } from '../../src/content/text-keys.ts';
import type { Action } from '../../src/domain/action.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import { actionWord } from '../action-words.ts';
import type { DialogState } from '../state.ts';
import { type Scene, type Step, say, type TurnInput } from '../step.ts';
import { help } from '../topics.ts';
import { toHub } from './change.ts';
import { overdue } from './clock.ts';
import { endHandoff } from './end.ts';
import { answerRemote } from './remote.ts';
import { notice, position, usualWait, waitingChoices } from './words.ts';

/** Presses whose result the customer gets whoever has the conversation: what was shown before stays in force. */
const works: readonly Action['kind'][] = [
  'decideOffer',
  'forwardOffer',
  'otherBuyer',
  'showOffer',
  'withdrawOrder',
  'withdrawTicket',
  'orderDetail',
  'submitTicket',
];

/** Out: the step, or nothing when the turn goes on as always. */
export function duringHandoff(scene: Scene, state: DialogState, handoff: Handoff): Step | undefined {
  const { input } = scene.turn;
  if (input.kind !== 'text' && input.kind !== 'action' && input.kind !== 'unknownButton' && input.kind !== 'joined') return undefined;
  const own = input.kind === 'action' ? ownPress(scene, state, handoff, input.action) : undefined;
  if (own) return own;
  if (input.kind === 'action' && works.includes(input.action.kind)) return undefined;
  const late = input.kind === 'joined' ? undefined : overdue(scene, state, handoff);
  if (late) return late;
  if (handoff.state === 'accepted' || input.kind === 'joined') return say(state, [], heard(scene, handoff, input));
  return waiting(scene, state, handoff, input);
}

/** Buttons of the hand-off itself. */
function ownPress(scene: Scene, state: DialogState, handoff: Handoff, action: Action): Step | undefined {
  if (!('handoffId' in action) || action.handoffId !== handoff.id) return undefined;
  switch (action.kind) {
    case 'answerRemote':
      return answerRemote(scene, state, handoff, action);
    case 'leaveTicket':
      return endHandoff(scene, state, handoff, {
        to: 'abandoned',
        outcome: 'ticketInstead',
        words: [phrase('handoff.botAgain')],
        ticket: true,
      });
    case 'endHandoff':
      return leave(scene, state, handoff);
    default:
      return undefined;
  }
}

/** The customer goes: out of the queue, or out of the conversation. */
function leave(scene: Scene, state: DialogState, handoff: Handoff): Step {
  const inHand = handoff.state === 'accepted';
  const words = inHand ? phrase('handoff.endedByCustomer') : phrase('handoff.leftQueue');
  return endHandoff(scene, state, handoff, { to: 'abandoned', outcome: 'leftByCustomer', words: [words], ticket: false });
}

type Said = Extract<TurnInput, { kind: 'text' | 'action' | 'unknownButton' }>;

/** The bot answers commands; anything else is kept for whoever takes over. */
function waiting(scene: Scene, state: DialogState, handoff: Handoff, input: Said): Step | undefined {
  const place = [...position(scene), ...usualWait(scene)];
  if (input.kind === 'action') {
    const again = input.action.kind === 'errand' && input.action.errand === 'human';
    return again ? say(state, [notice(handoff, [phrase('handoff.requested'), ...place], waitingChoices(handoff))]) : undefined;
  }
  if (input.kind === 'unknownButton') return undefined;
  const word = actionWord(input);
  if (word === 'cancel') return leave(scene, state, handoff);
  if (word === 'help') return help(scene, state);
  if (word !== undefined) return say(state, [notice(handoff, [phrase('handoff.requested'), ...place], waitingChoices(handoff))]);
  return say(
    state,
    [notice(handoff, [phrase('handoff.noted'), ...position(scene)], waitingChoices(handoff))],
    heard(scene, handoff, input),
  );
}

/** A hub elsewhere gets every word and every press. */
function heard(scene: Scene, handoff: Handoff, input: TurnInput) {
  const seq = 'seq' in input ? input.seq : undefined;
  return seq === undefined ? [] : toHub(scene, handoff, `message:${seq}`, { kind: 'message', seq });
}
