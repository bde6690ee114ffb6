/** Lines in many styles that were written apart from the examples: what the bot was not taught, it still has to understand. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJudged } from '../../src/understanding/judged-lines.ts';
import { type Figures, figuresOf, runLines } from '../../src/understanding/metrics.ts';
import { fold, tokens } from '../../src/understanding/normalise.ts';
import { billableDescriptions } from './billable-descriptions.ts';
import { englishBillableDescriptions } from './english-billable-descriptions.ts';
import { shippedParts, trained } from './trained.ts';

const lines = readJudged(join(import.meta.dirname, 'held-out.jsonl'));
const plain = (text: string): string => tokens(fold(text)).join(' ');

describe('lines that are only judged', () => {
  it('are many, and for every label', () => {
    expect(lines.length).toBeGreaterThanOrEqual(250);
    expect(new Set(lines.flatMap(({ expect: labels }) => labels)).size).toBe(24);
  });

  it('are never taught, nor are the billable descriptions', () => {
    const taught = new Set(shippedParts().utterances.map(({ text }) => plain(text)));
    const others = ['english.jsonl', 'look-alikes.jsonl'].flatMap((file) => readJudged(join(import.meta.dirname, file)));
    const judged = [...[...lines, ...others].map(({ text }) => text), ...billableDescriptions, ...englishBillableDescriptions];
    expect(judged.filter((text) => taught.has(plain(text)))).toEqual([]);
  });
});

describe('on lines it was not taught, the bot', () => {
  let figures: Figures;
  beforeAll(async () => {
    const { understand } = await trained();
    figures = figuresOf(runLines(lines, understand));
  }, 180_000);

  it('never says of billable work that it is covered', () => {
    expect(figures.billableCalledCovered).toBe(0);
  });

  it('seldom says of covered work that it is billable', () => {
    expect(figures.coveredCalledBillable).toBeLessThanOrEqual(0.03);
  });

  it('guesses right, at the latest with its third guess', () => {
    expect(figures.accuracy).toBeGreaterThanOrEqual(0.92);
    expect(figures.top3).toBeGreaterThanOrEqual(0.98);
  });

  it('knows what is not its field, without refusing what is', () => {
    expect(figures.none.recall).toBeGreaterThanOrEqual(0.85);
    expect(figures.none.falseRate).toBeLessThanOrEqual(0.05);
  });

  it('asks back on at most an eighth of them', () => {
    expect(figures.askBackRate).toBeLessThanOrEqual(0.12);
  });
});
