/** Trains a calibrated classifier from examples: a held-out part for calibration first, then all lines. */
import { type Classifier, fitSharpness, quantise, scores } from './classifier.ts';
import { type Example, layOut, rarityOf, rowsOf } from './dataset.ts';
import type { Features } from './features.ts';
import { trainLinear } from './train-linear.ts';
import { trainSoftmax } from './train-softmax.ts';

/** One line in so many is held out to calibrate on. */
const HOLD_OUT = 4;

/**
 * How the two linear models are added up. Margins separate better, probabilities are more honest; together they beat either
 * by almost one point in cross-validation, and a sum of linear models is one linear model.
 */
const MARGIN_SHARE = 2;
const SOFTMAX_SHARE = 0.5;

function trainBoth(rows: readonly Features[], targets: readonly number[], labels: readonly string[]): Classifier {
  const rarity = rarityOf(rows);
  const data = layOut(rows, targets, labels, rarity);
  const weights = trainLinear(data);
  const soft = trainSoftmax(data);
  for (let i = 0; i < weights.length; i++) {
    weights[i] = (weights[i] as number) * MARGIN_SHARE + (soft[i] as number) * SOFTMAX_SHARE;
  }
  return { labels, ...quantise(weights), rarity, sharpness: 1 };
}

/** Fold of a line: by position within its label, so that every fold holds every label. */
export function foldsOf(targets: readonly number[], folds: number): number[] {
  const counts = new Map<number, number>();
  return targets.map((target) => {
    const count = counts.get(target) ?? 0;
    counts.set(target, count + 1);
    return count % folds;
  });
}

function calibrate(rows: readonly Features[], targets: readonly number[], labels: readonly string[]): number {
  const fold = foldsOf(targets, HOLD_OUT);
  const inside = rows.flatMap((_, i) => (fold[i] === 0 ? [] : [i]));
  const outside = rows.flatMap((_, i) => (fold[i] === 0 ? [i] : []));
  const part = trainBoth(
    inside.map((i) => rows[i] as Features),
    inside.map((i) => targets[i] as number),
    labels,
  );
  return fitSharpness(
    outside.map((i) => scores(part, rows[i] as Features)),
    outside.map((i) => targets[i] as number),
  );
}

export interface TrainOptions {
  /** Known calibration; without it, a part is held out to find it. */
  readonly sharpness?: number | undefined;
}

/** Deterministic: the same examples in the same order give the same classifier. */
export function trainClassifier(examples: readonly Example[], options: TrainOptions = {}): Classifier {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const targets = examples.map((example) => labels.indexOf(example.label));
  const rows = rowsOf(examples);
  const sharpness = options.sharpness ?? calibrate(rows, targets, labels);
  return { ...trainBoth(rows, targets, labels), sharpness };
}
