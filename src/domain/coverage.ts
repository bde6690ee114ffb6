/** Coverage: is a request inside the maintenance contract? Decided from named facts by ordered rules; what is missing is asked. */
import type { CoverageQuestion } from './action.ts';
import type { CaseFacts, CaseKind } from './request.ts';
import type { ClauseId, Coverage } from './vocabulary.ts';

/** When all conditions hold (the fact has one of the values), the rule decides. First match wins. */
export interface CoverageRule {
  readonly id: string;
  readonly when: {
    readonly kind?: readonly CaseKind[] | undefined;
    readonly dataCause?: readonly string[] | undefined;
    readonly workedBefore?: readonly string[] | undefined;
    readonly trained?: readonly string[] | undefined;
    readonly contractHelp?: readonly string[] | undefined;
  };
  /** Conditions that count only when the person said it; they are never asked. */
  readonly onlyIfSaid?: readonly string[] | undefined;
  readonly coverage: Coverage;
  readonly clauses: readonly ClauseId[];
  readonly category?: string | undefined;
}

export interface CoverageRules {
  /** Which kind a label stands for. */
  readonly kinds: Readonly<Record<string, CaseKind>>;
  readonly rules: readonly CoverageRule[];
}

export type CoverageStep =
  | { readonly kind: 'ask'; readonly question: CoverageQuestion }
  | {
      readonly kind: 'assessed';
      readonly coverage: Coverage;
      readonly clauses: readonly ClauseId[];
      readonly category?: string | undefined;
      readonly rule?: string | undefined;
    };

/** More than four questions are an interrogation; what is then still missing is checked by support. */
export const maxQuestions = 4;

const undecidedClauses: readonly ClauseId[] = ['F5.1', 'F5.2', 'F5.3'];

/** Does the contract's help extend to the product? `unknown` for a product the person does not know. */
export type ContractHelp = (product: string | undefined) => 'yes' | 'no' | 'unknown' | undefined;

/**
 * Pure: same rules and facts, same step. In: rules in order, the facts named so far, how many questions were asked.
 * Out: the next question, or the classing with its clauses. Evidence too weak for a clause ends in `undecided`, never in `covered`.
 */
export function assess(rules: readonly CoverageRule[], facts: CaseFacts, contractHelp: ContractHelp, asked: number): CoverageStep {
  const values: Readonly<Record<string, string | undefined>> = { ...facts, contractHelp: contractHelp(facts.product) };
  for (const rule of rules) {
    const fit = fits(rule, values);
    if (fit === 'yes') return { kind: 'assessed', coverage: rule.coverage, clauses: rule.clauses, category: rule.category, rule: rule.id };
    if (fit === 'no') continue;
    if (asked >= maxQuestions) break;
    return { kind: 'ask', question: fit.ask };
  }
  return { kind: 'assessed', coverage: 'undecided', clauses: undecidedClauses };
}

type Fit = 'yes' | 'no' | { ask: CoverageQuestion };

function fits(rule: CoverageRule, values: Readonly<Record<string, string | undefined>>): Fit {
  let missing: CoverageQuestion | undefined;
  for (const [fact, allowed] of Object.entries(rule.when)) {
    const value = values[fact];
    if (value === undefined && rule.onlyIfSaid?.includes(fact)) return 'no';
    if (value === undefined) missing ??= fact === 'contractHelp' ? 'product' : (fact as CoverageQuestion);
    else if (!(allowed as readonly string[] | undefined)?.includes(value)) return 'no';
  }
  return missing ? { ask: missing } : 'yes';
}
