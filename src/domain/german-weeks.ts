/** Days, weeks and months as people in Germany count them: weeks begin on Monday, a month holds the weeks whose Thursday lies in it. */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', year: 'numeric', month: '2-digit', day: '2-digit' });
const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' });

/** A week by its Monday, `2026-11-23`. */
export type Week = string;
/** A month, `2026-11`. */
export type Month = string;

/** Midnight in Berlin: one or two hours before midnight UTC. In: `2026-11-23`. */
export function startOfGermanDay(date: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  return utc - Number(hour.format(utc)) * hourMs;
}

/** In: a date and how many days later. Out: that date. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

let lastHour = Number.NaN;
let lastWeek: Week = '';

/** The week a moment lies in. Weeks begin on a full hour, and one moment follows the other: the last answer is kept. */
export function weekOf(at: number): Week {
  const hours = Math.floor(at / hourMs);
  if (hours !== lastHour) {
    lastWeek = weekFrom(at);
    lastHour = hours;
  }
  return lastWeek;
}

function weekFrom(at: number): Week {
  const today = day.format(at);
  const daysSinceMonday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7;
  return daysAfter(today, -daysSinceMonday);
}

/** The month a week belongs to. */
export const monthOfWeek = (week: Week): Month => daysAfter(week, 3).slice(0, 7);

/** In: a month and how many months later. Out: that month. */
export function monthsAfter(month: Month, months: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The weeks of a month, in order. */
export function weeksOfMonth(month: Month): readonly Week[] {
  const first = weekOf(Date.parse(`${month}-01T12:00:00Z`));
  return Array.from({ length: 6 }, (_, n) => daysAfter(first, 7 * n)).filter((week) => monthOfWeek(week) === month);
}
