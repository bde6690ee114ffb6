/** Figures about all work together, and what of them may be shown: nothing that tells of fewer than five. */
import { type Month, monthOfWeek, monthsAfter, startOfGermanDay, type Week, weekOf, weeksOfMonth } from './german-weeks.ts';
import type { Coverage } from './vocabulary.ts';

/** What a turn is counted as where nothing else that stays would tell of it. */
export const countKinds = ['answered', 'askedBack', 'unanswered'] as const;
export type CountKind = (typeof countKinds)[number];

/** Each subject with its figures: one chart and one table. */
export const figureSubjects = {
  questions: ['answered', 'askedBack', 'unanswered', 'handedOver'],
  classings: ['confirmed', 'nowCovered', 'nowBillable', 'wasUndecided', 'otherwise'],
  orders: ['ordered', 'declined'],
} as const;
export type FigureSubject = keyof typeof figureSubjects;
export type Figure = (typeof figureSubjects)[FigureSubject][number];

/** In: the bot's classing and the first one by a person. Out: how they differ. */
export function comparedClassing(byBot: Coverage, final: Coverage): Extract<Figure, (typeof figureSubjects.classings)[number]> {
  if (byBot === final) return 'confirmed';
  if (byBot === 'undecided') return 'wasUndecided';
  if (byBot === 'billable' && final === 'covered') return 'nowCovered';
  return byBot === 'covered' && final === 'billable' ? 'nowBillable' : 'otherwise';
}

/** Raw: never leaves the house. */
export interface WeekFigure {
  readonly week: Week;
  readonly figure: Figure;
  readonly count: number;
}

export interface FigureStore {
  /** Raw counts of the weeks that lie in the time, both ends weeks' beginnings. */
  weekFigures(from: number, until: number): Promise<readonly WeekFigure[]>;
  /** Deletes counts of weeks before a moment. Out: how many. */
  deleteFigures(before: number): Promise<number>;
}

/** Fewer than so many are not told. */
export const fewest = 5;
const mostOfFew = fewest - 1;

/** What is told of a number: itself (`least` is `most`), "fewer than five" (0 to 4), or between which bounds it lies. */
export interface Cell {
  readonly least: number;
  readonly most: number;
}

export const isFew = ({ least, most }: Cell): boolean => least === 0 && most === mostOfFew;
const exactly = (count: number): Cell => ({ least: count, most: count });
const few: Cell = { least: 0, most: mostOfFew };

/** One week's number as it may be shown. */
export const weekCell = (count: number): Cell => (count < fewest ? few : exactly(count));

/** What follows from cells that are shown, and nothing more. */
export const sumOfCells = (cells: readonly Cell[]): Cell =>
  cells.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), exactly(0));

/**
 * A month's number as it may be shown beside its weeks. In: the counts of its weeks. Out: the number itself unless it would tell a week that is not shown;
 * then the bounds that follow from the weeks anyway. Which of the two depends on nothing that is seen later, so earlier pages tell nothing, either.
 */
export function monthCell(weeks: readonly number[]): Cell {
  const total = weeks.reduce((sum, count) => sum + count, 0);
  if (total < fewest) return few;
  const hidden = weeks.filter((count) => count < fewest);
  const rest = hidden.reduce((sum, count) => sum + count, 0);
  // One less than all full is not told, either: else bounds would say that all are full.
  const isOpen = hidden.length > 1 && rest > 0 && rest < mostOfFew * hidden.length - 1;
  return hidden.length === 0 || isOpen ? exactly(total) : sumOfCells(weeks.map(weekCell));
}

export const steps = ['week', 'month'] as const;
export type FigureStep = (typeof steps)[number];

export interface FigureTable {
  /** Mondays, or months; only those that are over. */
  readonly periods: readonly string[];
  readonly subjects: readonly { readonly subject: FigureSubject; readonly rows: readonly FigureRow[] }[];
}

export interface FigureRow {
  readonly figure: Figure;
  /** One for each period. */
  readonly cells: readonly Cell[];
  readonly sum: Cell;
}

export interface FigureRange {
  readonly step: FigureStep;
  /** First and last month. */
  readonly from: Month;
  readonly until: Month;
}

/** In: raw counts, months from and until, the moment. Out: what may be shown of the weeks, or months, that are over. */
export function figureTable(raw: readonly WeekFigure[], { step, from, until }: FigureRange, at: number): FigureTable {
  const over = (week: Week | undefined): boolean => week !== undefined && week < weekOf(at);
  const months = monthsBetween(from, until);
  const weeks = months.flatMap(weeksOfMonth).filter(over);
  const whole = months.filter((month) => over(weeksOfMonth(month).at(-1)));
  const counts = new Map(raw.map(({ week, figure, count }) => [`${week} ${figure}`, count]));
  const countOf = (week: Week, figure: Figure): number => counts.get(`${week} ${figure}`) ?? 0;
  const cellsOf = (figure: Figure): Cell[] =>
    step === 'week'
      ? weeks.map((week) => weekCell(countOf(week, figure)))
      : whole.map((month) => monthCell(weeksOfMonth(month).map((week) => countOf(week, figure))));
  const row = (figure: Figure): FigureRow => {
    const cells = cellsOf(figure);
    return { figure, cells, sum: sumOfCells(cells) };
  };
  return {
    periods: step === 'week' ? weeks : whole,
    subjects: Object.entries(figureSubjects).map(([subject, figures]) => ({ subject: subject as FigureSubject, rows: figures.map(row) })),
  };
}

export function monthsBetween(from: Month, until: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = from; month <= until; month = monthsAfter(month, 1)) months.push(month);
  return months;
}

/** The moments at which the weeks of the months begin and end. */
export function timeOf({ from, until }: Pick<FigureRange, 'from' | 'until'>): { readonly from: number; readonly until: number } {
  const begin = (month: Month): number => startOfGermanDay(weeksOfMonth(month)[0] ?? `${month}-01`);
  return { from: begin(from), until: begin(monthsAfter(until, 1)) };
}

/** The month that the running week belongs to. */
export const monthOf = (at: number): Month => monthOfWeek(weekOf(at));
