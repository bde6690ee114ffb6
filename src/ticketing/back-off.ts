/** When failed work is tried again: soon at first, every few minutes at last, never all at once. */

const firstMs = 2000;
const longestMs = 5 * 60_000;

/** In: attempts made (>= 1), a random number in [0, 1). Out: ms to wait, between half of the step and the whole. */
export function backOff(attempts: number, random: number): number {
  const step = Math.min(longestMs, firstMs * 2 ** Math.min(20, attempts - 1));
  return Math.round(step * (0.5 + random / 2));
}
