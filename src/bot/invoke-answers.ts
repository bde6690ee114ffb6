/** Answers to Teams' invokes in the forms its clients take: results, dialogs, sentences. */
import type { JsonObject } from '../domain/message.ts';

const adaptive = 'application/vnd.microsoft.card.adaptive';

export function results(attachments: readonly JsonObject[]): JsonObject {
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

/** A sentence in place of results. */
export function resultMessage(text: string): JsonObject {
  return { composeExtension: { type: 'message', text } };
}

export function dialog(title: string, card: JsonObject): JsonObject {
  return {
    task: { type: 'continue', value: { title, height: 'medium', width: 'medium', card: { contentType: adaptive, content: card } } },
  };
}

/** A sentence in place of the dialog, which ends it. */
export function dialogMessage(text: string): JsonObject {
  return { task: { type: 'message', value: text } };
}
