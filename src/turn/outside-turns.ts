/** What happened to a ticket in a system outside, as turns of an agent there: the same rules, the same words to the customer. */
import { type AgentAction, agentTicketStates } from '../domain/agent-action.ts';
import type { Principal } from '../domain/identity.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';
import { type OutsideTurns, outsidePrincipalId } from '../domain/ticketing.ts';
import type { TurnEngine } from './types.ts';

export interface OutsideParts {
  readonly engine: TurnEngine;
  readonly store: Pick<MessageStore, 'conversation'>;
  /** The system's name. */
  readonly system: string;
  readonly now: () => number;
}

const longestAnswer = 10_000;

/** In: the engine and the system's name. Out: its news as turns; `refused` when our rules do not allow one. */
export function outsideTurns({ engine, store, system, now }: OutsideParts): OutsideTurns {
  const act = async (ticket: Ticket, action: AgentAction, key: string): Promise<'done' | 'refused'> => {
    const conversation = await store.conversation(ticket.conversationId);
    if (!conversation) return 'refused';
    const at = now();
    const principal: Principal = { kind: 'agent', id: outsidePrincipalId(system), mayOrder: false, verifiedBy: 'hostSignature', at };
    const { refusal } = await engine.take({
      channel: 'system',
      conversationId: conversation.id,
      conversationKind: conversation.kind,
      dialogScope: 'main',
      activityId: key,
      principal,
      at,
      input: { kind: 'agent', action },
    });
    return refusal ? 'refused' : 'done';
  };
  return {
    async setState(ticket, to, key) {
      const state = agentTicketStates.find((known) => known === to);
      return state ? act(ticket, { kind: 'setTicketState', requestId: ticket.requestId, to: state }, key) : 'refused';
    },
    answer: (ticket, text, key) => act(ticket, { kind: 'reply', requestId: ticket.requestId, text: text.slice(0, longestAnswer) }, key),
  };
}
