/** What a press does, by the meaning stored with its message. Stale presses are answered kindly with what holds now. */
import { phrase } from '../src/content/text-keys.ts';
import type { Action, Errand } from '../src/domain/action.ts';
import { isOpen } from '../src/domain/offer.ts';
import type { Request } from '../src/domain/request.ts';
import { never } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import { cancel } from './cancel.ts';
import { answered, proceed, reviewAssessment } from './coverage.ts';
import { customerPresses } from './customer-actions.ts';
import { answerEntry, answerQuestion, helped } from './faq.ts';
import { personalOnly } from './group.ts';
import { human } from './human.ts';
import { comeBack } from './in-progress.ts';
import { askForObjection } from './objection.ts';
import { offerOver, showAgain } from './offer.ts';
import { decide, forward, orderDetail } from './offer-decision.ts';
import { askConsultants } from './on-site.ts';
import { otherBuyer } from './other-buyer.ts';
import { takeOnly } from './several.ts';
import { staffChose } from './staff.ts';
import type { DialogState } from './state.ts';
import { status } from './status.ts';
import { finish, type Scene, type Step, say, text } from './step.ts';
import { askForRequest, changeField, chooseField, collect, fieldAnswered, receipt, submit } from './ticket.ts';
import { askForReply } from './ticket-reply.ts';
import { help } from './topics.ts';
import { act } from './understood.ts';

export function actOn(scene: Scene, state: DialogState, action: Action, original: Understood | undefined): Step {
  switch (action.kind) {
    case 'guess':
      return guessed(scene, state, action, original);
    case 'faq':
      return answerEntry(scene, state, action.faqId);
    case 'faqProduct':
      return answerQuestion(scene, state, {
        label: action.faqLabel,
        text: original?.text ?? '',
        seq: original && action.ofSeq,
        product: action.product,
        confidence: 1,
        askHelped: true,
      });
    case 'helped':
      return helped(scene, state, action, original);
    case 'errand':
      return errand(scene, state, action);
    case 'decideOffer':
    case 'forwardOffer':
    case 'changeOffer':
    case 'showOffer':
    case 'otherBuyer':
      return onOffer(scene, state, action);
    case 'withdrawOrder':
    case 'withdrawTicket':
      return customerPresses(scene, state, action);
    case 'objectTo':
      return askForObjection(scene, state, action.requestId);
    case 'replyToTicket':
      return askForReply(scene, state, action.requestId);
    case 'orderDetail':
      return orderDetail(scene, state, action.ticketId, action.urgency);
    case 'leaveTicket':
    case 'endHandoff':
    case 'answerRemote':
      return say(state, [text(phrase('handoff.over'))]);
    case 'staffCustomer':
      return staffChose(scene, state, original, action.ofSeq);
    case 'staffForm':
      return say(state, [text(phrase('staff.formOnly'))]);
    case 'rateHandoff':
      return rated(state, action.helped);
    case 'startTicket':
      if (scene.turn.conversationKind === 'group') return personalOnly(state);
      return action.requestId === undefined
        ? askForRequest(state, false)
        : onRequest(scene, state, { ...action, requestId: action.requestId });
    default:
      return onRequest(scene, state, action);
  }
}

function guessed(scene: Scene, state: DialogState, action: Extract<Action, { kind: 'guess' }>, original: Understood | undefined): Step {
  if (!original) return say(state, [text(phrase('button.unknown'))]);
  const chosen = { kind: 'note', about: 'chosenGuess', label: action.label, seq: action.ofSeq } as const;
  const step = act(scene, state, action.label, { ...original, requests: [] }, { text: original.text, uploads: [], seq: action.ofSeq });
  return { ...step, effects: [...step.effects, chosen] };
}

/** What the customer thinks of the conversation with a human; kept for figures. */
function rated(state: DialogState, isHelpful: boolean): Step {
  return say(state, [text(phrase('handoff.rated'))], [{ kind: 'note', about: isHelpful ? 'chatHelped' : 'chatNotHelped' }]);
}

const personalErrands: readonly Errand[] = ['ticket', 'human', 'status'];

