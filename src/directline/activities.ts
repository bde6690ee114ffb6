/** `POST` and `GET /conversations/:id/activities`: what the visitor sends, and the history for clients that poll. */
import type { Handler, HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { WebSession } from '../domain/ports.ts';
import type { Arrival } from '../turn/types.ts';
import { activitiesOf, activityId } from './activity.ts';
import { failure, json, tooMany } from './answers.ts';
import { arrivalOf } from './arrival.ts';
import { bearer, caller, sessionOf } from './caller.ts';
import { bodyLimit, type Context } from './context.ts';
import { namesFor } from './files.ts';
import { guardActivity } from './guard.ts';
import { readJson } from './read-json.ts';
import { freshPrincipal } from './sessions.ts';
import type { Sockets } from './sockets.ts';
import { watermarkOf } from './watermark.ts';

const typingAfterMs = 150;
const mostPerPoll = 500;
/** Browsers slow the polls of pages in the background down to one a minute. */
const pollPatienceMs = 75_000;

/** In: one activity. Out: `{id}` after the commit; 400 shape, 403 token, 413 size, 429 abuse. Types other than `message` are accepted and not kept; typing is passed on. */
export function postActivity(context: Context, sockets: Sockets): Handler {
  return async (request) => {
    const named = await bearer(context, request, request.params.conversationId);
    if (!named.ok) return named.answer;
    const read = await readJson(request, bodyLimit);
    const activity = read.ok ? guardActivity(read.value) : undefined;
    if (!activity) return failure(400, 'BadArgument', 'The body is not a Direct Line activity.');
    // After the body, however long it took: rights count as they are now.
    const found = await sessionOf(context, named);
    if (!found.ok) return found.answer;
    const { conversationId, userId } = found.session;
    if (activity.type === 'typing') context.typing?.show(conversationId, 'customer');
    if (activity.type !== 'message') return json(200, { id: `${conversationId}|ignored-${context.randomId()}` });
    const wait = waitToSend(context, userId, request.ip);
    if (wait > 0) return tooMany(wait);
    const principal = freshPrincipal(found.session);
    const arrival = arrivalOf(activity, { conversationId, principal, at: context.now(), freshId: context.randomId });
    return takeArrival(context, sockets, arrival);
  };
}

/** In: visitor and address. Out: 0 when one more message is allowed (and counted), else how many ms to wait. */
export function waitToSend({ quotas, now }: Context, userId: string, ip: string): number {
  return quotas.messages.take(userId, now()) || quotas.messagesOfAddress.take(ip, now());
}

/** Runs the turn and answers with the id of the committed message. Rejects as the engine does. */
export async function takeArrival(context: Context, sockets: Sockets, arrival: Arrival): Promise<HttpAnswer> {
  const { conversationId } = arrival;
  const typing = setTimeout(() => sockets.type(conversationId, 'bot'), typingAfterMs);
  try {
    const { incoming } = await context.engine.take(arrival);
    return json(200, { id: incoming ? activityId(conversationId, incoming.seq) : `${conversationId}|${arrival.activityId}` });
  } finally {
    clearTimeout(typing);
  }
}

/** In: `?watermark=`. Out: what came after it. Answers only 200 or 403, as a polling client stops for ever at anything else. */
export function getActivities(context: Context): Handler {
  return async (request) => {
    const after = watermarkOf(request.query.get('watermark'));
    try {
      const found = await caller(context, request, request.params.conversationId);
      return found.ok ? await history(context, request, found.session, after) : found.answer;
    } catch (error) {
      context.log.error({ code: 'directline.poll', err: error }, 'A poll could not be answered; the client will ask again');
      return json(200, { activities: [], watermark: String(after) });
    }
  };
}

async function history(context: Context, request: HttpRequest, session: WebSession, after: number): Promise<HttpAnswer> {
  context.pages?.asked(session.conversationId, pollPatienceMs);
  const messages = await context.store.messagesAfter(session.conversationId, after, mostPerPoll);
  const activities = await activitiesOf(messages, namesFor(context, session.userId, request.header('host')));
  return json(200, { activities, watermark: String(messages.at(-1)?.seq ?? after) });
}
