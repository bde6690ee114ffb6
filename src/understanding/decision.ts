/** When to answer, when to ask back, when to say no: thresholds and the cost of errors, all in this one place. */
import type { Label } from '../domain/vocabulary.ts';
import type { Band, Guess } from './types.ts';

/**
 * What an error costs, in the order of weight:
 * 1. "covered" said of billable work: must not happen, so a covered case is answered only when no billable reading is near,
 *    the text itself tells of a fault, and the cases most like it are covered ones;
 * 2. "billable" said of covered work: annoys, and an agent puts it right;
 * 3. refusing a line that is ours: expensive, so `none` needs more than a narrow lead;
 * 4. asking back: cheap, one press.
 */
export const thresholds = {
  /** From here on the best guess is acted upon. */
  answer: 0.55,
  /** An action is taken at once and may end what is under way, so it needs a little more. */
  act: 0.6,
  /** `none` as best guess is believed from here on; below, the person is asked. */
  none: 0.27,
  /** An unsure guess with `none` this near is refused honestly. */
  noneNear: 0.22,
  /** Below this for the best guess nothing was understood at all. */
  lost: 0.25,
  /** A covered case needs at least this confidence … */
  covered: 0.9,
  /** … and all billable readings together at most this. */
  billableNearCovered: 0.04,
  /** … and no part of the text may by itself be billable with this confidence … */
  billablePart: 0.6,
  /** … and of the taught cases that read most like it at least this share must be covered ones. */
  coveredNeighbours: 0.55,
  /** A billable case with "covered" at least this near is asked about, too. */
  coveredNearBillable: 0.07,
} as const;

/** Labels whose work is billable. */
export const billableLabels: readonly Label[] = [
  'case/schulung',
  'case/konfiguration',
  'case/datenbereinigung',
  'case/installation',
  'case/hardware-netzwerk',
];

/** True when the work of a label is billable. */
export function isBillable(label: string): boolean {
  return (billableLabels as readonly string[]).includes(label);
}

/** The one label whose answer is "covered". */
export const COVERED: Label = 'case/akutes-problem';

function confidenceIn(guesses: readonly Guess[], isMeant: (label: Label) => boolean): number {
  return guesses.filter((guess) => isMeant(guess.label)).reduce((sum, guess) => sum + guess.confidence, 0);
}

/** Band for guesses over all labels, sorted best first; `doubtCovered` says that something beside the guesses speaks against covered. Pure. */
export function bandFor(guesses: readonly Guess[], doubtCovered: boolean): Band {
  const best = guesses[0];
  if (best === undefined || best.confidence < thresholds.lost) return 'none';
  if (best.label === 'none') return best.confidence >= thresholds.none ? 'none' : 'askBack';
  if (best.confidence < (best.label.startsWith('action/') ? thresholds.act : thresholds.answer)) {
    return confidenceIn(guesses, (label) => label === 'none') >= thresholds.noneNear ? 'none' : 'askBack';
  }
  if (best.label === COVERED) {
    const billable = confidenceIn(guesses, (label) => billableLabels.includes(label));
    const isClear = best.confidence >= thresholds.covered && billable <= thresholds.billableNearCovered && !doubtCovered;
    return isClear ? 'answer' : 'askBack';
  }
  const isClose =
    billableLabels.includes(best.label) && confidenceIn(guesses, (label) => label === COVERED) >= thresholds.coveredNearBillable;
  return isClose ? 'askBack' : 'answer';
}
