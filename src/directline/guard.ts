/** Checks the shape of what a client posts; the only way from a request body to an arrival. */
import * as z from 'zod';
import type { Json, JsonObject } from '../domain/message.ts';
import { cleanJson, cleanText } from './clean.ts';

const maxChannelDataBytes = 8192;

const account = z.object({ id: z.string().nullish(), name: z.string().nullish(), role: z.string().nullish() });
const jsonObject = z.record(z.string(), z.unknown());

/** Fields that Direct Line clients send; unknown ones are ignored, known ones must have their type. */
const activitySchema = z.object({
  type: z.string().min(1).max(100),
  id: z.string().nullish(),
  text: z.string().nullish(),
  textFormat: z.string().nullish(),
  name: z.string().nullish(),
  value: z.unknown().optional(),
  from: account.nullish(),
  recipient: account.nullish(),
  conversation: z.object({ id: z.string().nullish() }).nullish(),
  channelId: z.string().nullish(),
  serviceUrl: z.string().nullish(),
  locale: z.string().nullish(),
  timestamp: z.string().nullish(),
  localTimestamp: z.string().nullish(),
  localTimezone: z.string().nullish(),
  replyToId: z.string().nullish(),
  inputHint: z.string().nullish(),
  channelData: jsonObject.nullish(),
  attachments: z.array(jsonObject).nullish(),
  entities: z.array(jsonObject).nullish(),
  suggestedActions: jsonObject.nullish(),
});

/** An activity after the guard: only what we use, all of it clean. */
export interface PostedActivity {
  readonly type: string;
  /** Client's own id of this delivery, if it sent one. */
  readonly deliveryId?: string | undefined;
  readonly text: string;
  readonly value?: Json | undefined;
  readonly channelData?: JsonObject | undefined;
  /** As sent, unchecked beyond being objects; only the upload route looks at them. */
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
}

/** In: a parsed body. Out: the activity, or `undefined` when any field has another type or the whole is too complex. */
export function guardActivity(body: unknown): PostedActivity | undefined {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { type, id, text, value, channelData, attachments } = parsed.data;
  const cleanValue = value === undefined || value === null ? undefined : cleanJson(value);
  const cleanData = channelData ? cleanJson(channelData) : undefined;
  if ((value ?? undefined) !== undefined && cleanValue === undefined) return undefined;
  if (channelData && (!isObject(cleanData) || JSON.stringify(cleanData).length > maxChannelDataBytes)) return undefined;
  return {
    type,
    deliveryId: deliveryId(cleanData, id),
    text: cleanText(text ?? ''),
    value: cleanValue,
    channelData: isObject(cleanData) ? cleanData : undefined,
    attachments: attachments ?? [],
  };
}

function deliveryId(channelData: Json | undefined, id: string | null | undefined): string | undefined {
  const clientId = isObject(channelData) ? channelData.clientActivityID : undefined;
  const chosen = typeof clientId === 'string' && clientId !== '' ? clientId : id;
  return chosen ? cleanText(chosen) : undefined;
}

/** Narrows JSON to an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
