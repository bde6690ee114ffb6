/** `POST /agent/api/teams/session`: exchanges Teams' own token for our 15-minute bearer, which the tab keeps in memory. */
import * as z from 'zod';
import type { Agent } from '../domain/agent.ts';
import type { Handler } from '../domain/exchange.ts';
import { isFromOwnPage } from '../portal/own-origin.ts';
import { readJsonBody } from './api/actions.ts';
import type { TeamsSession } from './api/shapes.ts';
import type { Context } from './context.ts';
import type { EntraPerson } from './entra.ts';
import { apiError, json, thrown } from './guard.ts';

const bodySchema = z.strictObject({ token: z.string().min(1).max(8192) });
const minutes = 15;

/** 401 for a token that does not hold, 403 for somebody who is no agent, 503 while Entra's keys cannot be fetched. */
export function teamsSession(context: Context): Handler {
  return async (request) => {
    try {
      if (!isFromOwnPage(request, context)) return apiError(context, 403, 'origin');
      const { texts } = context.snapshotKnowledge();
      const body = bodySchema.safeParse(await readJsonBody(request));
      if (!body.success) return apiError(context, 422, 'shape');
      const verdict = await context.entra(body.data.token);
      if ('refused' in verdict) {
        return verdict.refused === 'unavailable'
          ? apiError(context, 503, 'busy', texts['desk.teams.unavailable'])
          : apiError(context, 401, 'token', texts['desk.teams.refused']);
      }
      const agent = await agentFor(context, verdict.person);
      if (agent?.state !== 'active') return apiError(context, 403, 'noRole', texts['desk.teams.noRole']);
      const at = context.now();
      const bearer = await context.sessions.bearer({ agentId: agent.id, verifiedBy: 'entra', verifiedAt: at }, context.randomId());
      return json({ bearer, expiresAt: at + minutes * 60_000 } satisfies TeamsSession);
    } catch (error) {
      return thrown(context, request.path, error);
    }
  };
}

/** Agents are on the list of the operator, or carry the app role; the first sign-in brings their name. */
async function agentFor({ store, snapshotKnowledge, now }: Context, person: EntraPerson): Promise<Agent | undefined> {
  const known = await store.agentById(person.id);
  if (!known && !person.isAgent) return undefined;
  const { name } = person;
  if (known && (known.name !== known.id || name === undefined)) return known;
  const shownName = name === undefined ? snapshotKnowledge().texts['agent.shownName'] : shownNameOf(name);
  const agent: Agent = known
    ? { ...known, name: name ?? known.name, shownName }
    : { id: person.id, name: name ?? person.id, shownName, state: 'active', createdAt: now() };
  await store.saveAgent(agent);
  return agent;
}

/** "Erika Muster" is shown as "Erika M."; agents may change it. */
export function shownNameOf(name: string): string {
  const [first = name, ...rest] = name.split(/\s+/).filter(Boolean);
  const last = rest.at(-1);
  return last ? `${first} ${last.charAt(0).toUpperCase()}.` : first;
}
