/** Money, dates and counts as German readers write them. */

const euro = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });
const dateTime = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** In: cents. Out: `120,00 €`. */
export const money = (cents: number): string => euro.format(cents / 100);

/** In: ms UTC. Out: `22.11.2026, 09:15` in German time. */
export const moment = (at: number): string => dateTime.format(at);
