/** Classes a case from what was said alone, without asking: for general rules in groups, and for staff. */
import { assess, maxQuestions } from '../src/domain/coverage.ts';
import type { Assessment, CaseFacts } from '../src/domain/request.ts';
import type { CaseLabel, Label } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import { contractHelpOf } from './coverage.ts';
import type { Scene } from './step.ts';

/** A guess below this is no case, only a word that happens to occur. */
const leastConfidence = 0.3;

/** In: an understood text. Out: the case it speaks of, if it surely or probably speaks of one. */
export function caseIn(understood: Understood): CaseLabel | undefined {
  if (isCase(understood.label) && understood.band !== 'none') return understood.label;
  const sure = understood.guesses.filter(({ confidence }) => confidence >= leastConfidence);
  return [...understood.requests, ...sure].map(({ label }) => label).find(isCase);
}

function isCase(label: Label): label is CaseLabel {
  return label.startsWith('case/');
}

/** In: the facts named. Out: the provisional classing; where a fact is missing it is "wird geprüft" (F5.1 to F5.3). */
export function classedAtOnce(scene: Scene, facts: CaseFacts): Assessment {
  const step = assess(scene.knowledge.coverage.rules, facts, contractHelpOf(scene), maxQuestions);
  if (step.kind === 'ask') throw new Error('Nothing is asked after the last question');
  const { coverage, clauses, category, rule } = step;
  return { coverage, clauses, category, rule, finality: 'provisional', by: 'bot', at: scene.turn.at };
}
