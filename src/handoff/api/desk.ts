/** Who is at the desk: how hand-offs are set, agents' signs of life, colleagues present. */
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import { goneAfterMs } from '../../domain/handoff.ts';
import { openUntil } from '../../domain/service-hours.ts';
import type { Context, Worker } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import type { DeskView, PresenceBody } from './handoff-shapes.ts';

/** `GET /agent/api/desk`. */
export function desk(context: Context): Handler {
  return forAgents(context, async (_request, worker) => json(await deskView(context, worker)));
}

const presenceSchema = z.strictObject({ state: z.enum(['available', 'busy', 'left']) }) satisfies z.ZodType<PresenceBody>;

/** `POST /agent/api/presence`: the sign of life; only the last one is kept. */
export function presence(context: Context): Handler {
  return forAgents(context, async (request, worker) => {
    const body = presenceSchema.safeParse(await readJsonBody(request));
    if (!body.success) return apiError(context, 422, 'shape');
    const { store, now } = context;
    if (body.data.state === 'left') await store.agentLeft(worker.agent.id);
    else await store.agentSeen(worker.agent.id, now(), body.data.state === 'available');
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
