/** Turns stored messages into Direct Line activities; the row is the delivery. */
import type { Button, JsonObject, StoredMessage } from '../domain/message.ts';
import { isObject } from './guard.ts';

export interface Names {
  readonly userId: string;
  readonly botName: string;
  /** A fresh, expiring address of an uploaded file, by its id. */
  readonly fileUrl: (uploadId: string) => Promise<string>;
}

/** In: conversation and sequence number. Out: the activity id on the wire. */
export function activityId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, '0')}`;
}

/** In: messages in order. Out: their activities; a reply names the message it follows if that one is among them, as an id never streamed delays it by seconds. */
export async function activitiesOf(messages: readonly StoredMessage[], names: Names): Promise<JsonObject[]> {
  const activities: JsonObject[] = [];
  let lastIn: number | undefined;
  for (const message of messages) {
    if (message.direction === 'in') lastIn = message.seq;
    activities.push(message.direction === 'in' ? await echoOf(message, names) : await replyOf(message, names, lastIn));
  }
  return activities;
}

function base({ conversationId, seq, at }: StoredMessage) {
  return {
    type: 'message',
    id: activityId(conversationId, seq),
    timestamp: new Date(at).toISOString(),
    channelId: 'webchat',
    conversation: { id: conversationId },
  };
}

/** The client recognises its own message by the channel data it sent. A pressed button reads as its title. */
async function echoOf(message: StoredMessage, names: Names): Promise<JsonObject> {
  const { text, value, channelData, attachments } = message.content;
  return {
    ...base(message),
    from: { id: names.userId, role: 'user' },
    recipient: { id: 'bot' },
    text: text || pressedTitle(channelData),
    textFormat: 'plain',
    ...(value !== undefined && { value }),
    ...(attachments && attachments.length > 0 && { attachments: await Promise.all(attachments.map((file) => linked(file, names))) }),
    channelData: { ...channelData, 'webchat:sequence-id': message.seq },
  };
}

async function replyOf(message: StoredMessage, names: Names, lastIn: number | undefined): Promise<JsonObject> {
  const { userId, botName } = names;
  const { text, language, card, buttons, entities, expectsInput, authorName, attachments = [] } = message.content;
  const files = await Promise.all(attachments.map((file) => linked(file, names)));
  return {
    ...base(message),
    from: { id: message.author === 'agent' ? 'agent' : 'bot', name: authorName ?? botName, role: 'bot' },
    recipient: { id: userId },
    ...(lastIn !== undefined && { replyToId: activityId(message.conversationId, lastIn) }),
    locale: language === 'en' ? 'en-GB' : 'de-DE',
    text,
    textFormat: 'markdown',
    inputHint: expectsInput ? 'expectingInput' : 'acceptingInput',
    ...(card && { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] }),
    ...(files.length > 0 && { attachments: files }),
    ...(buttons && buttons.length > 0 && { suggestedActions: { actions: buttons.map(cardAction), to: [] } }),
    ...(entities && entities.length > 0 && { entities }),
    channelData: { 'webchat:sequence-id': message.seq },
  };
}

function pressedTitle(channelData: JsonObject | undefined): string {
  const messageBack = channelData?.messageBack;
  return isObject(messageBack) && typeof messageBack.displayText === 'string' ? messageBack.displayText : '';
}

function cardAction({ title, a, once }: Button): JsonObject {
  return { type: 'messageBack', title, displayText: title, text: '', value: once ? { a, once } : { a } };
}

/** Stored attachments hold the upload's id; its address is made anew each time, as it expires. */
async function linked(file: JsonObject, names: Names): Promise<JsonObject> {
  const { uploadId, ...rest } = file;
  return typeof uploadId === 'string' ? { ...rest, contentUrl: await names.fileUrl(uploadId) } : rest;
}

export interface Typing {
  readonly conversationId: string;
  readonly by: 'agent' | { readonly bot: string };
  readonly id: string;
  readonly at: number;
  /** Sequence number of the last message before it. */
  readonly after: number;
}

/** Never stored, no watermark. It stands between two messages: the next one of the same author ends it, where without a number Web Chat would put it last. */
export function typingActivity({ conversationId, by, id, at, after }: Typing): JsonObject {
  const from: JsonObject = by === 'agent' ? { id: 'agent', role: 'bot' } : { id: 'bot', name: by.bot, role: 'bot' };
  return {
    type: 'typing',
    id,
    timestamp: new Date(at).toISOString(),
    channelId: 'webchat',
    conversation: { id: conversationId },
    from,
    channelData: { 'webchat:sequence-id': after + 0.5 },
  };
}
