/** Turns a checked activity into what the turn engine takes. */
import { createHash } from 'node:crypto';
import type { Principal } from '../domain/identity.ts';
import type { JsonObject } from '../domain/message.ts';
import type { Arrival, ArrivalInput } from '../turn/types.ts';
import type { IncomingActivity } from './activity-schema.ts';
import { mentionsBot, textWithoutMentions } from './mentions.ts';
import { readInvokedPress, readPress } from './press.ts';
import { personOf } from './who.ts';

/** What an activity asks for. */
export type Reading =
  | { readonly kind: 'arrival'; readonly input: ArrivalInput }
  /** The bot was removed: nothing more is sent here until somebody writes again. */
  | { readonly kind: 'left' }
  /** Answered with 200 and nothing else. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'malformed' };

const ignored: Reading = { kind: 'ignored' };
const joined: Reading = { kind: 'arrival', input: { kind: 'joined' } };

/** In: a checked activity. Out: its input for a turn, or that there is none. */
export function readActivity(activity: IncomingActivity): Reading {
  if (activity.type === 'message') return readMessage(activity);
  if (activity.type === 'invoke') return activity.name === 'adaptiveCard/action' ? pressed(readInvokedPress(activity.value)) : ignored;
  if (activity.type === 'conversationUpdate') return readUpdate(activity);
  if (activity.type === 'installationUpdate') return readInstallation(activity.action ?? '');
  return ignored;
}

/** What ends a channel, or a whole team. */
const endings: readonly string[] = ['channelDeleted', 'teamDeleted', 'teamArchived'];

/** Names of teams, channels and chats are not kept, so their change asks for nothing. */
function readUpdate(activity: IncomingActivity): Reading {
  const { eventType = '' } = activity.channelData ?? {};
  if (isBotAmong(activity, activity.membersRemoved) || endings.includes(eventType)) return { kind: 'left' };
  return welcomes(activity) ? joined : ignored;
}

function readInstallation(action: string): Reading {
  if (action.startsWith('add')) return joined;
  return action.startsWith('remove') ? { kind: 'left' } : ignored;
}

function readMessage(activity: IncomingActivity): Reading {
  const press = readPress(activity.value);
  // With further rights an app gets every message of a channel; the bot answers those that mean it.
  const isOverheard = activity.channelId === 'msteams' && conversationKind(activity) === 'group' && !mentionsBot(activity);
  if (press.kind === 'none' && isOverheard) return ignored;
  return press.kind === 'none'
    ? { kind: 'arrival', input: { kind: 'text', text: textWithoutMentions(activity), uploads: [] } }
    : pressed(press);
}

function pressed(press: ReturnType<typeof readPress>): Reading {
  if (press.kind !== 'press') return { kind: 'malformed' };
  return { kind: 'arrival', input: { kind: 'press', a: press.a, values: press.values } };
}

/** In a group only the bot's own arrival is greeted, not every colleague's. */
function welcomes(activity: IncomingActivity): boolean {
  const added = activity.membersAdded ?? [];
  return added.length > 0 && (conversationKind(activity) === 'personal' || isBotAmong(activity, added));
}

function isBotAmong({ recipient }: IncomingActivity, members: IncomingActivity['membersAdded']): boolean {
  return recipient !== undefined && (members ?? []).some(({ id }) => id === recipient.id);
}

export function conversationKind({ conversation }: IncomingActivity): 'personal' | 'group' {
  if (conversation.conversationType !== undefined) return conversation.conversationType === 'personal' ? 'personal' : 'group';
  return conversation.isGroup ? 'group' : 'personal';
}

/** The channel's own id with its name before it, so that no connector can name a conversation of another channel. */
export function conversationId(activity: IncomingActivity): string {
  return `${channelOf(activity)}:${activity.conversation.id}`;
}

export function channelOf({ channelId }: IncomingActivity): 'teams' | 'emulator' {
  return channelId === 'msteams' ? 'teams' : 'emulator';
}

export interface ArrivalFacts {
  readonly principal: Principal;
  readonly at: number;
  /** Stands in for a missing activity id. */
  readonly freshId: string;
  /** Where replies go; absent when they go into the HTTP answer. */
  readonly address: JsonObject | undefined;
}

/** In: a checked activity, its input and the facts around it. Out: the arrival; a greeting has one id per conversation, so it happens once. */
export function arrivalOf(activity: IncomingActivity, input: ArrivalInput, facts: ArrivalFacts): Arrival {
  const given = activity.id === undefined ? `s:${facts.freshId}` : `c:${short(activity.id)}`;
  return {
    channel: channelOf(activity),
    conversationId: conversationId(activity),
    conversationKind: conversationKind(activity),
    // One person, one dialog; timers and pages meet it under the same name.
    dialogScope: conversationKind(activity) === 'personal' ? 'main' : `${threadOf(activity)}/${personOf(activity)}`,
    activityId: input.kind === 'joined' ? 'joined' : given,
    principal: facts.principal,
    at: facts.at,
    input,
    echo: echoOf(activity, input),
    address: facts.address,
  };
}

/** A channel itself, whichever of its threads is named. */
export function rootOf(conversation: string): string {
  return conversation.replace(/;messageid=\d{1,32}$/, '');
}

function threadOf({ conversation }: IncomingActivity): string {
  return /;messageid=(\d{1,32})$/.exec(conversation.id)?.[1] ?? 'main';
}

function echoOf(activity: IncomingActivity, input: ArrivalInput): Arrival['echo'] {
  // Teams repeats each text as an HTML attachment.
  const files = (activity.attachments ?? []).filter(({ contentType }) => contentType !== 'text/html');
  return {
    value: input.kind === 'press' ? { a: input.a, ...input.values } : undefined,
    attachments:
      files.length > 0 ? files.map(({ contentType, name }) => ({ contentType, ...(name !== undefined && { name }) })) : undefined,
  };
}

function short(id: string): string {
  return id.length <= 100 ? id : createHash('sha256').update(id).digest('hex');
}
