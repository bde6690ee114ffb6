/** Text that arrives while the bot waits for something: an answer, a question in between, or more about the case. */
import { phrase } from '../src/content/text-keys.ts';
import type { Request } from '../src/domain/request.ts';
import { consultantsCategory } from '../src/domain/ticket.ts';
import { never } from '../src/domain/vocabulary.ts';
import { answered, proceed } from './coverage.ts';
import { coverageQuestion, readAnswer } from './coverage-questions.ts';
import { customerPresses } from './customer-actions.ts';
import { answerInBetween } from './faq.ts';
import { contactGiven } from './handoff/end.ts';
import { askForObjection } from './objection.ts';
import { offerReply, showAgain, supersede } from './offer.ts';
import { buyerNamed, otherBuyer, otherBuyerWords } from './other-buyer.ts';
import { openRequest, startCases } from './several.ts';
import type { DialogState, Waiting } from './state.ts';
import { andThen, type Scene, type Step, say, type TurnInput, text } from './step.ts';
import { subjectOf } from './subject.ts';
import { chooseField, collect, fieldAnswered, fieldQuestion, readField, summary } from './ticket.ts';
import { askForReply } from './ticket-reply.ts';
import { understoodText } from './understood.ts';

type TextInput = Extract<TurnInput, { kind: 'text' }>;

export function inProgress(scene: Scene, state: DialogState, waiting: Waiting, input: TextInput): Step {
  switch (waiting.for) {
    case 'question':
      return onQuestion(scene, state, waiting, input);
    case 'field':
      return onField(scene, state, waiting, input);
    case 'summary':
      return onSummary(scene, state, waiting, input);
    case 'newRequest':
      return onNewRequest(scene, state, waiting.human, input);
    case 'offer':
      return onOffer(scene, state, waiting.offerId, input);
    case 'offerDescription':
      return onOfferDescription(scene, state, waiting.offerId, input);
    case 'buyer':
      return onBuyer(scene, state, waiting.offerId, input);
    case 'objection':
      return onObjection(scene, state, waiting.requestId, input);
    case 'ticketReply':
      return onTicketReply(scene, state, waiting.requestId, input);
    case 'handoffContact':
      return (
        contactGiven(scene, state, waiting.ticketId, input.text) ??
        understoodText(scene, { ...state, waiting: undefined }, input.understood, input)
      );
    default:
      return never(waiting);
  }
}

/** Back to where the conversation was: the open question, summary or offer once more. */
export function comeBack(scene: Scene, state: DialogState): Step {
  const { waiting } = state;
  if (!waiting) return say(state, [text(phrase('dialog.nothingOpen'))]);
  if (waiting.for === 'offer') {
    const offer = scene.facts.offers.find((candidate) => candidate.id === waiting.offerId);
    return offer ? showAgain(scene, state, offer, 'continue') : say({ ...state, waiting: undefined }, []);
  }
  if (waiting.for === 'newRequest') return say(state, [{ kind: 'text', phrases: [phrase('ticket.describe')], expectsInput: true }]);
  if (waiting.for === 'objection') return askForObjection(scene, state, waiting.requestId);
  if (waiting.for === 'handoffContact') return say(state, [{ kind: 'text', phrases: [phrase('handoff.askContact')], expectsInput: true }]);
  if (waiting.for === 'ticketReply') return askForReply(scene, state, waiting.requestId);
  if (waiting.for === 'buyer') return say(state, [{ kind: 'text', phrases: [phrase('offer.whichBuyer')], expectsInput: true }]);
  if (waiting.for === 'offerDescription')
    return say(state, [{ kind: 'text', phrases: [phrase('offer.describeAnew')], expectsInput: true }]);
  const request = draft(scene, waiting.requestId);
  if (!request) return say({ ...state, waiting: undefined }, [text(phrase('dialog.nothingOpen'))]);
  if (waiting.for === 'question') return say(state, [coverageQuestion(scene, request, waiting.question)]);
  if (waiting.for === 'field') return say(state, [fieldQuestion(request, waiting.field)]);
  return say(state, [summary(scene, request)]);
}

function draft(scene: Scene, id: string): Request | undefined {
  const request = scene.facts.requests.find((candidate) => candidate.id === id);
  return request?.state === 'draft' ? request : undefined;
}

function isQuestionInBetween(input: TextInput): boolean {
  return input.understood.band === 'answer' && input.understood.label.startsWith('faq/');
}

function inBetween(scene: Scene, state: DialogState, input: TextInput): Step {
  const { understood } = input;
  const question = {
    label: understood.label,
    text: input.text,
    product: understood.entities.products[0],
    confidence: understood.confidence,
    askHelped: false,
  };
  return answerInBetween(scene, state, question, (next) => {
    const back = comeBack(scene, next);
    return { ...back, replies: [text(phrase('dialog.back')), ...back.replies] };
  });
}

