/** From a case in free text to a classing: opens the request, names its facts, asks what is missing, says the result with its clause. */
import { phrase } from '../src/content/text-keys.ts';
import type { CoverageQuestion } from '../src/domain/action.ts';
import { assess, type ContractHelp, maxQuestions } from '../src/domain/coverage.ts';
import type { CaseFacts, Request } from '../src/domain/request.ts';
import { never } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import { contractPhrase } from './contract.ts';
import { coverageQuestion } from './coverage-questions.ts';
import { propose } from './offer.ts';
import { waysToConsultants } from './on-site.ts';
import type { DialogState } from './state.ts';
import { finish, type Scene, type Step, say, text } from './step.ts';
import { collect } from './ticket.ts';
import { ticketChoice, topicsChoice } from './topics.ts';

/** Goes on with a request: the next question, or the classing and what follows from it. */
export function proceed(scene: Scene, state: DialogState, request: Request): Step {
  const step = assess(scene.knowledge.coverage.rules, request.facts, contractHelpOf(scene), request.asked);
  if (step.kind === 'ask') return ask(scene, state, request, step.question);
  const { coverage, clauses, category, rule } = step;
  // Offers and tickets name the product: it is asked once, even where the classing does not depend on it.
  const unnamed = request.facts.product === undefined && coverage !== 'notOffered' && request.asked < maxQuestions;
  if (unnamed) return ask(scene, state, request, 'product');
  const assessment = { coverage, clauses, category, rule, finality: 'provisional', by: 'bot', at: scene.turn.at } as const;
  return conclude(scene, state, { ...request, assessment });
}

/** Does the contract’s help extend to a product? From content; unknown where nothing is said. */
export function contractHelpOf(scene: Scene): ContractHelp {
  return (product) => {
    if (product === undefined) return undefined;
    return scene.knowledge.products.find((candidate) => candidate.id === product)?.contractHelp ?? 'unknown';
  };
}

function ask(scene: Scene, state: DialogState, request: Request, question: CoverageQuestion): Step {
  const waiting = { for: 'question', requestId: request.id, question } as const;
  const asked = { ...request, asked: request.asked + 1 };
  return say({ ...state, waiting }, [coverageQuestion(scene, request, question)], [{ kind: 'saveRequest', request: asked }]);
}

/** Takes the answer to a question and goes on. */
export function answered(scene: Scene, state: DialogState, request: Request, question: CoverageQuestion, value: string): Step {
  const facts: CaseFacts = { ...request.facts, [question]: value };
  const product = question === 'product' && value !== 'unknown' ? { product: value } : {};
  return proceed(scene, { ...state, ...product, waiting: undefined }, { ...request, facts });
}

function conclude(scene: Scene, state: DialogState, request: Request): Step {
  const assessment = request.assessment;
  if (!assessment) return say(state, []);
  switch (assessment.coverage) {
    case 'covered':
      return collect(scene, state, request, [
        phrase('coverage.covered', { clauses: cite(assessment.clauses) }),
        contractPhrase(scene, request),
      ]);
    case 'undecided':
      return collect(scene, state, request, [phrase('coverage.undecided', { clauses: cite(assessment.clauses) })]);
    case 'billable':
      return propose(scene, state, request);
    case 'notOffered':
      return refuse(scene, state, request);
    default:
      return never(assessment.coverage);
  }
}

/** Legal questions and on-site visits: the reason, and who can help instead. */
function refuse(scene: Scene, state: DialogState, request: Request): Step {
  const ways = request.facts.kind === 'onSite' ? waysToConsultants(scene, request) : undefined;
  const phrases = ways ? [phrase('refusal.onSite'), ...ways.phrases] : [phrase('refusal.legal')];
  const choices = ways?.choices ?? [ticketChoice, topicsChoice];
  const clauses = request.assessment?.clauses ?? [];
  const done: Request = { ...request, state: 'done' };
  const saved = { kind: 'saveRequest', request: done } as const;
  return finish(say({ ...state, waiting: undefined }, [{ kind: 'text', phrases, clauses, choices }], [saved]));
}

/** `F3.1 c` and `F3.2` as people read them in brackets. */
export function cite(clauses: readonly string[]): string {
  return clauses.join(', ');
}

/** What the text itself says about the case; only what is said counts. */
export function factsSaid(scene: Scene, understood: Understood, label: Request['label'], span: string): CaseFacts {
  const products = scene.facts.organisation?.products ?? [];
  const named = understood.entities.products[0];
  const product = named ?? (products.length === 1 ? products[0] : undefined);
  const { dataCause, workedBefore, trained } = understood.said;
  const isDoubtful = understood.requests.some((request) => request.isDoubtful && request.label === label);
  const kind = isDoubtful ? undefined : kindOf(scene, label, span, dataCause);
  return { product, kind, dataCause, workedBefore, trained };
}

const wrongData =
  /doppelbuchung|fehlbuchung|falschbuchung|statusdifferenz|(doppelt|falsch|mehrfach|zweimal)\S*\s(\S+\s){0,3}\S*(buch|erfasst|angelegt|eingegeben)|\b(double|duplicate|wrong|incorrect|false) (booking|posting|entr|payment)|status difference|\b(twice|double|wrongly|incorrectly) (booked|posted|entered|keyed|recorded)|\b(booked|posted|entered|keyed|recorded|imported|created|assigned|debited)\s(\S+\s){0,8}?(twice|double|wrong\w*|incorrect\w*)/i;
/** True when the text speaks of wrong or double bookings or data, whoever caused them. */
export const speaksOfWrongData = (text: string): boolean => wrongData.test(text);

const howTo = /(^|\s)(wie|wo|womit)\s.*(ich|wir|man)\b|(^|\s)(how|where)\s(do|can|could|should|must|would) (i|we|one|you)\b/i;

function kindOf(scene: Scene, label: Request['label'], span: string, dataCause: string | undefined): CaseFacts['kind'] {
  const kind = scene.knowledge.coverage.kinds[label];
  // Wrong data of unknown cause is never a plain fault: the cause decides.
  if (kind === 'fault' && wrongData.test(span)) return 'data';
  if (kind === 'fault' && howTo.test(span)) return 'usage';
  if (kind === 'data' && dataCause === 'program') return 'data';
  return kind ?? undefined;
}

/** "Einordnung prüfen lassen": support checks it; the request becomes a ticket without classing. */
export function reviewAssessment(scene: Scene, state: DialogState, request: Request): Step {
  if (request.state === 'ticketed') return say(state, [text(phrase('coverage.reviewRunning'))]);
  const clauses = ['F5.1', 'F5.2', 'F5.3'];
  const assessment = { coverage: 'undecided', clauses, finality: 'provisional', by: 'bot', at: scene.turn.at } as const;
  return collect(scene, state, { ...request, state: 'draft', assessment }, [phrase('coverage.review', { clauses: cite(clauses) })]);
}
