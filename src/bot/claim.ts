/** "Übernehmen" on a hand-off's card in the agents' channel: an agent's turn in the customer's conversation, however the press arrives. */
import * as z from 'zod';
import type { Knowledge } from '../content/knowledge.ts';
import { fill } from '../content/knowledge.ts';
import { agentPrincipal } from '../domain/agent.ts';
import type { AgentRefusal } from '../domain/agent-action.ts';
import type { AgentStore } from '../domain/agent-ports.ts';
import type { HandoffStore } from '../domain/handoff-ports.ts';
import type { Principal } from '../domain/identity.ts';
import type { JsonObject } from '../domain/message.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { IncomingActivity } from './activity-schema.ts';
import type { DeskCards } from './desk-cards.ts';

export interface ClaimParts {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: Pick<HandoffStore, 'handoffById' | 'agentSeen'> & Pick<AgentStore, 'agentById'> & Pick<MessageStore, 'conversation'>;
  readonly desk: Pick<DeskCards, 'handoffNow'>;
  readonly knowledge: () => Knowledge;
}

/** The card as it stands now, or the sentence why it was not taken. */
export type Claimed = { readonly card: JsonObject } | { readonly refused: string };

const data = z.object({ claim: z.string().min(1).max(100) });
const invoked = z.object({ action: z.object({ data }) });

/** In: a checked activity. Out: the hand-off that its press wants to take; nothing for any other activity. */
export function claimIn({ type, name, value }: IncomingActivity): string | undefined {
  if (type === 'invoke' && name === 'adaptiveCard/action') return invoked.safeParse(value).data?.action.data.claim;
  return type === 'message' ? data.safeParse(value).data?.claim : undefined;
}

/** Only an active agent takes a conversation; of two who press, the first has it. */
export async function claim(handoffId: string, pressId: string, principal: Principal, at: number, parts: ClaimParts): Promise<Claimed> {
  const { store, engine, desk, knowledge } = parts;
  const { texts } = knowledge();
  const agent = principal.kind === 'staff' ? await store.agentById(principal.id) : undefined;
  if (agent?.state !== 'active') return { refused: texts['teams.desk.agentsOnly'] };
  const handoff = await store.handoffById(handoffId);
  const conversation = handoff && (await store.conversation(handoff.conversationId));
  if (!conversation) return { refused: texts['agent.refused.unknown'] };
  // Time to open the workspace before the conversation counts as left.
  await store.agentSeen(agent.id, at, true);
  const result = await engine.take({
    channel: 'system',
    conversationId: conversation.id,
    conversationKind: conversation.kind,
    dialogScope: 'main',
    activityId: `claim:${agent.id}:${handoffId}:${pressId}`,
    principal: agentPrincipal(agent, principal.verifiedBy, at),
    at,
    input: { kind: 'desk', action: { kind: 'claim', handoffId } },
  });
  if (result.refusal) {
    const { code, values = {} } = result.refusal;
    return { refused: fill(texts[`agent.refused.${code as AgentRefusal}`], values) };
  }
  const card = await desk.handoffNow(handoffId);
  return card ? { card } : { refused: texts['agent.refused.unknown'] };
}
