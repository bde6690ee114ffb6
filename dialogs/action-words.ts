/** Words that are commands at any point: cancel, a human, status, help. */
import type { TurnInput } from './step.ts';

export type ActionWord = 'cancel' | 'human' | 'status' | 'help';

const exactWords: readonly (readonly [RegExp, ActionWord])[] = [
  [/^(bitte )?(abbrechen|abbruch|stop|stopp|cancel|vergiss es|lassen wir das)[.!]*$/i, 'cancel'],
  [/^(bitte )?(mensch|mitarbeiter|berater|agent|human)[.!]*$/i, 'human'],
  [/^(hilfe|help|\?)[.!]*$/i, 'help'],
  [/^(status|ticketstatus|meine tickets)[.!?]*$/i, 'status'],
];

/** Examples of cancelling speak of sending ("nicht abschicken"); the bare word means the opposite. */
const sendWords = /^(bitte )?(jetzt )?(ab)?(schicken|senden)[.!]*$/i;

const actionLabels = {
  'action/abbrechen': 'cancel',
  'action/mensch': 'human',
  'action/ticket-status': 'status',
  'action/hilfe': 'help',
} as const;

/** Action words win over a dialog in progress: exact ones always, understood ones when sure; long texts are answers, not commands. */
export function actionWord(input: Extract<TurnInput, { kind: 'text' }>): ActionWord | undefined {
  const exact = exactWords.find(([pattern]) => pattern.test(input.text.trim()));
  if (exact) return exact[1];
  if (sendWords.test(input.text.trim())) return undefined;
  const { understood } = input;
  if (understood.band !== 'answer' || input.text.length > 200 || understood.requests.length > 0) return undefined;
  return actionLabels[understood.label as keyof typeof actionLabels];
}
