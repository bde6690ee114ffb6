/** Which language the bot speaks in a turn: the customer's, as far as their words tell; buttons, timers and agents leave it as it is. */

import type { DialogState, Waiting } from '../../dialogs/state.ts';
import type { TurnInput } from '../../dialogs/step.ts';
import type { Channel, Language } from '../domain/vocabulary.ts';
import { languageAfter } from '../understanding/language.ts';

/** Where the bot speaks the person's language. Portal and mails are German. */
const spokenIn: readonly Channel[] = ['webchat', 'teams', 'emulator'];

/** Answers that are names, or words of a computer, and tell nothing about who gives them. */
const quotes: readonly string[] = ['errorText', 'symptom', 'contactName', 'contactEmail', 'company'];

/** In: where the turn comes from, the dialog as stored, the input. Out: the language from here on, `undefined` while nothing tells. */
export function spokenLanguage(channel: Channel, { language, waiting }: DialogState, input: TurnInput): Language | undefined {
  if (input.kind !== 'text' || !spokenIn.includes(channel) || asksForQuote(waiting)) return language;
  return languageAfter(language, input.text);
}

function asksForQuote(waiting: Waiting | undefined): boolean {
  return waiting?.for === 'buyer' || waiting?.for === 'handoffContact' || (waiting?.for === 'field' && quotes.includes(waiting.field));
}
