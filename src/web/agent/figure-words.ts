/** How figures read: cells, weeks, months, and the table as CSV. */
import { type Cell, type FigureStep, isFew } from '../../domain/figures.ts';
import { daysAfter } from '../../domain/german-weeks.ts';
import type { Words } from '../app/texts.ts';

const utc = { timeZone: 'UTC' } as const;
const month = new Intl.DateTimeFormat('de-DE', { ...utc, month: 'long', year: 'numeric' });
const shortMonth = new Intl.DateTimeFormat('de-DE', { ...utc, month: 'short', year: '2-digit' });
const day = new Intl.DateTimeFormat('de-DE', { ...utc, day: '2-digit', month: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat('de-DE', { ...utc, day: '2-digit', month: '2-digit', year: 'numeric' });
const number = new Intl.NumberFormat('de-DE');

export function cellWords(texts: Words, cell: Cell): string {
  const { least, most } = cell;
  if (isFew(cell)) return texts('desk.figures.few');
  if (least === most) return number.format(least);
  if (least === 0) return texts('desk.figures.atMost', { most: number.format(most) });
  return texts('desk.figures.between', { least: number.format(least), most: number.format(most) });
}

const noon = (date: string): Date => new Date(`${date}T12:00:00Z`);
export const monthName = (id: string): string => month.format(noon(`${id}-15`));

/** ISO 8601: the first week of a year holds its first Thursday. */
function weekNumber(monday: string): number {
  const thursday = noon(daysAfter(monday, 3));
  const january = Date.UTC(thursday.getUTCFullYear(), 0, 1, 12);
  return Math.floor((thursday.getTime() - january) / (7 * 86_400_000)) + 1;
}

export function periodName(texts: Words, step: FigureStep, id: string): string {
  if (step === 'month') return monthName(id);
  const days = `${day.format(noon(id))}–${dayOfYear.format(noon(daysAfter(id, 6)))}`;
  return texts('desk.figures.weekName', { week: weekNumber(id), days });
}

export const shortPeriod = (texts: Words, step: FigureStep, id: string): string =>
  step === 'month' ? shortMonth.format(noon(`${id}-15`)) : texts('desk.figures.weekShort', { week: weekNumber(id) });

/** Semicolons, and the mark by which Excel takes it for UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\r\n')}\r\n`;
