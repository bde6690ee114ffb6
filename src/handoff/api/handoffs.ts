/** What agents read of hand-offs: the queue, one of them whole, and what was written since. */
import type { Handler } from '../../domain/exchange.ts';
import { type Handoff, isOpenHandoff } from '../../domain/handoff.ts';
import type { DeskAction } from '../../domain/handoff-action.ts';
import type { HandoffDetail } from '../../domain/handoff-ports.ts';
import type { StoredMessage } from '../../domain/message.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { lineOf } from './handoff-lines.ts';
import type { HandoffMessages, HandoffQueue, HandoffView } from './handoff-shapes.ts';
import { messageView } from './message-view.ts';

const mostOpen = 200;
const mostMessages = 500;
const mostNew = 200;

/** `GET /agent/api/handoffs`: every open one, those that wait longest first. */
export function handoffs(context: Context): Handler {
  return forAgents(context, async (_request, { agent }) => {
    const open = await context.store.openHandoffs(mostOpen);
    const knowledge = context.snapshotKnowledge();
    return json({
      now: context.now(),
      handoffs: open.map((found) => lineOf(knowledge, found, agent.id, context.pages)),
    } satisfies HandoffQueue);
  });
}

/** `GET /agent/api/handoffs/:id`: one whole, open or over. */
export function handoff(context: Context): Handler {
  return forAgents(context, async ({ params }, { agent }) => {
    const found = await context.store.handoffDetail(params.id ?? '');
    if (!found) return unknown(context);
    const after = Math.max(0, found.lastSeq - mostMessages);
    const messages = await context.store.messagesAfter(found.handoff.conversationId, after, mostMessages + 1);
    return json(viewOf(context, found, messages, agent.id));
  });
}

/** `GET /agent/api/handoffs/:id/messages?after=`. */
export function handoffMessages(context: Context): Handler {
  return forAgents(context, async ({ params, query }, { agent }) => {
    const found = await context.store.handoffById(params.id ?? '');
    if (!found) return unknown(context);
    const after = Number(query.get('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0) return apiError(context, 422, 'shape');
    const messages = await context.store.messagesAfter(found.conversationId, after, mostNew);
    const views = messages.map((message) => messageView(message, found.id, agent.id));
    return json({ messages: views, more: messages.length === mostNew } satisfies HandoffMessages);
  });
}

export const unknown = (context: Context) => apiError(context, 404, 'unknown', context.snapshotKnowledge().texts['agent.refused.unknown']);

function viewOf(context: Context, found: HandoffDetail, messages: readonly StoredMessage[], agentId: string): HandoffView {
  const knowledge = context.snapshotKnowledge();
  const { handoff: stored, tickets } = found;
  return {
    now: context.now(),
    handoff: lineOf(knowledge, found, agentId, context.pages),
    summary: stored.summary,
    remote: stored.remote,
    deeds: deedsOf(stored, agentId, knowledge.service.remoteLink !== undefined || knowledge.service.remoteCode !== undefined),
    events: found.events.map(({ n, kind, at, by, byName, text }) => ({ n, kind, at, by, byName, text })),
    messages: messages.map((message) => messageView(message, stored.id, agentId)),
    requests: found.requests.map(({ id, version, label, subject, description, state, facts, assessment }) => {
      const ticketNumber = tickets.find(({ requestId }) => requestId === id)?.number;
      return { id, version, label, subject, description, state, facts, assessment, ticketNumber };
    }),
    tickets: tickets.map(({ number, requestId, subject, state, coverage, createdAt, updatedAt, conversationId }) => {
      return { number, requestId, subject, state, coverage, createdAt, updatedAt, isHere: conversationId === stored.conversationId };
    }),
    earlier: found.earlier.map(({ id, reason, state, outcome, requestedAt, acceptedByName }) => {
      return { id, reason, state, outcome, requestedAt, acceptedByName };
    }),
  };
}

/** What this agent may do now; the turn decides again. */
function deedsOf(stored: Handoff, agentId: string, hasRemote: boolean): DeskAction['kind'][] {
  if (!isOpenHandoff(stored)) return [];
  if (stored.state !== 'accepted') return ['claim', 'note'];
  if (stored.acceptedBy !== agentId) return ['note'];
  const remote = hasRemote && stored.remote?.state !== 'offered';
  return ['say', 'note', 'passOn', 'return', 'close', ...(remote ? (['offerRemote'] as const) : [])];
}
