/** Money in sentences. */

const euro = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });

/** In: cents. Out: `120,00 €`. */
export const money = (cents: number): string => euro.format(cents / 100);
