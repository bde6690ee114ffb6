/** Turns a guarded activity into what the turn engine takes. */
import { createHash } from 'node:crypto';
import type { Principal } from '../domain/identity.ts';
import type { Json, JsonObject } from '../domain/message.ts';
import type { Arrival, ArrivalInput, UploadRef } from '../turn/types.ts';
import { isObject, type PostedActivity } from './guard.ts';

export interface ArrivalFacts {
  readonly conversationId: string;
  readonly principal: Principal;
  readonly at: number;
  /** Used when the client sent no id of its own. */
  readonly freshId: () => string;
  readonly uploads?: readonly UploadRef[] | undefined;
  readonly attachments?: readonly JsonObject[] | undefined;
}

/** In: a guarded message activity and its facts. Out: the arrival; the client's ids get a prefix, so that they cannot pose as ours. */
export function arrivalOf(activity: PostedActivity, facts: ArrivalFacts): Arrival {
  const { conversationId, principal, at, attachments } = facts;
  return {
    channel: 'webchat',
    conversationId,
    conversationKind: 'personal',
    dialogScope: 'main',
    activityId: activity.deliveryId === undefined ? `s:${facts.freshId()}` : `c:${short(activity.deliveryId)}`,
    principal,
    at,
    input: inputOf(activity, facts.uploads ?? []),
    echo: { channelData: activity.channelData, value: activity.value, attachments },
  };
}

/** The one arrival that starts a conversation; its id makes it unique. */
export function joinedArrival({ conversationId, principal, at }: { conversationId: string; principal: Principal; at: number }): Arrival {
  const input: ArrivalInput = { kind: 'joined' };
  return {
    channel: 'webchat',
    conversationId,
    conversationKind: 'personal',
    dialogScope: 'main',
    activityId: 'joined',
    principal,
    at,
    input,
  };
}

/** A value without text is a press, even of an unknown button: the turn has words for that. */
function inputOf({ text, value }: PostedActivity, uploads: readonly UploadRef[]): ArrivalInput {
  if (!isObject(value) || (text.trim() !== '' && typeof value.a !== 'string')) return { kind: 'text', text, uploads };
  return { kind: 'press', a: typeof value.a === 'string' ? value.a : '', values: formValues(value) };
}

function formValues(value: JsonObject): Record<string, string> {
  const fields = Object.entries(value).filter(([key, field]) => key !== 'a' && key !== 'once' && isPlain(field));
  return Object.fromEntries(fields.slice(0, 50).map(([key, field]) => [key, String(field)]));
}

function isPlain(field: Json): boolean {
  return typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean';
}

function short(id: string): string {
  return id.length <= 100 ? id : createHash('sha256').update(id).digest('hex');
}
