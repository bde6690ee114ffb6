/** A trained linear classifier: calibrated probabilities for a text, and the words that spoke for a label. */
import { type Features, featuresOf, weigh, wordFeature } from './features.ts';
import { BUCKETS, bucketOf } from './hash.ts';
import { meantWords } from './meanings.ts';
import type { Cases } from './neighbours.ts';
import { fold, tokens } from './normalise.ts';
import { german, type Reading } from './reading.ts';

/** Everything a trained classifier consists of; plain arrays, so that it can be written to a file. */
export interface Classifier {
  readonly labels: readonly string[];
  /** Quantised weights: bucket-major, the bias row last. */
  readonly weights: Int16Array;
  /** What one quantised step is worth. */
  readonly step: number;
  readonly rarity: Float32Array;
  /** Multiplies the scores before they become probabilities; fitted on lines the model had not seen. */
  readonly sharpness: number;
  /** The taught cases, for a second opinion on "covered"; only the bot's own classifier has them. */
  readonly cases?: Cases | undefined;
  /** How texts were read in training; not kept in files, where it is always the bot's own way. */
  readonly reading?: Reading | undefined;
}

/** Rounds trained weights to 16 bits. */
export function quantise(weights: Float32Array): { weights: Int16Array; step: number } {
  let largest = 1e-9;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const step = largest / 32767;
  return { weights: Int16Array.from(weights, (weight) => Math.round(weight / step)), step };
}

/** Raw score per label. */
export function scores(model: Classifier, features: Features): Float64Array {
  const classes = model.labels.length;
  const found = new Float64Array(classes);
  const values = weigh(features, model.rarity, model.reading);
  const { weights, step } = model;
  for (let c = 0; c < classes; c++) found[c] = weights[BUCKETS * classes + c] as number;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    const row = (features.buckets[k] as number) * classes;
    for (let c = 0; c < classes; c++) found[c] = (found[c] as number) + value * (weights[row + c] as number);
  }
  for (let c = 0; c < classes; c++) found[c] = (found[c] as number) * step;
  return found;
}

/** Probabilities from scores; stable for large scores. */
export function softmax(values: Float64Array, sharpness: number): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const value of values) top = Math.max(top, value);
  const powers = new Float64Array(values.length);
  let sum = 0;
  for (let c = 0; c < values.length; c++) {
    const power = Math.exp(((values[c] as number) - top) * sharpness);
    powers[c] = power;
    sum += power;
  }
  for (let c = 0; c < powers.length; c++) powers[c] = (powers[c] as number) / sum;
  return powers;
}

/** Calibrated probability per label, in the order of `model.labels`. */
export function probabilities(model: Classifier, text: string): Float64Array {
  return softmax(scores(model, featuresOf(text, model.reading)), model.sharpness);
}

/** The sharpness that makes the held-out probabilities most honest (least log loss), by golden-section search. */
export function fitSharpness(heldOut: readonly Float64Array[], targets: readonly number[]): number {
  const loss = (sharpness: number): number =>
    heldOut.reduce((sum, row, i) => sum - Math.log(Math.max(1e-12, softmax(row, sharpness)[targets[i] ?? 0] ?? 0)), 0);
  let low = 0.3;
  let high = 12;
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 30; i++) {
    const a = high - golden * (high - low);
    const b = low + golden * (high - low);
    if (loss(a) < loss(b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

/** Words and synonym classes of the text with what each added to the label's score, strongest first. */
export function reasons(model: Classifier, text: string, label: string): { word: string; weight: number }[] {
  const c = model.labels.indexOf(label);
  if (c < 0) return [];
  const folded = fold(text);
  const weightOf = (name: string): number => {
    const bucket = bucketOf(name);
    return (model.weights[bucket * model.labels.length + c] ?? 0) * model.step * (model.rarity[bucket] ?? 1);
  };
  const words = [...new Set(tokens(folded).slice(0, 100))];
  const classes = meantWords(folded);
  return [
    ...words.map((word) => ({ word, weight: weightOf(wordFeature(word)) })),
    ...classes.map(({ name, word }) => ({ word: `${word} (${name})`, weight: weightOf(`m=${name}`) * (german.weights[2] ?? 1) })),
  ]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}
