/** Understands one text with a trained classifier: label, band, requests, entities, what is said, language, reasons. */
import type { Label } from '../domain/vocabulary.ts';
import { hasBillableHint, hasOutsideHint, partsOf } from './billable-hints.ts';
import { type Classifier, probabilities, reasons } from './classifier.ts';
import type { Example } from './dataset.ts';
import { bandFor, COVERED, isBillable, thresholds } from './decision.ts';
import { entitiesIn, isBareProduct, type ProductNames } from './entities.ts';
import { hasFaultSign } from './fault-signs.ts';
import { languageOf } from './language.ts';
import { type ExampleIndex, indexExamples, nearest } from './nearest.ts';
import { type CaseIndex, casesOf, coveredShare, indexCases } from './neighbours.ts';
import { fold, MAX_TEXT, tokens } from './normalise.ts';
import { splitRequests } from './requests.ts';
import { saidIn } from './said.ts';
import type { Guess, RequestSpan, SaidFacts, Understanding, Understood } from './types.ts';

const GUESSES = 5;

function guessesFor(model: Classifier, text: string): Guess[] {
  const chances = probabilities(model, text);
  return model.labels
    .map((label, i) => ({ label: label as Label, confidence: chances[i] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** Guesses for a text without any word: nothing to understand. */
function nothing(model: Classifier): Guess[] {
  const rest = model.labels.filter((label) => label !== 'none').map((label) => ({ label: label as Label, confidence: 0 }));
  return [{ label: 'none', confidence: 1 }, ...rest];
}

/** A product's name alone says little about what is wanted: no guess may then be acted upon without asking. */
const VAGUE = 0.4;

function vague(guesses: readonly Guess[]): Guess[] {
  const top = guesses[0]?.confidence ?? 0;
  const scale = top > VAGUE ? VAGUE / top : 1;
  return guesses.map(({ label, confidence }) => ({ label, confidence: confidence * scale }));
}

function guessesOf(model: Classifier, text: string, products: readonly ProductNames[]): Guess[] {
  if (tokens(fold(text)).length === 0) return nothing(model);
  const guesses = guessesFor(model, text);
  return isBareProduct(text, products) ? vague(guesses) : guesses;
}

/** Each request with what is said around it: up to the next one, and before the first. A sentence in between may say whose fault it is. */
function surroundings(text: string, spans: readonly RequestSpan[]): string[] {
  let from = 0;
  const starts = spans.map((span) => {
    const at = text.indexOf(span.text, from);
    from = at < 0 ? from : at;
    return from;
  });
  return spans.map((_, i) => text.slice(i === 0 ? 0 : starts[i], starts[i + 1]));
}

/** Binds a classifier, its examples and the products into an `Understanding`. */
export function makeUnderstanding(
  version: string,
  model: Classifier,
  examples: readonly Example[],
  products: readonly ProductNames[],
): Understanding {
  let index: ExampleIndex | undefined;
  let cases: CaseIndex | undefined;
  const bestOf = (text: string): Guess => guessesFor(model, text)[0] ?? { label: 'none', confidence: 1 };
  const evidenceFor = (text: string, label: Label): string[] => {
    index ??= indexExamples(examples);
    const telling = reasons(model, text, label).slice(0, 5);
    return [...telling.map((reason) => reason.word), ...nearest(index, text, label, 3).map((example) => `„${example}“`)];
  };
  const hasBillablePart = (text: string): boolean =>
    partsOf(text).some((part) => {
      const { label, confidence } = bestOf(part);
      return isBillable(label) && confidence >= thresholds.billablePart;
    });
  const hasBillableNeighbours = (text: string): boolean => {
    cases ??= indexCases(model.cases ?? casesOf(examples));
    return coveredShare(cases, text) < thresholds.coveredNeighbours;
  };
  const isDoubtful = (text: string, said: SaidFacts): boolean =>
    !hasFaultSign(text, said) ||
    hasBillableHint(text, said) ||
    hasOutsideHint(text) ||
    hasBillablePart(text) ||
    hasBillableNeighbours(text);
  const withDoubts = (text: string, spans: readonly RequestSpan[]): RequestSpan[] => {
    const around = surroundings(text, spans);
    const isDoubted = ({ label }: RequestSpan, i: number): boolean =>
      label === COVERED && [spans[i]?.text ?? '', around[i] ?? ''].some((part) => isDoubtful(part, saidIn(part)));
    return spans.map((span, i) => (isDoubted(span, i) ? { ...span, isDoubtful: true } : span));
  };
  const understand = (text: string): Understood => {
    const cut = text.slice(0, MAX_TEXT);
    const guesses = guessesOf(model, cut, products);
    const best = guesses[0] ?? { label: 'none' as Label, confidence: 1 };
    const said = saidIn(cut);
    return {
      text: cut,
      label: best.label,
      confidence: best.confidence,
      band: bandFor(guesses, best.label === COVERED && isDoubtful(cut, said)),
      guesses: guesses.slice(0, GUESSES),
      requests: withDoubts(cut, splitRequests(cut, bestOf)),
      entities: entitiesIn(cut, products),
      said,
      language: languageOf(cut),
      // Only people who ask why need it, and finding it takes longer than all the rest.
      get evidence() {
        return evidenceFor(cut, best.label);
      },
    };
  };
  return { version, understand };
}
