/** The append-only message table: transcript, Direct Line history, replies for redeliveries and the connector's send queue in one. */
import type { Action } from './action.ts';
import type { Language } from './vocabulary.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A button as it goes over the wire. `a` is `<seq>.<n>`. */
export interface Button {
  readonly title: string;
  readonly a: string;
  readonly once?: true;
  /** Opens a form where the channel has forms. */
  readonly form?: true;
}

/** A message as rendered for its channel; stored as is, delivered as is. `text` is complete without the card. */
export interface MessageContent {
  readonly text: string;
  /** Of the conversation, where it is not German; not on what is German all the same. */
  readonly language?: Language | undefined;
  /** Adaptive Card 1.5. */
  readonly card?: JsonObject | undefined;
  /** Quick choices below the message. */
  readonly buttons?: readonly Button[] | undefined;
  readonly entities?: readonly JsonObject[] | undefined;
  /** Incoming only: value of a press, channel data to echo. */
  readonly value?: Json | undefined;
  readonly channelData?: JsonObject | undefined;
  /** Uploaded files, of customers and of agents. */
  readonly attachments?: readonly JsonObject[] | undefined;
  /** True when the bot now waits for free text (connector: inputHint). */
  readonly expectsInput?: boolean | undefined;
  /** Words of a link to the conversation with the bot alone, where the channel can open one. */
  readonly personalChat?: string | undefined;
  /** Name under which a support agent speaks, as the customer sees it. */
  readonly authorName?: string | undefined;
}

export type Delivery = 'none' | 'due' | 'sent' | 'unknown' | 'dead';

export interface StoredMessage {
  readonly conversationId: string;
  /** 1, 2, 3 … within the conversation without gaps. */
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly author: 'customer' | 'bot' | 'agent' | 'system';
  readonly authorId: string;
  readonly content: MessageContent;
  /** Meanings of this message's buttons; index n belongs to the button `<seq>.<n>`. */
  readonly actions: readonly Action[];
  /** True when repeating it after an unknown outcome is right: ticket numbers, receipts, offers, hand-off notices, a person's words. */
  readonly important: boolean;
  readonly delivery: Delivery;
  readonly at: number;
}

/** In: `<seq>.<n>` from the wire. Out: its parts, or `undefined` when it has another form. */
export function parseButtonId(a: unknown): { seq: number; n: number } | undefined {
  if (typeof a !== 'string') return undefined;
  const match = /^(\d{1,9})\.(\d{1,3})$/.exec(a);
  return match ? { seq: Number(match[1]), n: Number(match[2]) } : undefined;
}
