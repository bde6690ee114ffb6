/** Who stands before a bot when its threshold is chosen, on sets small enough to count. */
import { expect, test } from 'vitest';
import type { Example } from '../../../src/understanding/dataset.ts';
import { type Clinc, OUTSIDE } from './data.ts';
import { everyday, judgedAside } from './strangers.ts';

/** Lines of a label that share no word with one another, so that none counts as a paraphrase. */
function lines(label: string, count: number): Example[] {
  return Array.from({ length: count }, (_, i) => ({ text: `${label}wort${i} ${label}satz${i}`, label }));
}

const never: Example = { text: 'never read', label: 'x' };
const set: Clinc = {
  train: ['weather', 'music', 'alarm', 'timer'].flatMap((label) => lines(label, 25)),
  val: ['weather', 'music', 'alarm', 'timer'].flatMap((label) => lines(`${label}val`, 5).map(({ text }) => ({ text, label }))),
  test: [never],
  oos_train: [],
  oos_val: lines('oosval', 5),
  oos_test: [never],
};
const own = ['refund', 'parcel', 'login', 'price'].flatMap((label) => lines(label, 16));
const others = lines('other', 30);

test('Everyday requests are the first lines of each label, as lines that belong nowhere', () => {
  expect(everyday(set)).toEqual(set.train.filter((_, i) => i % 25 < 10).map(({ text }) => ({ text, label: OUTSIDE })));
  expect(everyday(set, 3, (label) => label === 'music').map(({ text }) => text)).toEqual(
    [0, 1, 2].map((i) => `musicwort${i} musicsatz${i}`),
  );
});

test('Of the lines that are judged 56 in 100 are strangers, and every own line is judged by each model that knows its label but not the line', () => {
  const judged = judgedAside(own, others, set);
  const known = judged.filter(({ expected }) => expected !== OUTSIDE);
  expect(known).toHaveLength((own.length * 3) / 4);
  expect((judged.length - known.length) / judged.length).toBeCloseTo(0.56, 1);
  expect(new Set(known.map(({ expected }) => expected))).toEqual(new Set(['refund', 'parcel', 'login', 'price']));
});

test('No stranger is ever given the label "out of scope" as the best of the bot\'s own, and two runs agree', () => {
  const judged = judgedAside(own, others, set);
  expect(judged.map(({ label }) => label)).not.toContain(OUTSIDE);
  expect(judgedAside(own, others, set)).toEqual(judged);
});
