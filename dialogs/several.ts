/** One or several requests in a message: opens them, names them, and takes the most urgent first. */
import { phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import type { Request } from '../src/domain/request.ts';
import type { Label, Language } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import { factsSaid, proceed } from './coverage.ts';
import type { Choice, Reply } from './reply.ts';
import type { DialogState } from './state.ts';
import { andThen, requestNow, type Scene, type Step, say, text } from './step.ts';
import { subjectOf } from './subject.ts';
import { askSymptom, leavesFaultOpen } from './symptom.ts';

/** Opens what the message asks for: one request, or several that are then handled one after the other. */
export function startCases(scene: Scene, state: DialogState, understood: Understood, label: Label, uploads: readonly string[]): Step {
  const cases = understood.requests.filter((span) => span.label.startsWith('case/'));
  if (cases.length < 2) return beginOne(scene, state, openRequest(scene, understood, label, understood.text, uploads));
  const requests = cases.map((span) => openRequest(scene, understood, span.label, span.text, uploads));
  return beginSeveral(
    scene,
    state,
    requests.toSorted((a, b) => rank(a) - rank(b)),
  );
}

/** A fault keeps people from working: it comes first. */
const rank = (request: Request): number => (request.label === 'case/akutes-problem' ? 0 : 1);

function beginOne(scene: Scene, state: DialogState, request: Request): Step {
  return leavesFaultOpen(scene, request) ? askSymptom(state, request) : begin(scene, state, request);
}

function begin(scene: Scene, state: DialogState, request: Request): Step {
  const product = request.facts.product && request.facts.product !== 'unknown' ? { product: request.facts.product } : {};
  return proceed(scene, { ...state, ...product, misunderstood: 0, waiting: undefined }, request);
}

function beginSeveral(scene: Scene, state: DialogState, requests: readonly Request[]): Step {
  const [first, ...rest] = requests;
  if (!first) return say(state, []);
  const list = requests.map((request, index) => `${index + 1}. ${request.subject}`).join('\n');
  const saved = rest.map((request): Effect => ({ kind: 'saveRequest', request }));
  const intro = text(phrase('requests.several', { count: countWord(scene, requests.length), list }));
  const named = say({ ...state, queue: rest.map((request) => request.id) }, [intro], saved);
  const begun = andThen(named, (next) => begin(scene, next, first));
  return {
    ...begun,
    replies: withLastChoice(begun.replies, { title: phrase('button.justOne'), action: { kind: 'takeRequest', requestId: first.id } }),
  };
}

const counts: Readonly<Record<Language, readonly string[]>> = {
  de: ['', 'ein', 'zwei', 'drei', 'vier', 'fünf'],
  en: ['', 'one', 'two', 'three', 'four', 'five'],
};

const countWord = ({ knowledge }: Scene, count: number): string => counts[knowledge.language][count] ?? String(count);

function withLastChoice(replies: readonly Reply[], choice: Choice): readonly Reply[] {
  return replies.map((reply, index) => (index === replies.length - 1 ? { ...reply, choices: [...(reply.choices ?? []), choice] } : reply));
}

/** "Es ist nur ein Anliegen": the first takes the words of the others, which are dropped. */
export function takeOnly(scene: Scene, state: DialogState, requestId: string): Step {
  const others = scene.facts.requests.filter((request) => state.queue.includes(request.id) && request.state === 'draft');
  const dropped = others.map((request): Effect => ({ kind: 'saveRequest', request: { ...request, state: 'dropped' } }));
  const cleared = say({ ...state, queue: [] }, [text(phrase('requests.justOne'))], dropped);
  const request = scene.facts.requests.find((candidate) => candidate.id === requestId);
  if (request?.state !== 'draft') return cleared;
  const description = [request.description, ...others.map((other) => other.description)].join(' ');
  const undo = request.assessment === undefined ? Math.max(0, request.asked - 1) : request.asked;
  return andThen(cleared, (next) => proceed(scene, next, { ...request, description, asked: undo }));
}

/** After one request is finished: the next of the same message, if there is one. */
export function continueQueue(scene: Scene, state: DialogState, effects: readonly Effect[]): Step {
  const [id, ...rest] = state.queue;
  if (id === undefined) return say(state, []);
  const next = { ...state, queue: rest };
  const request = requestNow(scene, effects, id);
  if (request?.state !== 'draft') return continueQueue(scene, next, effects);
  return andThen(say(next, [text(phrase('requests.next', { subject: request.subject }))]), (now) =>
    proceed(scene, now, sameProduct(request, state)),
  );
}

/** What was said of the product for the first request of a message holds for the next. */
function sameProduct(request: Request, state: DialogState): Request {
  return request.facts.product === undefined && state.product
    ? { ...request, facts: { ...request.facts, product: state.product } }
    : request;
}

/** A new request from what was said; nothing is saved yet. */
export function openRequest(scene: Scene, understood: Understood, label: Label, words: string, uploads: readonly string[]): Request {
  const { turn, facts } = scene;
  const urgency = understood.said.urgent && label === 'case/akutes-problem' ? { urgency: 'blocked' as const } : {};
  return {
    id: turn.ids.id(),
    conversationId: turn.conversationId,
    organisationId: facts.organisation?.id,
    ownerId: turn.principal.id,
    label,
    subject: subjectOf(words),
    description: words,
    facts: factsSaid(scene, understood, label, words),
    asked: 0,
    state: 'draft',
    details: { ...urgency, ...(uploads.length > 0 ? { attachments: uploads } : {}) },
    createdAt: turn.at,
    version: 0,
  };
}
