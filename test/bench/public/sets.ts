/** Runs each public set by its own rules. No test part is read before everything is chosen on what may be learned from. */
import { misspell } from '../../../src/understanding/misspell.ts';
import { generator } from '../../../src/understanding/random.ts';
import { groupSimilar } from '../../../src/understanding/similar.ts';
import { hintBots, OUTSIDE, type Parts, readBanking, readClinc, readHint, readXsid } from './data.ts';
import { accuracy, chooseThreshold, inScope, joint, mcc, recall } from './figures.ts';
import { english, foreignGerman, judge, teach } from './judge.ts';

/** One figure with what is aimed at. */
export interface Figure {
  readonly set: string;
  readonly measure: string;
  readonly value: number;
  readonly aim?: number | undefined;
}

/** BANKING77: learn all of train, accuracy on test. */
export function banking(folder: string): Figure[] {
  const { train, test } = readBanking(folder);
  return [{ set: 'BANKING77', measure: 'accuracy', value: accuracy(judge(teach(train, english), test)), aim: 0.912 }];
}

/** xSID German: learn the validation part, accuracy on test; four test lines bear a label that is not in it. */
export function xsid(folder: string): Figure[] {
  const { train, test } = readXsid(folder);
  return [{ set: 'xSID German', measure: 'intent accuracy', value: accuracy(judge(teach(train, foreignGerman), test)), aim: 0.93 }];
}

/** CLINC150 "full": learn train and oos_train; the threshold has the highest joint accuracy on val and oos_val. */
export function clinc(folder: string): Figure[] {
  const set = readClinc(folder);
  const model = teach([...set.train, ...set.oos_train], english);
  const aside = judge(model, [...set.val, ...set.oos_val]);
  const threshold = chooseThreshold(aside, (step) => joint(aside, step, OUTSIDE));
  const verdicts = judge(model, [...set.test, ...set.oos_test]);
  return [
    { set: 'CLINC150', measure: 'in-scope accuracy', value: inScope(verdicts, threshold, OUTSIDE), aim: 0.92 },
    { set: 'CLINC150', measure: 'out-of-scope recall', value: recall(verdicts, threshold, OUTSIDE), aim: 0.5 },
    { set: 'CLINC150', measure: 'threshold from val', value: threshold },
  ];
}

const LEFT_OUT = 4;

/** How many of the longer words of a judged line get a typing slip: its test lines were typed by customers, its training lines by authors. */
const SLIP_SHARE = 0.15;

/**
 * Lines judged by models that have seen neither them nor their paraphrases; every label is out of scope once. Authors write each line
 * several times over, which customers do not: without keeping paraphrases together every line would look surer than it will be.
 * Only training parts are read.
 */
function leavingIntentsOut({ train }: Parts): ReturnType<typeof judge> {
  const labels = [...new Set(train.map(({ label }) => label))];
  const fold = new Map<string, number>();
  for (const label of labels) {
    const texts = train.filter((line) => line.label === label).map(({ text }) => text);
    for (const [g, group] of groupSimilar(texts).entries()) for (const i of group) fold.set(texts[i] ?? '', g % LEFT_OUT);
  }
  const random = generator(1);
  return Array.from({ length: LEFT_OUT }, (_, k) => {
    const isOut = (label: string): boolean => labels.indexOf(label) % LEFT_OUT === k;
    const inside = train.filter(({ label }) => !isOut(label));
    const model = teach(
      inside.filter(({ text }) => fold.get(text) !== k),
      english,
    );
    const judged = [
      ...inside.filter(({ text }) => fold.get(text) === k),
      ...train.filter(({ label }) => isOut(label)).map(({ text }) => ({ text, label: OUTSIDE })),
    ];
    return judge(
      model,
      judged.map(({ text, label }) => ({ text: misspell(text, SLIP_SHARE, random), label })),
    );
  }).flat();
}

/** HINT3 v1: one threshold for all three bots, chosen on their training parts by leaving out a quarter of the intents in turn; MCC on test. */
export function hint(folder: string): Figure[] {
  const bots = hintBots.map((bot) => readHint(folder, bot));
  const aside = bots.map(leavingIntentsOut);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const threshold = chooseThreshold(aside.flat(), (step) => mean(aside.map((verdicts) => mcc(verdicts, step, OUTSIDE))));
  const each = bots.map(({ train, test }) => mcc(judge(teach(train, english), test), threshold, OUTSIDE));
  return [
    ...each.map((value, i): Figure => ({ set: 'HINT3', measure: `MCC ${hintBots[i]}`, value })),
    { set: 'HINT3', measure: 'MCC mean', value: mean(each), aim: 0.54 },
    { set: 'HINT3', measure: 'threshold from train', value: threshold },
  ];
}
