/** From a classed request to a ticket: asks what is missing, shows a summary that can be changed, and submits by one press. */
import { type Phrase, phrase } from '../src/content/text-keys.ts';
import type { TicketField } from '../src/domain/action.ts';
import type { Effect } from '../src/domain/effect.ts';
import { isVerifiedCustomer } from '../src/domain/identity.ts';
import type { Order } from '../src/domain/offer.ts';
import { type Request, type Urgency, urgencies } from '../src/domain/request.ts';
import { consultantsCategory, isForConsultants, type Ticket, type TicketEvent } from '../src/domain/ticket.ts';
import type { Coverage, TicketState } from '../src/domain/vocabulary.ts';
import { noticeFor } from './notices.ts';
import type { Choice, Reply } from './reply.ts';
import type { DialogState } from './state.ts';
import { finish, type Scene, type Step, say, text, writtenProductName, writtenTexts } from './step.ts';
import { subjectOf } from './subject.ts';
import { cancelChoice, humanChoice } from './topics.ts';

/** Asks for the next missing detail, or shows the summary. `intro` is said before, with the clauses of the classing. */
export function collect(scene: Scene, state: DialogState, request: Request, intro: readonly Phrase[]): Step {
  const clauses = request.assessment?.clauses ?? [];
  const opening: Reply[] = intro.length > 0 ? [{ kind: 'text', phrases: intro, clauses }] : [];
  const field = missingField(scene, request);
  const save: Effect = { kind: 'saveRequest', request };
  if (field === undefined)
    return say({ ...state, waiting: { for: 'summary', requestId: request.id } }, [...opening, summary(scene, request)], [save]);
  return say({ ...state, waiting: { for: 'field', requestId: request.id, field } }, [...opening, fieldQuestion(request, field)], [save]);
}

function missingField(scene: Scene, request: Request): TicketField | undefined {
  const { details } = request;
  if (request.description.trim() === '') return 'description';
  if (request.facts.kind === 'fault' && details.urgency === undefined) return 'urgency';
  if (isVerifiedCustomer(scene.turn.principal)) return undefined;
  if (details.contactName === undefined) return 'contactName';
  if (details.contactEmail === undefined) return 'contactEmail';
  return details.company === undefined ? 'company' : undefined;
}

/** The question for one field, with buttons where there is a choice. */
export function fieldQuestion(request: Request, field: TicketField): Reply {
  const urgent = (value: Urgency): Choice => ({
    title: phrase(`urgency.${value}`),
    action: { kind: 'field', requestId: request.id, field: 'urgency', value },
  });
  const unknown: Choice = {
    title: phrase('button.dontKnow'),
    action: { kind: 'field', requestId: request.id, field: 'symptom', value: 'unknown' },
  };
  const known: readonly Choice[] = field === 'urgency' ? urgencies.map(urgent) : field === 'symptom' ? [unknown] : [];
  return { kind: 'text', phrases: [phrase(`ask.${field}`)], choices: [...known, cancelChoice], expectsInput: true };
}

/** The summary before anything is sent: submit, change, or leave it. */
export function summary(scene: Scene, request: Request): Reply {
  const notice = noticeFor(scene, request);
  const isOnSite = request.label === consultantsCategory;
  const intro = phrase(isOnSite ? 'onSite.summaryIntro' : 'ticket.summaryIntro');
  const phrases = [...(notice ? [phrase('ticket.notice', { title: notice.title, text: notice.text })] : []), intro];
  const choices: Choice[] = [
    { title: phrase(isOnSite ? 'button.submitOnSite' : 'button.submitTicket'), action: { kind: 'submitTicket', requestId: request.id } },
    { title: phrase('button.change'), action: { kind: 'changeField', requestId: request.id } },
    ...(request.assessment?.coverage === 'covered'
      ? [{ title: phrase('button.review'), action: { kind: 'reviewAssessment', requestId: request.id } } as const]
      : []),
    cancelChoice,
  ];
  return { kind: 'ticketSummary', request, phrases, choices };
}

const changeable: readonly Exclude<TicketField, 'symptom'>[] = [
  'description',
  'errorText',
  'urgency',
  'contactName',
  'contactEmail',
  'company',
];

/** "Ändern": which of the details. */
export function chooseField(scene: Scene, state: DialogState, request: Request): Step {
  const fields = changeable.filter(
    (field) => !isVerifiedCustomer(scene.turn.principal) || !['contactName', 'contactEmail', 'company'].includes(field),
  );
  const choices = fields.map(
    (field): Choice => ({ title: phrase(`field.${field}`), action: { kind: 'changeField', requestId: request.id, field } }),
  );
  const back: Choice = { title: phrase('button.keepAll'), action: { kind: 'errand', errand: 'continue' } };
  return say(state, [{ kind: 'text', phrases: [phrase('ticket.whatToChange')], choices: [...choices, back], expectsInput: true }]);
}

/** Asks for a new value of one field. */
export function changeField(state: DialogState, request: Request, field: TicketField): Step {
  return say({ ...state, waiting: { for: 'field', requestId: request.id, field } }, [fieldQuestion(request, field)]);
}

