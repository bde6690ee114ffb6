/** Words that are commands at any point: cancel, a human, status, help. */
import type { TurnInput } from './step.ts';

export type ActionWord = 'cancel' | 'human' | 'status' | 'help';

const exactWords: readonly (readonly [RegExp, ActionWord])[] = [
  [/^(bitte )?(abbrechen|abbruch|stop|stopp|cancel|vergiss es|lassen wir das)[.!]*$/i, 'cancel'],
  [/^(please )?(cancel|abort|never ?mind|forget it)( (this|that|it))?( please)?[.!]*$/i, 'cancel'],
  [/^(bitte )?(mensch|mitarbeiter|berater|agent|human)[.!]*$/i, 'human'],
  [
    /^((can|could|may) i |i (want|would like|need) to |let me |please )?(talk|speak|chat) (to|with) (a |an )?(real )?(human|person|agent|somebody|someone)( please)?[.!?]*$/i,
    'human',
  ],
  [/^(a )?(real )?(person|human|agent)( please)?[.!]*$/i, 'human'],
  [/^(hilfe|help|\?)[.!]*$/i, 'help'],
  [/^(status|ticketstatus|meine tickets|ticket status|(show )?(me )?my (open )?tickets)[.!?]*$/i, 'status'],
];

/** Examples of cancelling speak of sending ("nicht abschicken"); the bare word means the opposite. */
const sendWords = /^((bitte )?(jetzt )?(ab)?(schicken|senden)|(please )?(now )?(send|submit)( it)?( now)?)[.!]*$/i;

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
