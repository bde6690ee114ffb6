/** What the door says when it refuses: constant, short, without the text of any library. */
import type { HttpAnswer } from '../domain/exchange.ts';

function refusal(status: number, error: string): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify({ error }) };
}

export const refusals = {
  badRequest: refusal(400, 'bad request'),
  unauthorized: refusal(401, 'unauthorized'),
  forbidden: refusal(403, 'forbidden'),
  tooLarge: refusal(413, 'too large'),
  /** Nothing was written; the channel may deliver again. */
  unavailable: refusal(503, 'unavailable'),
} as const satisfies Record<string, HttpAnswer>;

export type Refusal = keyof typeof refusals;
