/** The figures public sets are scored with, and the choice of a threshold; pure. */
import type { Verdict } from './judge.ts';

/** Share of lines whose label is right, whatever the score. */
export function accuracy(verdicts: readonly Verdict[]): number {
  return share(verdicts, ({ expected, label }) => expected === label);
}

/** Share of in-scope lines that get the right label; a refusal is wrong. */
export function inScope(verdicts: readonly Verdict[], threshold: number, outside: string): number {
  return share(
    verdicts.filter(({ expected }) => expected !== outside),
    ({ expected, label, score }) => score >= threshold && expected === label,
  );
}

/** Share of out-of-scope lines that are refused. */
export function recall(verdicts: readonly Verdict[], threshold: number, outside: string): number {
  return share(
    verdicts.filter(({ expected }) => expected === outside),
    ({ score }) => score < threshold,
  );
}

/** Accuracy with "out of scope" as a label like the others. */
export function joint(verdicts: readonly Verdict[], threshold: number, outside: string): number {
  return share(verdicts, ({ expected, label, score }) => expected === (score >= threshold ? label : outside));
}

/** Matthews correlation over all labels, "out of scope" among them; 0 when nothing can be said. */
export function mcc(verdicts: readonly Verdict[], threshold: number, outside: string): number {
  const expected = new Map<string, number>();
  const guessed = new Map<string, number>();
  let right = 0;
  for (const verdict of verdicts) {
    const guess = verdict.score >= threshold ? verdict.label : outside;
    count(expected, verdict.expected);
    count(guessed, guess);
    if (guess === verdict.expected) right++;
  }
  const n = verdicts.length;
  const product = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number =>
    [...a].reduce((sum, [label, times]) => sum + times * (b.get(label) ?? 0), 0);
  const spread = Math.sqrt((n * n - product(guessed, guessed)) * (n * n - product(expected, expected)));
  return spread === 0 ? 0 : (right * n - product(expected, guessed)) / spread;
}

/** In: lines set aside from training, and what is wanted of a threshold. Out: the lowest of the best thresholds among their scores. */
export function chooseThreshold(verdicts: readonly Verdict[], worth: (threshold: number) => number): number {
  const steps = candidatesOf(verdicts);
  return steps.reduce((best, step) => (worth(step) > worth(best) ? step : best), steps[0] ?? 0);
}

/**
 * In: as above, and how much less than the best is as good as the best. Out: the middle between the lowest and the highest threshold that
 * is as good; where the curve is flat, the very best step is chance.
 */
export function middleThreshold(verdicts: readonly Verdict[], worth: (threshold: number) => number, slack: number): number {
  const steps = candidatesOf(verdicts).map((step) => ({ step, worth: worth(step) }));
  const best = Math.max(...steps.map((step) => step.worth));
  const good = steps.filter((step) => step.worth >= best - slack).map(({ step }) => step);
  return ((good[0] ?? 0) + (good.at(-1) ?? 0)) / 2;
}

function candidatesOf(verdicts: readonly Verdict[]): number[] {
  const candidates = [...new Set(verdicts.map(({ score }) => score))].sort((a, b) => a - b);
  return candidates.filter((_, i) => i % Math.max(1, Math.floor(candidates.length / 400)) === 0);
}

function count(counts: Map<string, number>, label: string): void {
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

function share<T>(items: readonly T[], isMeant: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isMeant).length / items.length;
}