function onQuestion(scene: Scene, state: DialogState, waiting: Extract<Waiting, { for: 'question' }>, input: TextInput): Step {
  const request = draft(scene, waiting.requestId);
  if (!request) return understoodText(scene, { ...state, waiting: undefined }, input.understood, input);
  const value = readAnswer(scene, waiting.question, input.text, input.understood);
  if (value !== undefined) return answered(scene, state, request, waiting.question, value);
  if (isQuestionInBetween(input)) return inBetween(scene, state, input);
  if (startsAnother(input, request))
    return startCases(scene, { ...state, queue: [request.id, ...state.queue] }, input.understood, input.understood.label, input.uploads);
  const more = addWords(request, input);
  const again = coverageQuestion(scene, more, waiting.question);
  const words = input.text.trim() === '' ? [] : [text(phrase('dialog.noted'))];
  return say(state, [...words, again], [{ kind: 'saveRequest', request: more }]);
}

/** A sure case of another kind is another request; the open one waits behind it. */
function startsAnother(input: TextInput, request: Request): boolean {
  const { understood } = input;
  return (
    understood.band === 'answer' && understood.label.startsWith('case/') && understood.label !== request.label && input.text.length > 25
  );
}

function addWords(request: Request, input: TextInput): Request {
  const words = input.text.trim();
  const description = words === '' ? request.description : `${request.description}\n${words}`.slice(0, 10_000);
  const attachments = [...(request.details.attachments ?? []), ...input.uploads];
  return { ...request, description, details: attachments.length > 0 ? { ...request.details, attachments } : request.details };
}

function onField(scene: Scene, state: DialogState, waiting: Extract<Waiting, { for: 'field' }>, input: TextInput): Step {
  const request = draft(scene, waiting.requestId);
  if (!request) return understoodText(scene, { ...state, waiting: undefined }, input.understood, input);
  if (waiting.field === 'symptom') return onSymptom(scene, state, request, input);
  const value = readField(waiting.field, input.text);
  if (value !== undefined && !(asksBack(input) && waiting.field !== 'description'))
    return fieldAnswered(scene, state, request, waiting.field, value);
  if (isQuestionInBetween(input)) return inBetween(scene, state, input);
  if (input.text.trim().length < 12) return say(state, [fieldQuestion(request, waiting.field)]);
  const more = addWords(request, input);
  return say(state, [text(phrase('dialog.noted')), fieldQuestion(request, waiting.field)], [{ kind: 'saveRequest', request: more }]);
}

/** What fails, in the customer's words: they may turn the fault into another kind of case, so it is classed by them. */
function onSymptom(scene: Scene, state: DialogState, request: Request, input: TextInput): Step {
  const words = input.text.trim();
  if (words === '' && input.uploads.length === 0) return comeBack(scene, state);
  if (isQuestionInBetween(input)) return inBetween(scene, state, input);
  const idle = { ...state, waiting: undefined };
  if (bareUnknown.test(words)) return proceed(scene, idle, request);
  const { understood } = input;
  const label = understood.band === 'answer' && understood.label.startsWith('case/') ? understood.label : request.label;
  const opened = openRequest(scene, understood, label, words, input.uploads);
  const product = opened.facts.product ?? request.facts.product;
  const { id, createdAt, version } = request;
  const description = `${request.description}\n${words}`.slice(0, 10_000);
  const details = { ...request.details, ...opened.details };
  return proceed(scene, idle, { ...opened, id, createdAt, version, description, details, facts: { ...opened.facts, product } });
}

