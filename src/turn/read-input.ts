/** From an arrival to the turn's input: what was typed is understood, a button's meaning is read from its stored message. */
import { withoutCustomer } from '../../dialogs/staff-words.ts';
import type { TurnInput } from '../../dialogs/step.ts';
import type { Action } from '../domain/action.ts';
import { isOnce } from '../domain/action.ts';
import { type Button, type Json, type JsonObject, parseButtonId } from '../domain/message.ts';
import type { Loaded } from '../domain/ports.ts';
import type { Understanding, Understood } from '../understanding/types.ts';
import type { Arrival } from './types.ts';

/** Longer texts are cut; the person is told. */
export const maxText = 10_000;

export interface ReadInput {
  readonly input: TurnInput;
  /** The one-time press to record. */
  readonly press?: string | undefined;
}

/** In: arrival, what was loaded, the understanding of its text (made before the lock). Out: the input for the dialogs. */
export function readInput(arrival: Arrival, loaded: Loaded, understanding: Understanding, understood: Understood | undefined): ReadInput {
  const { input } = arrival;
  switch (input.kind) {
    case 'press':
      return readPress(input, loaded, understanding);
    case 'text':
      return readText(input, loaded, understanding, understood ?? understanding.understand(input.text));
    case 'onBehalf':
      return { input: { ...input, understood: understanding.understand(input.entry.description) } };
    case 'timer':
      return {
        input: { kind: 'timer', name: input.name, offerId: idIn(input.payload, 'offerId'), handoffId: idIn(input.payload, 'handoffId') },
      };
    default:
      return { input };
  }
}

/** In: a timer's payload and a name in it. Out: the id that stands there, if one does. */
export function idIn(payload: Json, name: 'offerId' | 'handoffId'): string | undefined {
  const id = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as JsonObject)[name] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function readPress(input: Extract<Arrival['input'], { kind: 'press' }>, loaded: Loaded, understanding: Understanding): ReadInput {
  const id = parseButtonId(input.a);
  const message = loaded.pressedMessage;
  const action = id && message?.direction === 'out' && message.seq === id.seq ? message.actions[id.n] : undefined;
  if (!action) return { input: { kind: 'unknownButton' } };
  return {
    input: { kind: 'action', action, values: input.values, original: originalOf(loaded, understanding), seq: seqOf(loaded) },
    press: isOnce(action) ? input.a : undefined,
  };
}

function originalOf(loaded: Loaded, understanding: Understanding): Understood | undefined {
  const said = loaded.guessedMessage?.content.text;
  return said ? understanding.understand(said) : undefined;
}

function readText(
  input: Extract<Arrival['input'], { kind: 'text' }>,
  loaded: Loaded,
  understanding: Understanding,
  understood: Understood,
): ReadInput {
  const typed = typedChoice(input.text, loaded);
  if (typed) return { input: { kind: 'action', action: typed, values: {}, seq: seqOf(loaded) } };
  const cut = input.text.length > maxText;
  const text = cut ? input.text.slice(0, maxText) : input.text;
  const about = aboutCase(text, loaded, understanding);
  return { input: { kind: 'text', text, understood, uploads: input.uploads.map((upload) => upload.id), seq: seqOf(loaded), cut, about } };
}

/** What staff say besides the customer's name, understood on its own. */
function aboutCase(text: string, { customer }: Loaded, understanding: Understanding): Understood | undefined {
  const rest = customer?.file ? withoutCustomer(text, customer.asked) : '';
  return rest === '' ? undefined : understanding.understand(rest);
}

/** Of the message that stands for the arrival. */
const seqOf = ({ conversation }: Loaded): number => (conversation?.lastSeq ?? 0) + 1;

/** Where buttons are not pressed but typed: their words or their number. One-time presses are never taken by text. */
function typedChoice(text: string, loaded: Loaded): Action | undefined {
  const message = loaded.lastOut;
  const buttons = message?.content.buttons ?? [];
  const index = buttons.findIndex((button, n) => isTyped(text, button, n));
  const id = parseButtonId(buttons[index]?.a);
  const action = id ? message?.actions[id.n] : undefined;
  return action && !isOnce(action) && action.kind !== 'guess' && action.kind !== 'faqProduct' ? action : undefined;
}

function isTyped(text: string, button: Button, n: number): boolean {
  const typed = plain(text);
  return typed !== '' && (typed === plain(button.title) || typed === String(n + 1));
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} ]/gu, '')
    .trim();
