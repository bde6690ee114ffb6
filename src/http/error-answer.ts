/** What a person sees when something went wrong: one plain sentence and a reference number, never internals. */
import { BodyTooLarge, type HttpAnswer, type HttpRequest } from '../domain/exchange.ts';
import type { Log } from '../domain/log.ts';
import { ClientGone } from './read-request.ts';

/** Here and not in `content/`, as they must hold when content cannot be read. */
const sentences = {
  failed: {
    de: 'Das hat leider nicht geklappt. Bitte versuchen Sie es noch einmal und nennen Sie bei Rückfragen die Nummer {reference}.',
    en: 'Sorry, that did not work. Please try again, and quote the number {reference} if you contact us.',
  },
  tooLarge: { de: 'Die Nachricht ist zu groß.', en: 'The message is too large.' },
  notFound: { de: 'Diese Seite gibt es nicht.', en: 'There is no such page.' },
  notAllowed: { de: 'Dieser Aufruf ist hier nicht vorgesehen.', en: 'This method is not provided here.' },
  malformed: { de: 'Die Anfrage ist nicht lesbar.', en: 'The request cannot be read.' },
  stopping: {
    de: 'Der Dienst wird gerade neu gestartet. Bitte versuchen Sie es gleich noch einmal.',
    en: 'The service is restarting. Please try again in a moment.',
  },
} as const;

export type Sentence = keyof typeof sentences;

/** In: status, sentence, the Accept-Language header, a reference. Out: the answer in Direct Line's error shape, which all our clients read. */
export function errorAnswer(status: number, sentence: Sentence, language: string | undefined, reference = ''): HttpAnswer {
  const message = sentences[sentence][/^en\b/i.test(language ?? '') ? 'en' : 'de'].replace('{reference}', reference);
  return {
    status,
    headers: { 'cache-control': 'no-store' },
    body: { error: { code: sentence, message, ...(reference && { reference }) } },
  };
}

/** In: what a handler threw. Out: 413 for a body too large, else 500 after logging it under the reference the person sees. */
export function answerFor(error: unknown, request: HttpRequest, route: string, log: Log, reference: string): HttpAnswer {
  const language = request.header('accept-language');
  if (error instanceof BodyTooLarge) return errorAnswer(413, 'tooLarge', language);
  if (error instanceof ClientGone) return errorAnswer(400, 'malformed', language);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
  log.error({ code, reference, route, err: error }, 'A request failed');
  return errorAnswer(500, 'failed', language, reference);
}