const emailPattern = /[^\s@<>"',;]+@[^\s@<>"',;]+\.[a-z]{2,}/i;
const dontKnow = /wei(ß|ss) (ich )?nicht|keine ahnung|(do not|don['’]?t) know|no idea/i;

/** Reads a typed value for a field. Out: the value, or `undefined` when the text cannot be one. */
export function readField(field: TicketField, words: string): string | undefined {
  const value = words.trim();
  if (value === '') return undefined;
  if (field === 'urgency') return readUrgency(value);
  if (field === 'contactEmail') return value.includes('@') || value.length < 40 ? value : undefined;
  return value;
}

/** Takes a value for a field and goes on; asks again, saying why, when it cannot be one. */
export function fieldAnswered(scene: Scene, state: DialogState, request: Request, field: TicketField, value: string): Step {
  if (field !== 'contactEmail') return collect(scene, state, withField(request, field, value), []);
  const address = emailPattern.exec(value)?.[0];
  return address ? collect(scene, state, withField(request, field, address), []) : say(state, [text(phrase('ask.emailAgain'))]);
}

function readUrgency(value: string): Urgency | undefined {
  if ((urgencies as readonly string[]).includes(value)) return value as Urgency;
  if (
    /hat zeit|nicht (so )?(dringend|eilig)|normal|keine eile|irgendwann|can wait|not (so |very |that )?urgent|no (rush|hurry)|whenever/i.test(
      value,
    )
  )
    return 'normal';
  if (/teil|eingeschr|umst|schwer|halb|behinder|bald|hinder|partly|partially|limited|slows|soon/i.test(value)) return 'high';
  return /steht|nichts geht|geht nichts|dringend|sofort|eilig|blockier|(cannot|can['’]?t|unable to) work|standstill|blocked|nothing works|urgent|immediately|at once|asap|stuck/i.test(
    value,
  )
    ? 'blocked'
    : undefined;
}

function withField(request: Request, field: TicketField, value: string): Request {
  if (field === 'description') return { ...request, description: value, subject: subjectOf(value) };
  if (field === 'product') return { ...request, facts: { ...request.facts, product: value } };
  const shortened = dontKnow.test(value) && field === 'company' ? '' : value.slice(0, field === 'errorText' ? 2000 : 200);
  return { ...request, details: { ...request.details, [field]: shortened } };
}

/** "Ticket absenden": one press, one ticket. */
export function submit(scene: Scene, state: DialogState, request: Request): Step {
  const existing = scene.facts.tickets.find((ticket) => ticket.requestId === request.id);
  if (existing) return say(state, [receipt(existing, [phrase('ticket.already')])]);
  if (request.state !== 'draft') return say(state, [text(phrase('ticket.noLonger'))]);
  const made = newTicket(scene, request, { state: 'new', coverage: request.assessment?.coverage ?? 'undecided' });
  const saved: Effect = { kind: 'saveRequest', request: { ...request, state: 'ticketed' } };
  const idle = { ...state, waiting: undefined, misunderstood: 0 };
  return finish(
    say(idle, [receipt(made.ticket, [phrase(isForConsultants(made.ticket) ? 'onSite.created' : 'ticket.created')])], [saved, made.effect]),
  );
}

/** A ticket from a request, and the effect that stores it. */
export function newTicket(
  scene: Scene,
  request: Request,
  as: { state: TicketState; coverage: Coverage; order?: Order | undefined; category?: string | undefined },
) {
  const { turn } = scene;
  const { details, facts } = request;
  const asker = request.ownerId === turn.principal.id ? turn.principal : undefined;
  const ticket: Ticket = {
    id: turn.ids.id(),
    number: turn.ids.ticketNumber(),
    requestId: request.id,
    conversationId: request.conversationId,
    organisationId: request.organisationId,
    ownerId: request.ownerId,
    subject: request.subject,
    body: bodyOf(scene, request),
    product: facts.product,
    category: as.category ?? request.assessment?.category ?? request.label,
    coverage: as.coverage,
    state: as.state,
    urgency: details.urgency,
    contactName: details.contactName ?? asker?.name,
    contactEmail: details.contactEmail ?? asker?.email,
    orderId: as.order?.id,
    createdAt: turn.at,
    updatedAt: turn.at,
    version: 0,
  };
  const created: TicketEvent = {
    id: turn.ids.id(),
    ticketId: ticket.id,
    at: turn.at,
    kind: 'created',
    visibility: 'public',
    author: 'customer',
    text: ticket.body,
    to: as.state,
  };
  return { ticket, effect: { kind: 'createTicket', ticket, events: [created] } as const satisfies Effect };
}

function bodyOf(scene: Scene, request: Request): string {
  const texts = writtenTexts(scene);
  const lines = [request.description];
  if (request.details.errorText) lines.push(`${texts['field.errorText']}: ${request.details.errorText}`);
  if (request.details.company) lines.push(`${texts['field.company']}: ${request.details.company}`);
  lines.push(`${texts['field.product']}: ${writtenProductName(scene, request.facts.product)}`);
  return lines.join('\n');
}

/** The receipt with the number and what happens next. */
export function receipt(ticket: Ticket, phrases: readonly Phrase[], order?: Order): Reply {
  return { kind: 'ticketReceipt', ticket, order, phrases };
}

/** "Ticket anlegen" without a request: first the question what it is about. */
export function askForRequest(state: DialogState, human: boolean): Step {
  const words = human ? [phrase('human.ticketInstead'), phrase('human.describe')] : [phrase('ticket.describe')];
  const reply: Reply = { kind: 'text', phrases: words, choices: human ? [cancelChoice] : [humanChoice, cancelChoice], expectsInput: true };
  return say({ ...state, waiting: { for: 'newRequest', human } }, [reply]);
}
