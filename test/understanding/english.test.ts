/** English lines of every topic, written apart from the examples: understood as well as German ones, and in English. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readJudged } from '../../src/understanding/judged-lines.ts';
import { figuresOf, runLines } from '../../src/understanding/metrics.ts';
import type { Understanding } from '../../src/understanding/types.ts';
import { trained } from './trained.ts';

const lines = readJudged('test/understanding/english.jsonl');
let understanding: Understanding;
beforeAll(async () => {
  understanding = await trained();
}, 180_000);

describe('English lines', () => {
  it('are understood', () => {
    const figures = figuresOf(runLines(lines, understanding.understand));
    expect(figures.n).toBeGreaterThanOrEqual(130);
    expect(figures.accuracy).toBeGreaterThanOrEqual(0.95);
    expect(figures.top3).toBeGreaterThanOrEqual(0.98);
    expect(figures.askBackRate).toBeLessThanOrEqual(0.05);
    expect(figures.none.recall).toBeGreaterThanOrEqual(0.9);
    expect(figures.none.falseRate).toBeLessThanOrEqual(0.02);
    expect(figures.billableCalledCovered).toBe(0);
    expect(figures.coveredCalledBillable).toBeLessThanOrEqual(0.03);
  });

  it('are told from German', () => {
    expect(lines.filter(({ text }) => understanding.understand(text).language !== 'en').map(({ text }) => text)).toEqual([]);
  });
});

describe('what an English text says', () => {
  it.each([
    ['We posted the January rents twice by mistake', { dataCause: 'operation' }],
    ['Our trainee keyed in the same invoice three times, our own mistake', { dataCause: 'operation' }],
    ['All rents are posted twice since the last update', { dataCause: 'program', workedBefore: 'yes' }],
    ['It worked fine until yesterday', { workedBefore: 'yes' }],
    ['This has never worked', { workedBefore: 'no' }],
    ['We attended the course but cannot find the button', { trained: 'yes' }],
    ['Nobody here was ever shown how, no training at all', { trained: 'no' }],
    ['We cannot work, please help immediately', { urgent: true }],
    ['Your crappy program is broken again', { upset: true }],
    ['The report is empty', { urgent: false, upset: false }],
  ])('"%s": %j', (text, said) => {
    expect(understanding.understand(text).said).toMatchObject(said);
  });
});
