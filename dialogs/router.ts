/** Where every turn is decided: action words first, then a dialog in progress, then understanding. */

import type { Knowledge } from '../src/content/knowledge.ts';
import { phrase } from '../src/content/text-keys.ts';
import type { Action } from '../src/domain/action.ts';
import { isOpenHandoff } from '../src/domain/handoff.ts';
import { never } from '../src/domain/vocabulary.ts';
import { type ActionWord, actionWord } from './action-words.ts';
import { agentActs } from './agent/agent.ts';
import { choosesAgentChannel } from './agent-channel.ts';
import { billingDispute } from './billing-dispute.ts';
import { actOn } from './buttons.ts';
import { cancel } from './cancel.ts';
import { customerActs } from './customer-actions.ts';
import { customerWords } from './customer-words.ts';
import { customerInGroup, personalOnly } from './group.ts';
import { handoffClock } from './handoff/clock.ts';
import { deskActs } from './handoff/desk.ts';
import { duringHandoff } from './handoff/during.ts';
import { hubSays } from './handoff/hub-news.ts';
import { human } from './human.ts';
import { inProgress } from './in-progress.ts';
import { mailActs } from './mail.ts';
import { withMails } from './mails-of-turn.ts';
import { expire } from './offer.ts';
import { decide as decideOffer, forward } from './offer-decision.ts';
import { withSummaries } from './offer-summary.ts';
import { remind } from './offer-timers.ts';
import { continueQueue } from './several.ts';
import { staffAsks } from './staff.ts';
import { staffEnters } from './staff-entry.ts';
import type { DialogState } from './state.ts';
import { status } from './status.ts';
import { andThen, type Facts, type Scene, type Step, say, type Turn, text } from './step.ts';
import { help, notUnderstood, welcome } from './topics.ts';
import { understoodText } from './understood.ts';
import { claimWish } from './wish.ts';

/** Facts and a turn in; what is said and what changes out. The only entry to the dialogs. Pure. */
export function decide(facts: Facts, turn: Turn, knowledge: Knowledge): Step {
  const scene: Scene = { facts, turn, knowledge };
  const lost = facts.dialogLost ? [text(phrase('dialog.lost'))] : [];
  const first = route(scene, facts.dialog);
  const step = first.finished ? andThen(first, (state) => continueQueue(scene, state, first.effects)) : first;
  return withMails(scene, withSummaries(scene, { ...step, replies: [...lost, ...step.replies] }));
}

function route(scene: Scene, state: DialogState): Step {
  const { input } = scene.turn;
  const { handoff } = scene.facts;
  const withHuman = handoff && isOpenHandoff(handoff) ? duringHandoff(scene, state, handoff) : undefined;
  if (withHuman) return withHuman;
  switch (input.kind) {
    case 'joined':
      return welcome(scene, state);
    case 'action':
      return actOn(scene, state, input.action, input.original);
    case 'unknownButton':
      return say(state, [text(phrase('button.unknown'))]);
    case 'offerPage':
      return onOfferPage(scene, state, input);
    case 'wish':
      return claimWish(scene, state, input.offerId);
    case 'timer':
      return onTimer(scene, state, input);
    case 'agent':
      return agentActs(scene, state, input.action);
    case 'desk':
      return deskActs(scene, state, input.action);
    case 'hub':
      return hubSays(scene, state, input.handoffId, input.news);
    case 'onBehalf':
      return staffEnters(scene, state, input.entry, input.understood);
    case 'customer':
      return customerActs(scene, state, input.action);
    case 'mail':
      return mailActs(scene, state, input.deed);
    case 'text':
      return routeText(scene, state, input);
    default:
      return never(input);
  }
}

type TextInput = Extract<Turn['input'], { kind: 'text' }>;

function routeText(scene: Scene, state: DialogState, input: TextInput): Step {
  const cut = input.cut ? [text(phrase('input.cut'))] : [];
  const step = routeWords(scene, { ...state, welcomed: true }, input);
  return { ...step, replies: [...cut, ...step.replies] };
}

function routeWords(scene: Scene, state: DialogState, input: TextInput): Step {
  const { understood } = input;
  const forStaff = choosesAgentChannel(scene, state, input.text) ?? staffAsks(scene, state, input) ?? customerInGroup(scene, state, input);
  if (forStaff) return forStaff;
  if (!/[\p{L}\p{N}]/u.test(input.text) && input.uploads.length === 0)
    return state.waiting ? comeBackOr(scene, state, input) : notUnderstood(scene, state, 'noText');
  if (state.waiting && bareAnswer.test(input.text.trim())) return inProgress(scene, state, state.waiting, input);
  const isGroup = scene.turn.conversationKind === 'group';
  const wanted = isGroup ? undefined : (customerWords(scene, state, input.text) ?? billingDispute(scene, state, input.text));
  if (wanted) return wanted;
  const word = actionWord(input);
  if (word) return actionFirst(scene, state, word, input.text);
  if (state.waiting) return inProgress(scene, state, state.waiting, input);
  return understoodText(scene, state, understood, input);
}

function comeBackOr(scene: Scene, state: DialogState, input: TextInput): Step {
  return state.waiting ? inProgress(scene, state, state.waiting, { ...input, text: '' }) : notUnderstood(scene, state, 'noText');
}

/** Answers that would read as commands without the question before them. */
const bareAnswer =
  /^((ja|jo|jawohl|doch|nein|nö|nee|ne|ok|okay|(das )?wei(ß|ss) ich nicht|keine ahnung)( bitte| danke)?|(yes|yeah|yep|no|nope|sure|(i )?(do not|don['’]?t) know|no idea|not sure)( please|,? thanks|,? thank you)?)[.!, ]*$/i;

function actionFirst(scene: Scene, state: DialogState, word: ActionWord, words: string): Step {
  const calm = { ...state, misunderstood: 0 };
  if (scene.turn.conversationKind === 'group' && (word === 'human' || word === 'status')) return personalOnly(calm);
  switch (word) {
    case 'cancel':
      return cancel(scene, calm);
    case 'human':
      return human(scene, calm);
    case 'status':
      return status(scene, calm, words);
    case 'help':
      return help(scene, calm);
    default:
      return never(word);
  }
}

/** A decision on the offer's own page: its press token exists nowhere else. */
function onOfferPage(scene: Scene, state: DialogState, input: Extract<Turn['input'], { kind: 'offerPage' }>): Step {
  const offer = scene.facts.offers.find((candidate) => candidate.id === input.offerId);
  if (!offer || offer.pressToken !== input.pressToken) return say(state, []);
  return input.decision === 'forward' ? forward(scene, state, offer) : decideOffer(scene, state, offer, input.decision);
}

function onTimer(scene: Scene, state: DialogState, { name, offerId, handoffId }: Extract<Turn['input'], { kind: 'timer' }>): Step {
  if (name === 'handoff') return handoffClock(scene, state, handoffId);
  const offer = scene.facts.offers.find((candidate) => candidate.id === offerId);
  if (name === 'offerReminder') return offer ? remind(scene, state, offer) : say(state, []);
  if (offer?.state !== 'open' || scene.turn.at <= offer.terms.validUntil) return say(state, []);
  const again: Action = { kind: 'requestOffer', requestId: offer.requestId };
  const idle = state.waiting?.for === 'offer' ? { ...state, waiting: undefined } : state;
  return expire(scene, idle, offer, { title: phrase('button.newOffer'), action: again });
}
