/** What understanding gives to a turn; computed before the lock, pure data. */
import type { Label, Language, ProductId } from '../domain/vocabulary.ts';

export interface Guess {
  readonly label: Label;
  /** Calibrated probability, 0 to 1. */
  readonly confidence: number;
}

/** answer: sure enough to act · askBack: offer the best guesses as buttons · none: say honestly that it was not understood */
export type Band = 'answer' | 'askBack' | 'none';

/** One of several requests found in a message, in the order of the text. */
export interface RequestSpan {
  readonly text: string;
  readonly label: Label;
  readonly confidence: number;
  /** Reads like a fault, but not surely enough to be called covered: what kind of case it is has to be asked. */
  readonly isDoubtful?: boolean;
}

export interface Entities {
  /** Product ids of `content/products.yaml` named in the text. */
  readonly products: readonly ProductId[];
  readonly errorCodes: readonly string[];
  readonly ticketNumbers: readonly string[];
  readonly emails: readonly string[];
  readonly customerNumbers: readonly string[];
}

/** What the text says about the cause of wrong data, whether it worked before, whether people are trained; `undefined` = not said. */
export interface SaidFacts {
  readonly dataCause?: 'operation' | 'program' | undefined;
  readonly workedBefore?: 'yes' | 'no' | undefined;
  readonly trained?: 'yes' | 'no' | undefined;
  /** "ich kann nicht arbeiten", "alles steht", Frist heute. */
  readonly urgent: boolean;
  /** Insult or anger in the text, whatever its label. */
  readonly upset: boolean;
}

export interface Understood {
  readonly text: string;
  readonly label: Label;
  readonly confidence: number;
  readonly band: Band;
  /** Best first, at least three. */
  readonly guesses: readonly Guess[];
  /** At least two entries when the message holds several requests (cases or questions); else empty. */
  readonly requests: readonly RequestSpan[];
  readonly entities: Entities;
  readonly said: SaidFacts;
  /** What its words say of its language; `undefined` where they do not tell. */
  readonly language: Language | undefined;
  /** Words and stored examples that spoke for the label, strongest first. */
  readonly evidence: readonly string[];
}

/** A trained, immutable understanding. */
export interface Understanding {
  /** Hash of utterances and code. */
  readonly version: string;
  /** Never throws; time bounded (texts are cut at 4,000 characters). */
  understand(text: string): Understood;
}
