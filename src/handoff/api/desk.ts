/** Who is at the desk: how hand-offs are set, agents' signs of life, colleagues present. */
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import { goneAfterMs } from '../../domain/handoff.ts';
import { openUntil } from '../../domain/service-hours.ts';
import type { Context, Worker } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import type { AgentEvents } from './events.ts';
import type { DeskView, PresenceBody } from './handoff-shapes.ts';

/** `GET /agent/api/desk`. */
export function desk(context: Context): Handler {
  return forAgents(context, async (_request, worker) => json(await deskView(context, worker)));
}

const presenceSchema = z.strictObject({ state: z.enum(['available', 'busy', 'left']) }) satisfies z.ZodType<PresenceBody>;

/** `POST /agent/api/presence`: the sign of life; only the last one is kept. A page that closes may be loading anew or be one of several, so leaving counts only when nothing more is heard. */
export function presence(context: Context, events: Pick<AgentEvents, 'isHeard'>): Handler {
  const { store, now, log, reloadMs } = context;
  const leaving = new Map<string, NodeJS.Timeout>();
  const leave = (agentId: string): void => {
    leaving.delete(agentId);
    if (!events.isHeard(agentId)) store.agentLeft(agentId).catch((error: unknown) => log.warn({ err: error }, 'agents.presence'));
  };
  return forAgents(context, async (request, worker) => {
    const body = presenceSchema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const { id } = worker.agent;
    clearTimeout(leaving.get(id));
    leaving.delete(id);
    if (body.data.state === 'left') leaving.set(id, setTimeout(() => leave(id), reloadMs).unref());
    else await store.agentSeen(id, now(), body.data.state === 'available');
    return json(await deskView(context, worker));
  });
}

async function deskView(context: Context, { agent }: Worker): Promise<DeskView> {
  const { service, hours } = context.snapshotKnowledge();
  const now = context.now();
  const present = await context.store.presentAgents(now - goneAfterMs);
  const own = present.find((one) => one.agent.id === agent.id);
  return {
    now,
    handoff: service.handoff,
    isOpen: hours === undefined || openUntil(hours, now) !== undefined,
    isAvailable: own?.isAvailable ?? false,
    chats: own?.chats ?? 0,
    chatsPerAgent: service.chatsPerAgent,
    hasRemote: service.remoteLink !== undefined || service.remoteCode !== undefined,
    present: present.map(({ agent: { id, name }, isAvailable, chats }) => ({ id, name, isAvailable, chats, isMe: id === agent.id })),
    upload: context.uploads.rules,
  };
}
