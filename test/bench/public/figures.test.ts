/** The figures of the public yardstick, on lines small enough to reckon by hand. */
import { expect, test } from 'vitest';
import { readConll } from './data.ts';
import { accuracy, chooseThreshold, inScope, joint, mcc, middleThreshold, recall } from './figures.ts';
import type { Verdict } from './judge.ts';

const verdict = (expected: string, label: string, score: number): Verdict => ({ expected, label, score });
const verdicts = [
  verdict('a', 'a', 0.9),
  verdict('a', 'b', 0.8),
  verdict('b', 'b', 0.3),
  verdict('out', 'a', 0.4),
  verdict('out', 'b', 0.1),
];

test('An in-scope line that is refused counts as wrong, and so does a foreign line that is answered', () => {
  expect(accuracy(verdicts.slice(0, 3))).toBeCloseTo(2 / 3);
  expect(inScope(verdicts, 0.5, 'out')).toBeCloseTo(1 / 3);
  expect(recall(verdicts, 0.5, 'out')).toBe(1);
  expect(recall(verdicts, 0.35, 'out')).toBe(0.5);
  expect(joint(verdicts, 0.5, 'out')).toBeCloseTo(3 / 5);
});

test('The correlation is 1 when all is right, 0 when one label is said of everything, and agrees with two classes reckoned by hand', () => {
  const right = [verdict('a', 'a', 1), verdict('b', 'b', 1), verdict('out', 'a', 0)];
  expect(mcc(right, 0.5, 'out')).toBeCloseTo(1);
  expect(mcc(right, 2, 'out')).toBe(0);
  const two = [...Array(6).fill(verdict('a', 'a', 1)), verdict('a', 'b', 1), ...Array(2).fill(verdict('b', 'b', 1)), verdict('b', 'a', 1)];
  expect(mcc(two, 0, 'out')).toBeCloseTo((6 * 2 - 1 * 1) / Math.sqrt(7 * 7 * 3 * 3), 6);
});

test('The lowest of the best thresholds is chosen among the scores', () => {
  expect(chooseThreshold(verdicts, (step) => joint(verdicts, step, 'out'))).toBe(0.3);
});

test('Among thresholds that are as good as the best the middle one is taken, and the best alone when nothing else comes near', () => {
  const curve = (step: number): number => ({ 0.1: 0.2, 0.3: 0.59, 0.4: 0.55, 0.8: 0.6, 0.9: 0.1 })[step] ?? 0;
  expect(middleThreshold(verdicts, curve, 0.02)).toBeCloseTo(0.55);
  expect(middleThreshold(verdicts, curve, 0.001)).toBe(0.8);
});

test('A block of CoNLL lines is one example with its text and intent', () => {
  const text =
    '# id = 1\n# text = Regnet es heute?\n# intent = weather/find\n1\tRegnet\tx\tO\n\n# id = 2\n# text = Weck mich\n# intent = alarm/set\n';
  expect(readConll(text)).toEqual([
    { text: 'Regnet es heute?', label: 'weather/find' },
    { text: 'Weck mich', label: 'alarm/set' },
  ]);
});
