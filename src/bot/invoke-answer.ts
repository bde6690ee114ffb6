/** Answers to card presses that arrive as an invoke: Teams shows an error and repeats the press when the form is wrong. */
import type { JsonObject } from '../domain/message.ts';
import type { TurnResult } from '../turn/types.ts';

const message = 'application/vnd.microsoft.activity.message';
const longest = 200;

/** In: the turn of the press. Out: the invoke's answer; the reply itself comes as a message, here is only its beginning. */
export function invokeAnswer({ replies }: TurnResult): { status: 200; body: JsonObject } {
  const text = replies.map(({ content }) => content.text.trim()).find((line) => line !== '') ?? '✓';
  return { status: 200, body: { statusCode: 200, type: message, value: shortened(text) } };
}

/** A sentence for the person who pressed. */
export function spokenAnswer(text: string): JsonObject {
  return { statusCode: 200, type: message, value: shortened(text) };
}

/** The card as it stands now, drawn in the place of the one that was pressed. */
export function cardAnswer(card: JsonObject): JsonObject {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}

/** A press that is not one of our buttons: told inside an answered invoke, as the protocol has it. */
export const refusedInvoke: JsonObject = {
  statusCode: 400,
  type: 'application/vnd.microsoft.error',
  value: { code: 'BadRequest', message: 'unknown action' },
};

function shortened(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
