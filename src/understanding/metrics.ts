/** Measures an understanding on labelled lines: the figures a release is judged by. */
import type { Label } from '../domain/vocabulary.ts';
import { COVERED, isBillable } from './decision.ts';
import type { Understood } from './types.ts';

/** A line with every label that would be right. */
export interface Judged {
  readonly text: string;
  readonly expect: readonly string[];
}

export interface Figures {
  readonly n: number;
  /** First guess right, forced choice over all labels. */
  readonly accuracy: number;
  readonly top3: number;
  /** recall: out-of-domain lines met with an honest no; falseRate: in-domain lines met with one. */
  readonly none: { readonly recall: number; readonly falseRate: number };
  readonly askBackRate: number;
  /** Count of lines that are billable in every reading and would be answered as covered. */
  readonly billableCalledCovered: number;
  /** Share of covered lines that would be answered as billable. */
  readonly coveredCalledBillable: number;
  readonly perLabel: Readonly<Record<string, { readonly n: number; readonly accuracy: number }>>;
  readonly msP50: number;
  readonly msP99: number;
}

/** One line with what became of it. */
export interface Outcome {
  readonly line: Judged;
  readonly understood: Understood;
  readonly ms: number;
}

/** Lines that are run before, so that start-up is not measured. */
const WARM_UP = 300;

/** What else runs on the machine only ever adds to a time, so each line is run this often and its fastest run counts. */
const RUNS = 3;

/** Runs each line through `understand` and times it. */
export function runLines(lines: readonly Judged[], understand: (text: string) => Understood): Outcome[] {
  for (const line of lines.slice(0, WARM_UP)) understand(line.text);
  return lines.map((line) => {
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      understand(line.text);
      return performance.now() - start;
    });
    return { line, understood: understand(line.text), ms: Math.min(...times) };
  });
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

const isRight = ({ line, understood }: Outcome): boolean => line.expect.includes(understood.label);

/** A billable line in every reading that would be answered as covered: the worst error. */
export function isCoveredByMistake({ line, understood }: Outcome): boolean {
  return line.expect.every(isBillable) && understood.label === COVERED && understood.band === 'answer';
}

function perLabel(outcomes: readonly Outcome[]): Figures['perLabel'] {
  const counts = new Map<string, { n: number; right: number }>();
  for (const outcome of outcomes) {
    const label = outcome.line.expect[0] ?? '';
    const count = counts.get(label) ?? { n: 0, right: 0 };
    counts.set(label, { n: count.n + 1, right: count.right + (isRight(outcome) ? 1 : 0) });
  }
  return Object.fromEntries([...counts].sort().map(([label, { n, right }]) => [label, { n, accuracy: right / n }]));
}

/** The figures of a run. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const n = outcomes.length;
  const outside = outcomes.filter(({ line }) => line.expect.includes('none' satisfies Label));
  const inside = outcomes.filter(({ line }) => !line.expect.includes('none' satisfies Label));
  const covered = outcomes.filter(({ line }) => line.expect.every((label) => label === COVERED));
  const refused = (outcome: Outcome): boolean => outcome.understood.band === 'none';
  const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  const calledBillable = covered.filter(({ understood }) => understood.band === 'answer' && isBillable(understood.label));
  const inTop3 = ({ line, understood }: Outcome): boolean => understood.guesses.slice(0, 3).some((g) => line.expect.includes(g.label));
  return {
    n,
    accuracy: share(outcomes.filter(isRight).length, n),
    top3: share(outcomes.filter(inTop3).length, n),
    none: { recall: share(outside.filter(refused).length, outside.length), falseRate: share(inside.filter(refused).length, inside.length) },
    askBackRate: share(outcomes.filter(({ understood }) => understood.band === 'askBack').length, n),
    billableCalledCovered: outcomes.filter(isCoveredByMistake).length,
    coveredCalledBillable: share(calledBillable.length, covered.length),
    perLabel: perLabel(outcomes),
    msP50: quantile(times, 0.5),
    msP99: quantile(times, 0.99),
  };
}

/** A readable report: figures, labels, confusions with examples. */
export function report(outcomes: readonly Outcome[]): string {
  const figures = figuresOf(outcomes);
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  const confusions = new Map<string, string[]>();
  for (const outcome of outcomes) {
    if (isRight(outcome)) continue;
    const key = `${outcome.line.expect[0]} -> ${outcome.understood.label}`;
    const text = outcome.line.text.replace(/\s+/g, ' ').slice(0, 110);
    confusions.set(key, [
      ...(confusions.get(key) ?? []),
      `${outcome.understood.band} ${outcome.understood.confidence.toFixed(2)}  ${text}`,
    ]);
  }
  const worst = [...confusions].sort((a, b) => b[1].length - a[1].length);
  return [
    `lines                    ${figures.n}`,
    `first guess right        ${percent(figures.accuracy)}`,
    `among the first three    ${percent(figures.top3)}`,
    `none recall / false      ${percent(figures.none.recall)} / ${percent(figures.none.falseRate)}`,
    `asks back                ${percent(figures.askBackRate)}`,
    `billable called covered  ${figures.billableCalledCovered}`,
    `covered called billable  ${percent(figures.coveredCalledBillable)}`,
    `ms per line p50 / p99    ${figures.msP50.toFixed(2)} / ${figures.msP99.toFixed(2)}`,
    '',
    ...Object.entries(figures.perLabel).map(([label, { n, accuracy }]) => `${label.padEnd(24)} ${percent(accuracy).padStart(8)} of ${n}`),
    '',
    ...outcomes.filter(isCoveredByMistake).map(({ line }) => `BILLABLE CALLED COVERED: ${line.text}`),
    ...worst.flatMap(([pair, texts]) => [`${pair} (${texts.length})`, ...texts.map((text) => `    ${text}`)]),
  ].join('\n');
}
