/** One activity from door to answer: guard, read, take the turn, acknowledge after the commit, then send. */

import type { Handler, HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { Principal } from '../domain/identity.ts';
import type { Log } from '../domain/log.ts';
import type { IdentityStore } from '../domain/ports.ts';
import type { TeamsStore } from '../domain/teams.ts';
import type { Arrival, ArrivalInput, TurnEngine, TurnResult } from '../turn/types.ts';
import type { IncomingActivity } from './activity-schema.ts';
import type { BotAdapter, BotTurn } from './adapter.ts';
import { addressOf, addressSchema } from './address.ts';
import { arrivalOf, channelOf, conversationId, readActivity, rootOf } from './arrival.ts';
import { type Claimed, claimIn } from './claim.ts';
import type { Connector } from './connector.ts';
import type { Guarded } from './guard.ts';
import { cardAnswer, invokeAnswer, refusedInvoke, spokenAnswer } from './invoke-answer.ts';
import type { Invokes } from './invokes.ts';
import { replyActivity, typingActivity } from './outgoing.ts';
import { refusals } from './refusal.ts';
import { freshlyQueued } from './send-queue.ts';
import type { Sender } from './sender.ts';
import type { Timing } from './timing.ts';
import { demoPrincipal, verifiedPrincipal } from './who.ts';

export interface MessagesHandlerParts {
  readonly guard: (request: HttpRequest) => Promise<Guarded>;
  /** False in development without an app id. */
  readonly verified: boolean;
  readonly staffTenants: readonly string[];
  readonly adapter: () => Promise<BotAdapter>;
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: Pick<IdentityStore, 'contactById'> & Pick<TeamsStore, 'agentChannel' | 'forgetAgentChannel'>;
  /** Everything Teams asks for besides presses. */
  readonly invokes: Invokes;
  readonly claim: (handoffId: string, pressId: string, principal: Principal, at: number) => Promise<Claimed>;
  readonly sender: Pick<Sender, 'accept' | 'wake' | 'park'>;
  readonly connector: Pick<Connector, 'send'>;
  readonly timing: Timing;
  readonly log: Log;
  readonly newId: () => string;
}

const acknowledged: HttpAnswer = { status: 200 };
const slowTurn = 1_000;

export function createMessagesHandler(parts: MessagesHandlerParts): Handler {
  return async (request) => {
    const guarded = await parts.guard(request);
    if (guarded.kind === 'refused') return refusals[guarded.refusal];
    try {
      return await answer(guarded.activity, parts);
    } catch (error) {
      parts.log.error({ err: error, activityType: guarded.activity.type }, 'a turn from the connector failed');
      return refusals.unavailable;
    }
  };
}

async function answer(activity: IncomingActivity, parts: MessagesHandlerParts): Promise<HttpAnswer> {
  const handoffId = claimIn(activity);
  if (handoffId !== undefined && activity.channelId === 'msteams') return await takeConversation(activity, handoffId, parts);
  const invoked = await answerInvoke(activity, parts);
  if (invoked) return { status: 200, body: invoked };
  const reading = readActivity(activity);
  if (reading.kind === 'malformed') return activity.type === 'invoke' ? { status: 200, body: refusedInvoke } : refusals.badRequest;
  if (reading.kind === 'left') await leave(activity, parts);
  if (reading.kind !== 'arrival') return activity.type === 'invoke' ? { status: 200, body: {} } : emptyAnswer(activity);
  const arrival = await arrivalFor(activity, reading.input, parts);
  const adapter = await parts.adapter();
  const result = await adapter.run(activity, (turn) => takeTurn(turn, activity, arrival, parts));
  return { status: result?.status ?? 200, ...(typeof result?.body === 'object' && result.body !== null && { body: result.body }) };
}

/** Nothing more is sent to where the bot was removed; hand-offs no longer go to a channel of that team, or to one that was deleted. */
async function leave(activity: IncomingActivity, { sender, store }: MessagesHandlerParts): Promise<void> {
  const { team, channel, eventType } = activity.channelData ?? {};
  const deleted = eventType === 'channelDeleted' && channel?.id !== undefined ? `${channelOf(activity)}:${channel.id}` : undefined;
  const id = deleted ?? conversationId(activity);
  sender.park(id);
  const chosen = await store.agentChannel();
  if (!chosen) return;
  const isOfTeam = deleted === undefined && team?.id !== undefined && chosen.address.team === team.id;
  if (isOfTeam || rootOf(chosen.conversationId) === rootOf(id)) await store.forgetAgentChannel(chosen.conversationId);
}

/** An agent's press on a hand-off's card. Where the press is a plain message, a refusal is said in the thread. */
async function takeConversation(activity: IncomingActivity, handoffId: string, parts: MessagesHandlerParts): Promise<HttpAnswer> {
  const at = parts.timing.now();
  const claimed = await parts.claim(handoffId, activity.id ?? parts.newId(), await principalOf(activity, parts, at), at);
  if (activity.type === 'invoke')
    return { status: 200, body: 'card' in claimed ? cardAnswer(claimed.card) : spokenAnswer(claimed.refused) };
  const to = addressSchema.safeParse(addressOf(activity));
  if ('refused' in claimed && to.success) await parts.connector.send(to.data, { type: 'message', text: claimed.refused });
  return acknowledged;
}

async function answerInvoke(activity: IncomingActivity, parts: MessagesHandlerParts) {
  if (activity.type !== 'invoke' || activity.channelId !== 'msteams') return undefined;
  const at = parts.timing.now();
  return await parts.invokes(activity, await principalOf(activity, parts, at), at);
}

function principalOf(activity: IncomingActivity, { verified, staffTenants, store }: MessagesHandlerParts, at: number) {
  return verified ? verifiedPrincipal(activity, staffTenants, at) : demoPrincipal(activity, store, at);
}

function emptyAnswer(activity: IncomingActivity): HttpAnswer {
  return expectsReplies(activity) ? { status: 200, body: { activities: [] } } : acknowledged;
}

async function arrivalFor(activity: IncomingActivity, input: ArrivalInput, parts: MessagesHandlerParts): Promise<Arrival> {
  const at = parts.timing.now();
  const principal = await principalOf(activity, parts, at);
  const address = expectsReplies(activity) ? undefined : addressOf(activity);
  return arrivalOf(activity, input, { principal, at, freshId: parts.newId(), address });
}

async function takeTurn(turn: BotTurn, activity: IncomingActivity, arrival: Arrival, parts: MessagesHandlerParts): Promise<void> {
  const stopTyping = arrival.address ? typeWhenSlow(arrival, parts) : () => undefined;
  const result = await parts.engine.take(arrival).finally(stopTyping);
  if (expectsReplies(activity))
    await turn.reply(result.replies.map((message) => replyActivity(message, channelOf(activity), activity.recipient?.id)));
  else send(result, arrival, parts);
  if (activity.type === 'invoke') await turn.answerInvoke(invokeAnswer(result));
}

/** Rows of a redelivered activity were sent, or are still in the table for the sender. */
function send(result: TurnResult, arrival: Arrival, { sender }: MessagesHandlerParts): void {
  if (sender.wake(arrival.conversationId) || result.outcome === 'duplicate') return;
  const address = addressSchema.safeParse(arrival.address);
  if (!address.success) return;
  // A button pressed again gives back what its first press said; that was sent then.
  const due = result.replies.filter(({ delivery, seq }) => delivery === 'due' && seq > (result.incoming?.seq ?? 0));
  sender.accept(due.map((message) => freshlyQueued(message, address.data)));
}

function typeWhenSlow({ address }: Arrival, { connector, timing }: MessagesHandlerParts): () => void {
  const to = addressSchema.safeParse(address);
  // Lost typing is no loss, so its outcome is not looked at.
  return to.success ? timing.after(slowTurn, () => void connector.send(to.data, typingActivity())) : () => undefined;
}

function expectsReplies({ deliveryMode }: IncomingActivity): boolean {
  return deliveryMode === 'expectReplies';
}
