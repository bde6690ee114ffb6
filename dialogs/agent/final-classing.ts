/** What every classing by a person shares: the checks, the record, the words to the customer. */
import { fill, type Knowledge } from '../../src/content/knowledge.ts';
import { type Phrase, phrase } from '../../src/content/text-keys.ts';
import type { AgentRefusal, Classing } from '../../src/domain/agent-action.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Objection } from '../../src/domain/objection.ts';
import { judgeObjection } from '../../src/domain/objection.ts';
import type { Assessment, KeptAssessment, Request } from '../../src/domain/request.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Choice } from '../reply.ts';
import { requestLedger } from '../request-ledger.ts';
import { type Scene, writtenTexts } from '../step.ts';

/** Clauses must be on file, and what is billable has a category of the price list. */
export function checkClassing({ clauses, rates }: Knowledge, classing: Classing): AgentRefusal | undefined {
  if (classing.clauses.length === 0 || classing.clauses.some((clause) => clauses[clause] === undefined)) return 'clauseUnknown';
  const known = rates.categories.some(({ id }) => id === classing.category);
  return classing.coverage === 'billable' && !known ? 'categoryUnknown' : undefined;
}

/** The request's assessment, made final by the acting agent. */
export function finalAssessment({ turn }: Scene, { coverage, clauses, category, reason }: Classing): Assessment {
  const billable = coverage === 'billable' ? { category } : {};
  return { coverage, clauses, ...billable, finality: 'final', by: 'agent', at: turn.at, agentId: turn.principal.id, reason };
}

/** Keeps the classing for good, in the history and in the ledger. */
export function keep(
  scene: Scene,
  request: Request,
  assessment: Assessment,
  ticket: Ticket | undefined,
  cause: KeptAssessment['cause'],
): Effect {
  const { ids, principal } = scene.turn;
  const before = scene.facts.requests.find(({ id }) => id === request.id)?.assessment;
  const compared = before?.by === 'bot' ? { botCoverage: before.coverage } : {};
  const kept: KeptAssessment = { ...assessment, ...compared, id: ids.id(), requestId: request.id, agentName: principal.name, cause };
  const facts = {
    coverage: assessment.coverage,
    clauses: assessment.clauses,
    finality: assessment.finality,
    cause,
    ...(assessment.category === undefined ? {} : { category: assessment.category }),
  };
  const ledger = requestLedger(scene, 'classified', { request, ticket }, facts, { reason: assessment.reason ?? '' });
  return { kind: 'keepAssessment', assessment: kept, ledger };
}

/** What the customer reads of a final classing, with the agent's reason. */
export function classingWords({ coverage, clauses, reason }: Pick<Assessment, 'coverage' | 'clauses' | 'reason'>): readonly Phrase[] {
  const cited = { clauses: clauses.join(', ') };
  const result =
    coverage === 'covered'
      ? phrase('final.covered', cited)
      : coverage === 'billable'
        ? phrase('final.billable', cited)
        : phrase('final.notOffered', cited);
  return reason ? [result, phrase('final.reason', { reason })] : [result];
}

/** The line in the ticket's history. */
export function classingLine(scene: Scene, { coverage, clauses, reason }: Assessment): string {
  const texts = writtenTexts(scene);
  const name = texts[`final.name.${coverage as Classing['coverage']}`];
  return fill(texts['final.line'], { name, clauses: clauses.join(', '), reason: reason ?? '' }).trim();
}

/** The way to object, while it is open. */
export function objectionChoices(request: Request, ticket: Ticket | undefined, objection: Objection | undefined): Choice[] {
  if (judgeObjection(request, ticket, objection) !== 'possible') return [];
  return [{ title: phrase('button.object'), action: { kind: 'objectTo', requestId: request.id } }];
}
