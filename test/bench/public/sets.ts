/** Runs each public set by its own rules. No test part is read before everything is chosen on what may be learned from. */
import { hintBots, OUTSIDE, readBanking, readClinc, readHint, readXsid } from './data.ts';
import { accuracy, chooseThreshold, inScope, joint, mcc, middleThreshold, recall } from './figures.ts';
import { english, foreignGerman, judge, teach } from './judge.ts';
import { everyday, judgedAside } from './strangers.ts';

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

/** A point of correlation is within what another draw of the lines set aside changes. */
const AS_GOOD = 0.01;

/**
 * HINT3 v1: each bot is taught its training lines, and everyday requests of CLINC150 as lines that belong nowhere, as the product is taught
 * its own. One threshold for all three, chosen on training parts with intents left out; MCC on test.
 */
export function hint(folder: string): Figure[] {
  const bots = hintBots.map((bot) => readHint(folder, bot));
  const set = readClinc(folder);
  const aside = bots.map(({ train }) =>
    judgedAside(
      train,
      bots.flatMap((other) => (other.train === train ? [] : other.train)),
      set,
    ),
  );
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const threshold = middleThreshold(aside.flat(), (step) => mean(aside.map((verdicts) => mcc(verdicts, step, OUTSIDE))), AS_GOOD);
  const foreign = everyday(set);
  const each = bots.map(({ train, test }) => mcc(judge(teach([...train, ...foreign], english), test, 'height'), threshold, OUTSIDE));
  return [
    ...each.map((value, i): Figure => ({ set: 'HINT3', measure: `MCC ${hintBots[i]}`, value })),
    { set: 'HINT3', measure: 'MCC mean', value: mean(each), aim: 0.54 },
    { set: 'HINT3', measure: 'threshold from train', value: threshold },
  ];
}
