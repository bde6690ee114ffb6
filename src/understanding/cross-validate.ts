/** Judges the classifier on lines it was not trained on: k folds, every line judged once. */
import type { Example } from './dataset.ts';
import type { ProductNames } from './entities.ts';
import { type Judged, type Outcome, runLines } from './metrics.ts';
import { foldsOf, trainClassifier } from './train-classifier.ts';
import { makeUnderstanding } from './understand.ts';

const FOLDS = 5;

/** Outcomes of all lines; calibration is fitted inside each training part only. */
export function crossValidate(lines: readonly Judged[], products: readonly ProductNames[]): Outcome[] {
  const labels = [...new Set(lines.map((line) => line.expect[0] ?? ''))];
  const fold = foldsOf(
    lines.map((line) => labels.indexOf(line.expect[0] ?? '')),
    FOLDS,
  );
  let sharpness: number | undefined;
  return Array.from({ length: FOLDS }, (_, f) => {
    const inside: Example[] = lines.flatMap((line, i) => (fold[i] === f ? [] : [{ text: line.text, label: line.expect[0] ?? '' }]));
    const model = trainClassifier(inside, { sharpness });
    sharpness ??= model.sharpness;
    const understanding = makeUnderstanding('cross-validation', model, inside, products);
    return runLines(
      lines.filter((_line, i) => fold[i] === f),
      understanding.understand,
    );
  }).flat();
}
