/** Trains a calibrated classifier from examples: folds for calibration first, then all lines. */
import { type Classifier, fitSharpness, quantise, scores } from './classifier.ts';
import { type Example, layOut, rarityOf, rowsOf } from './dataset.ts';
import type { Features } from './features.ts';
import { type LinearOptions, linearDefaults, trainLinear } from './train-linear.ts';

const CALIBRATION_FOLDS = 3;

function fit(rows: readonly Features[], targets: readonly number[], labels: readonly string[], options: LinearOptions): Classifier {
  const rarity = rarityOf(rows);
  const data = layOut(rows, targets, labels, rarity);
  return { labels, ...quantise(trainLinear(data, options)), rarity, sharpness: 1 };
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

export interface TrainOptions {
  readonly linear?: LinearOptions | undefined;
  /** Known calibration; without it, folds are trained to find it. */
  readonly sharpness?: number | undefined;
}

/** Deterministic: the same examples in the same order give the same classifier. */
export function trainClassifier(examples: readonly Example[], options: TrainOptions = {}): Classifier {
  const linear = options.linear ?? linearDefaults;
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const targets = examples.map((example) => labels.indexOf(example.label));
  const rows = rowsOf(examples);
  const sharpness = options.sharpness ?? calibrate(rows, targets, labels, linear);
  return { ...fit(rows, targets, labels, linear), sharpness };
}

function calibrate(rows: readonly Features[], targets: readonly number[], labels: readonly string[], linear: LinearOptions): number {
  const fold = foldsOf(targets, CALIBRATION_FOLDS);
  const heldOut: Float64Array[] = [];
  const heldTargets: number[] = [];
  for (let f = 0; f < CALIBRATION_FOLDS; f++) {
    const inside = rows.flatMap((_, i) => (fold[i] === f ? [] : [i]));
    const part = fit(
      inside.map((i) => rows[i] as Features),
      inside.map((i) => targets[i] as number),
      labels,
      linear,
    );
    rows.forEach((row, i) => {
      if (fold[i] !== f) return;
      heldOut.push(scores(part, row));
      heldTargets.push(targets[i] as number);
    });
  }
  return fitSharpness(heldOut, heldTargets);
}
