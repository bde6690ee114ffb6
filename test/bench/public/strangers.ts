/** Stands strangers before a bot whose training lines name none: intents left out, other bots' lines, everyday requests. Training and validation parts only. */
import type { Example } from '../../../src/understanding/dataset.ts';
import { misspell } from '../../../src/understanding/misspell.ts';
import { generator, shuffle } from '../../../src/understanding/random.ts';
import { groupSimilar } from '../../../src/understanding/similar.ts';
import { type Clinc, OUTSIDE } from './data.ts';
import { english, judge, teach, type Verdict } from './judge.ts';

/** Intents are left out a quarter at a time, and lines judged a quarter at a time. */
const PARTS = 4;

/** Lines taught of each everyday intent: 1,500 in all, some three to a line of the bot's own. */
const A_LABEL = 10;

/** How many of the longer words of a judged line get a typing slip: customers type less carefully than authors. */
const SLIP_SHARE = 0.15;

/** Strangers for each line of the bot's own: 56 in 100 messages to these bots belong nowhere (mean of the three, told with the set). */
const STRANGERS = 0.56 / 0.44;

/** Names of the labels in the order in which they first occur. */
function labelsOf(lines: readonly Example[]): string[] {
  return [...new Set(lines.map(({ label }) => label))];
}

const asStranger = ({ text }: Example): Example => ({ text, label: OUTSIDE });

/** Everyday requests as lines that belong nowhere, the first of each label; of all labels, or of those that are meant. */
export function everyday({ train }: Clinc, aLabel = A_LABEL, isMeant: (label: string) => boolean = () => true): Example[] {
  return labelsOf(train)
    .filter(isMeant)
    .flatMap((wanted) => train.filter(({ label }) => label === wanted).slice(0, aLabel))
    .map(asStranger);
}

function sample(lines: readonly Example[], count: number, random: () => number): Example[] {
  const order = Uint32Array.from(lines, (_, i) => i);
  shuffle(order, random);
  return [...order.slice(0, Math.round(count))].flatMap((i) => lines[i] ?? []);
}

/** Part of each text. Paraphrases stay in one part: authors write a line several times over, and it would look surer than it will be. */
function partsOfTexts(lines: readonly Example[]): Map<string, number> {
  const part = new Map<string, number>();
  for (const wanted of labelsOf(lines)) {
    const texts = lines.filter(({ label }) => label === wanted).map(({ text }) => text);
    for (const [g, group] of groupSimilar(texts).entries()) for (const i of group) part.set(texts[i] ?? '', g % PARTS);
  }
  return part;
}

/**
 * In: a bot's training lines, those of other bots, everyday requests. Out: lines judged by models that have seen neither them nor their
 * paraphrases. Half of the strangers ask for intents the model was not taught, half come from elsewhere: other bots and everyday
 * requests of labels that were not taught as strange.
 */
export function judgedAside(train: readonly Example[], others: readonly Example[], set: Clinc): Verdict[] {
  const labels = labelsOf(train);
  const everydayLabels = labelsOf(set.train);
  const part = partsOfTexts(train);
  const random = generator(1);
  return Array.from({ length: PARTS }, (_, k) => {
    const isOut = (label: string): boolean => labels.indexOf(label) % PARTS === k;
    const isTaughtStrange = (label: string): boolean => everydayLabels.indexOf(label) % 2 === k % 2;
    const inside = train.filter(({ label }) => !isOut(label));
    const model = teach([...inside.filter(({ text }) => part.get(text) !== k), ...everyday(set, 2 * A_LABEL, isTaughtStrange)], english);
    const own = inside.filter(({ text }) => part.get(text) === k);
    const strangers = own.length * STRANGERS;
    const near = train.filter(({ label }) => isOut(label));
    const unknown = [...set.val.filter(({ label }) => !isTaughtStrange(label)), ...set.oos_val];
    const judged = [
      ...own,
      ...sample(near, strangers / 2, random).map(asStranger),
      ...sample(others, strangers / 4, random).map(asStranger),
      ...sample(unknown, strangers / 4, random).map(asStranger),
    ];
    return judge(
      model,
      judged.map(({ text, label }) => ({ text: misspell(text, SLIP_SHARE, random), label })),
      'height',
    );
  }).flat();
}