function errand(scene: Scene, state: DialogState, { errand: name, ofSeq, ...asked }: Extract<Action, { kind: 'errand' }>): Step {
  if (scene.turn.conversationKind === 'group' && personalErrands.includes(name)) return personalOnly(state);
  switch (name) {
    case 'ticket':
      return askForRequest(state, false);
    case 'human':
      return human(scene, state, { reason: asked.reason, requestId: asked.requestId });
    case 'status':
      return status(scene, state, '');
    case 'help':
    case 'topics':
      return help(scene, state);
    case 'cancel':
      return cancel(scene, state);
    case 'continue':
      return comeBack(scene, state);
    case 'other':
      return say(
        state,
        [{ kind: 'text', phrases: [phrase('askBack.other')], expectsInput: true }],
        ofSeq === undefined ? [] : [{ kind: 'note', about: 'otherMeant', seq: ofSeq }],
      );
    default:
      return never(name);
  }
}

function onOffer(scene: Scene, state: DialogState, action: Extract<Action, { offerId: string }>): Step {
  const offer = scene.facts.offers.find((candidate) => candidate.id === action.offerId);
  if (!offer) return say(state, [text(phrase('button.unknown'))]);
  if (action.kind === 'decideOffer') return decide(scene, state, offer, action.decision);
  if (action.kind === 'forwardOffer') return forward(scene, state, offer);
  if (action.kind === 'otherBuyer') return otherBuyer(scene, state, offer, '');
  if (action.kind === 'showOffer') return showAgain(scene, state, offer, 'continue');
  if (!isOpen(offer, scene.turn.at)) return offerOver(scene, state, offer);
  if (offer.madeBy === 'agent') return showAgain(scene, state, offer, 'continue');
  const waiting = { for: 'offerDescription', offerId: offer.id } as const;
  return say({ ...state, waiting }, [{ kind: 'text', phrases: [phrase('offer.describeAnew')], expectsInput: true }]);
}

type AfterTicket = 'withdrawOrder' | 'withdrawTicket' | 'objectTo' | 'replyToTicket';
type RequestAction = Exclude<Extract<Action, { requestId: string }>, { kind: AfterTicket }> | { kind: 'startTicket'; requestId: string };

function onRequest(scene: Scene, state: DialogState, action: RequestAction): Step {
  const request = scene.facts.requests.find((candidate) => candidate.id === action.requestId);
  if (!request) return say(state, [text(phrase('button.unknown'))]);
  if (action.kind === 'requestOffer' && hasOffer(scene, request)) return customerPresses(scene, state, action);
  const stale = staleReply(scene, state, request, action.kind);
  if (stale) return stale;
  switch (action.kind) {
    case 'answer':
      return answered(scene, state, request, action.question, action.value);
    case 'field':
      if (action.field === 'symptom') return proceed(scene, { ...state, waiting: undefined }, request);
      return fieldAnswered(scene, state, request, action.field, action.value);
    case 'changeField':
      return action.field ? changeField(state, request, action.field) : chooseField(scene, state, request);
    case 'submitTicket':
      return submit(scene, state, request);
    case 'reviewAssessment':
      return reviewAssessment(scene, state, request);
    case 'askConsultants':
      return askConsultants(scene, state, request);
    case 'requestOffer':
      return proceed(scene, { ...state, waiting: undefined }, { ...request, state: 'draft' });
    case 'dropRequest':
      return drop(state, request);
    case 'takeRequest':
      return takeOnly(scene, state, request.id);
    case 'startTicket':
      return collect(scene, state, request, []);
    default:
      return never(action);
  }
}

function hasOffer({ facts }: Scene, { id }: Request): boolean {
  return facts.tickets.some((ticket) => ticket.requestId === id) && facts.offers.some((offer) => offer.requestId === id);
}

const worksLater: readonly string[] = ['reviewAssessment', 'requestOffer', 'submitTicket'];

/** A press on an old message whose request has moved on: the ticket it became, or that it is closed. */
function staleReply(scene: Scene, state: DialogState, request: Request, kind: string): Step | undefined {
  if (request.state === 'draft') return undefined;
  const ticket = scene.facts.tickets.find((candidate) => candidate.requestId === request.id);
  if (ticket) return say(state, [receipt(ticket, [phrase('ticket.already')])]);
  if (kind === 'askConsultants' && request.state === 'done') return undefined;
  if (worksLater.includes(kind) && request.state !== 'dropped' && request.state !== 'done') return undefined;
  return say(state, [text(phrase('button.over'))]);
}

function drop(state: DialogState, request: Request): Step {
  const dropped: Request = { ...request, state: 'declined' };
  return finish(say({ ...state, waiting: undefined }, [text(phrase('offer.dropped'))], [{ kind: 'saveRequest', request: dropped }]));
}
