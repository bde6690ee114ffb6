/** What the agents' side is built from, and who is working. */
import type { Knowledge } from '../content/knowledge.ts';
import type { Agent } from '../domain/agent.ts';
import type { AgentStore } from '../domain/agent-ports.ts';
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { Principal } from '../domain/identity.ts';
import type { Log } from '../domain/log.ts';
import type { IdentityStore, MessageStore } from '../domain/ports.ts';
import type { TeamsStore } from '../domain/teams.ts';
import type { TicketingStore } from '../domain/ticketing.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { Understood } from '../understanding/types.ts';
import type { AgentSessions } from './session.ts';

export interface HandoffOptions {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: AgentStore &
    Pick<IdentityStore, 'useOnce'> &
    Pick<MessageStore, 'conversation'> &
    Pick<TeamsStore, 'customerFile'> &
    Pick<TicketingStore, 'alarms'>;
  /** Understands words as the chat does; shows what a classing rests on. */
  readonly understand: (text: string) => Understood;
  /** The built workspace; without it there is only the API. */
  readonly app?: DeskFiles | undefined;
  /** The snapshot in force. */
  readonly snapshotKnowledge: () => Knowledge;
  readonly secrets: { readonly token: string };
  readonly production: boolean;
  /** Agents that may sign in by one press; none in production. */
  readonly demoAgents: readonly string[];
  /** Our own address as browsers see it. */
  readonly publicUrl: () => string;
  readonly now: () => number;
  /** Unguessable. */
  readonly randomId: () => string;
  readonly log: Log;
}

/** Addresses of the built workspace. */
export interface DeskFiles {
  readonly script: string;
  /** Parts the first page needs as well. */
  readonly preload: readonly string[];
  readonly styles: readonly string[];
}

export interface Context extends HandoffOptions {
  readonly sessions: AgentSessions;
}

/** The signed-in agent, read anew for each request. */
export interface Worker {
  readonly agent: Agent;
  readonly principal: Principal;
}

export type AgentHandler = (request: HttpRequest, worker: Worker) => Promise<HttpAnswer>;
