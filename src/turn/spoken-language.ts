/** The customer's language in a turn, as far as their words tell; buttons, timers and agents leave it as it is. */

import type { DialogState, Waiting } from '../../dialogs/state.ts';
import type { Facts, TurnInput } from '../../dialogs/step.ts';
import type { MailDeed } from '../domain/incoming-mail.ts';
import type { Channel, Language } from '../domain/vocabulary.ts';
import { languageAfter } from '../understanding/language.ts';

/** Where a person's own words come in. */
const spokenIn: readonly Channel[] = ['webchat', 'teams', 'emulator', 'portal', 'mail'];

/** Answers that are names, or words of a computer, and tell nothing about who gives them. */
const quotes: readonly string[] = ['errorText', 'symptom', 'contactName', 'contactEmail', 'company'];

/** In: where the turn comes from, the dialog as stored, the input, the requests at hand. Out: the language from here on, `undefined` while nothing tells. */
export function spokenLanguage(
  channel: Channel,
  { language, waiting }: DialogState,
  input: TurnInput,
  { offers, requests }: Pick<Facts, 'offers' | 'requests'>,
): Language | undefined {
  if (!spokenIn.includes(channel)) return input.kind === 'onBehalf' ? input.understood.language : language;
  switch (input.kind) {
    case 'text':
      return asksForQuote(waiting) ? language : languageAfter(language, input.text);
    case 'mail':
      // An answer may be a colleague's; whoever asks writes the first mail.
      return input.deed.kind === 'request' ? languageAfter(language, saidIn(input.deed)) : language;
    case 'wish': {
      const wished = offers.find(({ id }) => id === input.offerId);
      return language ?? requests.find(({ id }) => id === wished?.requestId)?.language;
    }
    default:
      return language;
  }
}

const saidIn = ({ subject, text, words = text }: Extract<MailDeed, { kind: 'request' }>): string => `${subject}\n${words}`;

function asksForQuote(waiting: Waiting | undefined): boolean {
  return waiting?.for === 'buyer' || waiting?.for === 'handoffContact' || (waiting?.for === 'field' && quotes.includes(waiting.field));
}
