/** Agents named by the setting AGENTS: people from Entra ID by tenant and object id. */
import type { AgentStore } from '../domain/agent-ports.ts';

/** Saves those that are not known yet; names come with their first sign-in. In: `tid:oid` each, the name customers see until then. */
export async function seedAgents(
  storage: Pick<AgentStore, 'agentById' | 'saveAgent'>,
  ids: readonly string[],
  shownName: string,
  now: number,
): Promise<void> {
  for (const id of ids) {
    if (await storage.agentById(id)) continue;
    await storage.saveAgent({ id, name: id, shownName, state: 'active', createdAt: now });
  }
}