const bareUnknown = /^((das )?(wei(ß|ss) ich (auch )?nicht|keine ahnung)|(i )?(do not|don['’]?t) know( either)?|no idea)[.!]*$/i;

/** A question instead of a name or company. */
function asksBack(input: TextInput): boolean {
  return isQuestionInBetween(input) && input.text.trim().endsWith('?');
}

const changeWords =
  /^(ändern|aendern|bearbeiten|korrigieren|ich möchte (etwas )?ändern|(please )?(change|edit|correct)( (it|this|that|something))?|i (want|would like) to change (it|this|something))[.]*$/i;
const submitWords =
  /^(ja|ok|okay|passt|stimmt|absenden|senden|abschicken|in ordnung|alles richtig|yes|yeah|yep|fine|all right|correct|looks good|send|submit|that['’]?s (right|correct|fine))\b[^?]*$/i;

function onSummary(scene: Scene, state: DialogState, waiting: Extract<Waiting, { for: 'summary' }>, input: TextInput): Step {
  const request = draft(scene, waiting.requestId);
  if (!request) return understoodText(scene, { ...state, waiting: undefined }, input.understood, input);
  if (isQuestionInBetween(input)) return inBetween(scene, state, input);
  if (changeWords.test(input.text.trim())) return chooseField(scene, state, request);
  if (submitWords.test(input.text.trim()))
    return say(state, [
      text(phrase(request.label === consultantsCategory ? 'onSite.pressToSubmit' : 'ticket.pressToSubmit')),
      summary(scene, request),
    ]);
  if (startsAnother(input, request))
    return startCases(scene, { ...state, queue: [request.id, ...state.queue] }, input.understood, input.understood.label, input.uploads);
  const added = say(state, input.text.trim() === '' ? [] : [text(phrase('dialog.added'))]);
  return andThen(added, (next) => collect(scene, next, addWords(request, input), []));
}

function onNewRequest(scene: Scene, state: DialogState, human: boolean, input: TextInput): Step {
  const { understood } = input;
  const words = input.text.trim();
  if (words === '' && input.uploads.length === 0) return comeBack(scene, state);
  const next = { ...state, waiting: undefined };
  if (!human && understood.label.startsWith('case/') && understood.band !== 'none')
    return startCases(scene, next, understood, understood.label, input.uploads);
  if (!human && isQuestionInBetween(input)) return inBetween(scene, state, input);
  const label = human ? 'action/mensch' : 'action/ticket';
  const opened = openRequest(scene, understood, label, words, input.uploads);
  const assessment = {
    coverage: 'undecided',
    clauses: ['F5.1', 'F5.2', 'F5.3'],
    finality: 'provisional',
    by: 'bot',
    at: scene.turn.at,
  } as const;
  const request: Request = { ...opened, facts: { ...opened.facts, kind: 'other' }, assessment };
  return collect(scene, next, request, human ? [] : [phrase('coverage.undecided', { clauses: 'F5.1, F5.2, F5.3' })]);
}

const yesWords =
  /^(ja|jo|jawohl|ok|okay|einverstanden|gerne|mach(t|en sie)?|beauftrag\w*|bestell\w*|in ordnung|passt|yes|yeah|yep|sure|agreed|go ahead|please (do|go ahead|order)|(i |we )?(order|accept|agree)\b|fine|all right)\b/i;
const noWords = /^(nein|nö|nee|nicht|no|nope|not|(i |we )?(decline|do not|don['’]?t))\b/i;

function onOffer(scene: Scene, state: DialogState, offerId: string, input: TextInput): Step {
  const offer = scene.facts.offers.find((candidate) => candidate.id === offerId);
  const idle = { ...state, waiting: undefined };
  if (offer?.state !== 'open') return understoodText(scene, idle, input.understood, input);
  if (input.text.trim() === '') return showAgain(scene, state, offer, 'continue');
  if (yesWords.test(input.text.trim()) && input.text.length < 80) return showAgain(scene, state, offer, 'yesByText');
  if (otherBuyerWords.test(input.text)) return otherBuyer(scene, state, offer, input.text.trim());
  if (noWords.test(input.text.trim()) && input.text.length < 80) {
    return say(state, [{ kind: 'text', phrases: [phrase('offer.declineByButton')] }, offerReply(scene, offer)]);
  }
  // A question or another request: the offer simply stays open in the conversation.
  return understoodText(scene, state, input.understood, input);
}

function onOfferDescription(scene: Scene, state: DialogState, offerId: string, input: TextInput): Step {
  const offer = scene.facts.offers.find((candidate) => candidate.id === offerId);
  const request = scene.facts.requests.find((candidate) => candidate.id === offer?.requestId);
  const words = input.text.trim();
  if (!offer || !request) return understoodText(scene, { ...state, waiting: undefined }, input.understood, input);
  if (offer.state !== 'open') return showAgain(scene, { ...state, waiting: undefined }, offer, 'continue');
  if (words === '') return comeBack(scene, state);
  const changed: Request = { ...request, description: words.slice(0, 10_000), subject: subjectOf(words) };
  return supersede(scene, { ...state, waiting: undefined }, offer, changed, 'changed');
}

function onBuyer(scene: Scene, state: DialogState, offerId: string, input: TextInput): Step {
  const offer = scene.facts.offers.find((candidate) => candidate.id === offerId);
  const request = scene.facts.requests.find((candidate) => candidate.id === offer?.requestId);
  if (!offer || !request) return understoodText(scene, { ...state, waiting: undefined }, input.understood, input);
  const name = input.text.trim();
  return name === '' ? comeBack(scene, state) : buyerNamed(scene, state, offer, request, name);
}

function onObjection(scene: Scene, state: DialogState, requestId: string, input: TextInput): Step {
  const reason = input.text.trim();
  if (reason === '') return comeBack(scene, state);
  return customerPresses(scene, { ...state, waiting: undefined }, { kind: 'objectTo', requestId, reason });
}

function onTicketReply(scene: Scene, state: DialogState, requestId: string, input: TextInput): Step {
  const words = input.text.trim();
  if (words === '') return comeBack(scene, state);
  return customerPresses(scene, { ...state, waiting: undefined }, { kind: 'replyToTicket', requestId, text: words });
}
