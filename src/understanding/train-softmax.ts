/** Trains a multinomial softmax model by stochastic gradient descent with per-weight step sizes (AdaGrad). */
import type { Dataset } from './dataset.ts';
import { generator, shuffle } from './random.ts';

export interface SoftmaxOptions {
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
}

export const softmaxDefaults: SoftmaxOptions = { epochs: 12, rate: 0.15, seed: 3 };

/** What the squared gradients start from, so that first steps are not unbounded. */
const START = 1e-3;

/** Classes whose error is smaller than this are left alone: most of them, most of the time. */
const SMALL = 0.002;

/** Turns the scores in `row` into probability minus truth, in place; writes the classes worth a step to `active`, returns how many. */
function errorsOf(row: Float64Array, target: number, active: Uint16Array): number {
  let top = -Infinity;
  for (const value of row) if (value > top) top = value;
  let sum = 0;
  for (let c = 0; c < row.length; c++) {
    const power = Math.exp((row[c] as number) - top);
    row[c] = power;
    sum += power;
  }
  let count = 0;
  for (let c = 0; c < row.length; c++) {
    const error = (row[c] as number) / sum - (c === target ? 1 : 0);
    row[c] = error;
    if (Math.abs(error) >= SMALL) active[count++] = c;
  }
  return count;
}

/** Same layout as `trainLinear`: place-major, the bias row last. */
export function trainSoftmax(data: Dataset, options: SoftmaxOptions = softmaxDefaults): Float32Array {
  const classes = data.labels.length;
  const { targets, starts, places, values } = data;
  const bias = data.buckets.length * classes;
  const weights = new Float32Array(bias + classes);
  const squares = new Float32Array(weights.length).fill(START);
  const random = generator(options.seed);
  const order = Uint32Array.from(targets, (_, i) => i);
  const row = new Float64Array(classes);
  const active = new Uint16Array(classes);
  let count = 0;
  const learn = (at: number, value: number): void => {
    for (let j = 0; j < count; j++) {
      const c = active[j] as number;
      const gradient = (row[c] as number) * value;
      const square = (squares[at + c] as number) + gradient * gradient;
      squares[at + c] = square;
      weights[at + c] = (weights[at + c] as number) - (options.rate * gradient) / Math.sqrt(square);
    }
  };
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      const from = starts[i] as number;
      const to = starts[i + 1] as number;
      for (let c = 0; c < classes; c++) row[c] = weights[bias + c] as number;
      for (let k = from; k < to; k++) {
        const at = (places[k] as number) * classes;
        const value = values[k] as number;
        for (let c = 0; c < classes; c++) row[c] = (row[c] as number) + value * (weights[at + c] as number);
      }
      count = errorsOf(row, targets[i] as number, active);
      if (count === 0) continue;
      for (let k = from; k < to; k++) learn((places[k] as number) * classes, values[k] as number);
      learn(bias, 0.1);
    }
  }
  return weights;
}
