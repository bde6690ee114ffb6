/** Trains one-against-rest linear models by dual coordinate descent (L2-regularised, squared hinge loss). */
import type { Dataset } from './dataset.ts';
import { generator, shuffle } from './random.ts';

export interface LinearOptions {
  /** Cost of an error on a training line; larger fits closer. */
  readonly cost: number;
  readonly passes: number;
  /** Stops when no line pulls harder than this. */
  readonly tolerance: number;
  readonly seed: number;
}

export const linearDefaults: LinearOptions = { cost: 1, passes: 15, tolerance: 0.1, seed: 7 };

/** A line this far on the right side rests for so many passes. */
const FAR = 0.25;
const REST = 2;

/** Weight of class `c` for place `p` stands at `p * classes + c`; the bias row follows the last place. */
export function trainLinear(data: Dataset, options: LinearOptions = linearDefaults): Float32Array {
  const classes = data.labels.length;
  const { targets, starts, places, values } = data;
  const bias = data.buckets.length;
  const weights = new Float32Array((bias + 1) * classes);
  const n = targets.length;
  const norms = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 1;
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) sum += (values[k] as number) ** 2;
    norms[i] = sum;
  }
  const diagonal = 1 / (2 * options.cost);
  const random = generator(options.seed);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const w = new Float64Array(bias + 1);
  const alpha = new Float64Array(n);
  const rest = new Uint8Array(n);
  for (let c = 0; c < classes; c++) {
    w.fill(0);
    alpha.fill(0);
    rest.fill(0);
    for (let pass = 0; pass < options.passes; pass++) {
      shuffle(order, random);
      let largest = 0;
      for (const i of order) {
        if ((rest[i] as number) > 0) {
          rest[i] = (rest[i] as number) - 1;
          continue;
        }
        const y = targets[i] === c ? 1 : -1;
        const from = starts[i] as number;
        const to = starts[i + 1] as number;
        let margin = w[bias] as number;
        for (let k = from; k < to; k++) margin += (w[places[k] as number] as number) * (values[k] as number);
        const old = alpha[i] as number;
        const gradient = y * margin - 1 + diagonal * old;
        if (old > 0 || gradient < 0) largest = Math.max(largest, Math.abs(gradient));
        if (old === 0 && gradient > FAR) rest[i] = REST;
        const fresh = Math.max(0, old - gradient / ((norms[i] as number) + diagonal));
        const step = (fresh - old) * y;
        if (step === 0) continue;
        alpha[i] = fresh;
        for (let k = from; k < to; k++) {
          const p = places[k] as number;
          w[p] = (w[p] as number) + step * (values[k] as number);
        }
        w[bias] = (w[bias] as number) + step;
      }
      if (largest < options.tolerance) break;
    }
    for (let p = 0; p <= bias; p++) weights[p * classes + c] = w[p] as number;
  }
  return weights;
}
