import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Knowledge } from '../../src/content/knowledge.ts';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import { assess, maxQuestions } from '../../src/domain/coverage.ts';
import { type CaseFacts, caseKinds, dataCauses } from '../../src/domain/request.ts';

let knowledge: Knowledge;

beforeAll(() => {
  const loaded = loadKnowledge('content', { exampleRates: true });
  if (!loaded.ok) throw new Error('shipped content does not load');
  knowledge = loaded.knowledge;
});

const classing = (facts: CaseFacts, asked = 0) => {
  const help = (product: string | undefined) =>
    product === undefined ? undefined : (knowledge.products.find(({ id }) => id === product)?.contractHelp ?? ('unknown' as const));
  const step = assess(knowledge.coverage.rules, facts, help, asked);
  return step.kind === 'ask' ? `asks ${step.question}` : `${step.coverage} ${step.clauses.join(' ')}`;
};

describe('a classing rests on named facts', () => {
  it.each<[CaseFacts, string]>([
    [{}, 'asks kind'],
    [{ kind: 'fault' }, 'asks product'],
    [{ kind: 'fault', product: 'hausperfekt' }, 'covered F2.3'],
    [{ kind: 'fault', product: 'karthago' }, 'undecided F5.1 F5.2 F5.3'],
    [{ kind: 'fault', product: 'unknown' }, 'undecided F5.1 F5.2 F5.3'],
    [{ kind: 'training' }, 'billable F3.1'],
    [{ kind: 'setting' }, 'billable F3.1 c'],
    [{ kind: 'setting', workedBefore: 'yes' }, 'undecided F5.1 F5.2 F5.3'],
    [{ kind: 'setting', workedBefore: 'no' }, 'billable F3.1 c'],
    [{ kind: 'installation' }, 'billable F3.3'],
    [{ kind: 'environment' }, 'billable F3.4'],
    [{ kind: 'data' }, 'asks dataCause'],
    [{ kind: 'data', dataCause: 'operation' }, 'billable F3.2'],
    [{ kind: 'data', dataCause: 'unknown', product: 'hausperfekt' }, 'undecided F5.1 F5.2 F5.3'],
    [{ kind: 'data', dataCause: 'program' }, 'asks product'],
    [{ kind: 'data', dataCause: 'program', product: 'hausperfekt' }, 'covered F2.3'],
    [{ kind: 'data', dataCause: 'program', product: 'karthago' }, 'undecided F5.1 F5.2 F5.3'],
    [{ kind: 'usage' }, 'asks trained'],
    [{ kind: 'usage', trained: 'yes' }, 'asks product'],
    [{ kind: 'usage', trained: 'yes', product: 'hausperfekt' }, 'covered F2.3'],
    [{ kind: 'usage', trained: 'no', product: 'hausperfekt' }, 'undecided F5.1 F5.2 F5.3'],
    [{ kind: 'usage', trained: 'unknown', product: 'hausperfekt' }, 'undecided F5.1 F5.2 F5.3'],
    [{ kind: 'onSite' }, 'notOffered F6.1'],
    [{ kind: 'legal' }, 'notOffered F6.2'],
    [{ kind: 'other' }, 'undecided F5.1 F5.2 F5.3'],
  ])('%j -> %s', (facts, expected) => {
    expect(classing(facts)).toBe(expected);
  });

  it('is undecided after four questions, whatever is still missing', () => {
    expect(classing({ kind: 'fault' }, maxQuestions)).toBe('undecided F5.1 F5.2 F5.3');
  });

  it('is covered only for a fault, or trained usage, of a product the contract helps with', () => {
    const facts = fc.record({
      kind: fc.constantFrom(...caseKinds),
      product: fc.constantFrom('hausperfekt', 'karthago', 'anderes', 'unknown'),
      dataCause: fc.constantFrom(...dataCauses),
      workedBefore: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
      trained: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
    });
    fc.assert(
      fc.property(facts, (named) => {
        if (!classing(named).startsWith('covered')) return;
        expect(named.product).toBe('hausperfekt');
        const reasons = [
          named.kind === 'fault',
          named.kind === 'usage' && named.trained === 'yes',
          named.kind === 'data' && named.dataCause === 'program',
        ];
        expect(reasons).toContain(true);
      }),
      { numRuns: 2000 },
    );
  });
});
