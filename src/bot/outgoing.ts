/** Turns a stored message into the activity a connector understands. Cards arrive rendered for their channel; here they are only wrapped. */
import type { Button, Json, JsonObject, StoredMessage } from '../domain/message.ts';

const adaptiveCard = 'application/vnd.microsoft.card.adaptive';
/** Teams refuses messages of about 100 KB counted as UTF-16; beyond this the text goes alone. */
const mostCharacters = 40_000;

/** In: an outgoing message, its channel, the bot's id there. Out: an activity without addressing. The complete text always goes with it: beside the card, in Teams as its summary. */
export function replyActivity(message: StoredMessage, channel: 'teams' | 'emulator', botId?: string): JsonObject {
  const activity = channel === 'teams' ? teamsReply(message, botId) : plainReply(message);
  return JSON.stringify(activity).length <= mostCharacters ? activity : { ...base(message), text: message.content.text };
}

export function typingActivity(): JsonObject {
  return { type: 'typing' };
}

function base({ content }: StoredMessage): JsonObject {
  const { entities, expectsInput, language } = content;
  return {
    type: 'message',
    locale: language === 'en' ? 'en-GB' : 'de-DE',
    textFormat: 'markdown',
    inputHint: expectsInput ? 'expectingInput' : 'acceptingInput',
    ...(entities && entities.length > 0 && { entities }),
  };
}

function plainReply(message: StoredMessage): JsonObject {
  const { text, card, buttons } = message.content;
  return {
    ...base(message),
    text,
    ...(card && { attachments: [{ contentType: adaptiveCard, content: card }] }),
    ...(buttons && buttons.length > 0 && { suggestedActions: { to: [], actions: buttons.map(messageBack) } }),
  };
}

function messageBack(button: Button): JsonObject {
  return { type: 'messageBack', title: button.title, displayText: button.title, text: button.title, value: pressValue(button) };
}

/** Teams draws text and card below each other, so text that the card repeats goes into the summary (shown in notifications). */
function teamsReply(message: StoredMessage, botId: string | undefined): JsonObject {
  const { text, card, buttons = [], personalChat } = message.content;
  const actions = [...(personalChat !== undefined && botId ? [openChat(personalChat, botId)] : []), ...buttons.map(submit)];
  if (!card && actions.length === 0) return { ...base(message), text };
  const cards = [...(card ? [card] : []), ...(actions.length > 0 ? [choiceCard(card ? undefined : text, actions)] : [])];
  return { ...base(message), summary: text, attachments: cards.map((content) => ({ contentType: adaptiveCard, content })) };
}

function choiceCard(text: string | undefined, actions: readonly Json[]): JsonObject {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    ...(text !== undefined && { fallbackText: text }),
    // One block for each paragraph: within a block clients leave no space between them.
    body: (text ?? '').split(/\n{2,}/).flatMap((part) => (part === '' ? [] : [{ type: 'TextBlock', text: part, wrap: true }])),
    actions,
  };
}

/** Opens the conversation with the bot alone. */
function openChat(title: string, botId: string): Json {
  return { type: 'Action.OpenUrl', title, url: `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(botId)}` };
}

/** The press comes back as a message with the title as its visible text and the id as its value. */
function submit(button: Button): Json {
  const value = pressValue(button);
  if (button.form) return { type: 'Action.Submit', title: button.title, data: { ...value, msteams: { type: 'task/fetch' } } };
  const msteams = { type: 'messageBack', displayText: button.title, text: button.title, value };
  return { type: 'Action.Submit', title: button.title, data: { ...value, msteams } };
}

function pressValue({ a, once }: Button): JsonObject {
  return once ? { a, once } : { a };
}
