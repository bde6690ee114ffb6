/** Building blocks of Adaptive Cards 1.5. People's words go into text runs, which know no Markdown. */
import type { Button, JsonObject } from '../domain/message.ts';
import type { Channel, Language } from '../domain/vocabulary.ts';
import { breakLinks } from './words.ts';

export function card(body: readonly JsonObject[], actions: readonly JsonObject[] = [], lang: Language = 'de'): JsonObject {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang,
    body,
    ...(actions.length > 0 ? { actions } : {}),
  };
}

export function heading(text: string): JsonObject {
  return { type: 'TextBlock', text, weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading' };
}

export function paragraph(text: string): JsonObject {
  return { type: 'TextBlock', text, wrap: true };
}

/** A label and its value side by side; the value is never read as Markdown. */
export function row(label: string, value: string, strong = false): JsonObject {
  const run = { type: 'TextRun', text: breakLinks(value), ...(strong ? { weight: 'Bolder' } : {}) };
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 2, items: [{ type: 'TextBlock', text: label, isSubtle: true, wrap: true }] },
      { type: 'Column', width: 3, items: [{ type: 'RichTextBlock', inlines: [run] }] },
    ],
  };
}

/** A button of a card. Teams gets Action.Execute with Action.Submit as fallback, everyone else Action.Submit. */
export function pressAction(channel: Channel, button: Button): JsonObject {
  const data = { a: button.a, ...(button.once ? { once: true } : {}) };
  const submit = { type: 'Action.Submit', title: button.title, data };
  return channel === 'teams' ? { type: 'Action.Execute', verb: 'press', title: button.title, data, fallback: submit } : submit;
}

export function openUrl(title: string, url: string): JsonObject {
  return { type: 'Action.OpenUrl', title, url };
}
