/** How moments, times and money read in the workspace. */
const moment = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const clock = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
const money = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });

/** `22.11.2026, 09:15` in German time. */
export const when = (at: number): string => moment.format(at);

export const timeOfDay = (at: number): string => clock.format(at);

/** In: ms. Out: `0:45`, `12:03`, `1:02:07`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const euro = (cents: number): string => money.format(cents / 100);

/** In: `120`, `120,50` or `1.200,50`, as people write euros. Out: cents; `undefined` for anything else. */
export function centsOf(text: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, whole = '', part = ''] = match;
  return Number(whole.replaceAll('.', '')) * 100 + Number(part.padEnd(2, '0'));
}

/** In: a whole number as typed. Out: it, when it lies between the bounds. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^-?\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
