/** What the agents' side is built from, and who is working. */
import type { Knowledge } from '../content/knowledge.ts';
import type { Agent } from '../domain/agent.ts';
import type { AgentStore } from '../domain/agent-ports.ts';
import type { EditorReport } from '../domain/editor-report.ts';
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { FigureStore } from '../domain/figures.ts';
import type { HandoffStore } from '../domain/handoff-ports.ts';
import type { Principal } from '../domain/identity.ts';
import type { IncomingMailStore } from '../domain/incoming-mail.ts';
import type { Log } from '../domain/log.ts';
import type { OpenPages } from '../domain/open-pages.ts';
import type { PeopleStore } from '../domain/people.ts';
import type { IdentityStore, MessageStore } from '../domain/ports.ts';
import type { TeamsStore } from '../domain/teams.ts';
import type { TicketingStore } from '../domain/ticketing.ts';
import type { Typing } from '../domain/typing.ts';
import type { VirusScan } from '../domain/virus-scan.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { Understood } from '../understanding/types.ts';
import type { EntraCheck } from './entra.ts';
import type { AgentSession, AgentSessions } from './session.ts';

export interface HandoffOptions {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: AgentStore &
    HandoffStore &
    Pick<IdentityStore, 'useOnce' | 'contactByEmail' | 'organisationByCustomerNo'> &
    Pick<PeopleStore, 'everyPendingRegistration' | 'registrationById' | 'decideRegistration'> &
    Pick<MessageStore, 'conversation' | 'messagesAfter' | 'onCommitted'> &
    Pick<TeamsStore, 'customerFile' | 'customersMatching' | 'keepLookup'> &
    Pick<TicketingStore, 'alarms'> &
    Pick<FigureStore, 'weekFigures'> &
    Pick<IncomingMailStore, 'heldMails' | 'heldMail' | 'settleMail'>;
  /** Understands words as the chat does; shows what a classing rests on and finds answers. */
  readonly understand: (text: string) => Understood;
  /** Who a token of Teams' single sign-on is about. */
  readonly entra: EntraCheck;
  /** The built workspace; without it there is only the API. */
  readonly app?: DeskFiles | undefined;
  /** The snapshot in force. */
  readonly snapshotKnowledge: () => Knowledge;
  readonly uploads: AgentUploads;
  /** Who is typing; what agents type is shown to customers, and the other way round. */
  readonly typing: Typing;
  /** Which customers have their chat open; unset where they may be on another server. */
  readonly pages?: OpenPages | undefined;
  /** An agent's page that is back within this was loaded anew, ms. */
  readonly reloadMs: number;
  readonly secrets: { readonly token: string };
  readonly production: boolean;
  /** Agents that may sign in by one press; none in production. */
  readonly demoAgents: readonly string[];
  /** Who may read the editors' report: ids or mail addresses of agents. */
  readonly editors: readonly string[];
  /** What editors should look at, of the notes from a moment on; `isCut` when there were more than it looks at. */
  readonly editorReport: (from: number, until: number) => Promise<{ readonly report: EditorReport; readonly isCut: boolean }>;
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

/** A file as it is kept. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Where it belongs: a conversation, or the person who has not sent it yet. */
  readonly conversationId: string;
  readonly at: number;
}

/** Where files are kept, and which may come in. */
export interface AgentUploads {
  readonly rules: { readonly maxBytes: number; readonly maxFiles: number; readonly endings: readonly string[] };
  /** In: name and content as sent. Out: a safe name and the true kind; `undefined` for a file that may not be uploaded. */
  accept(name: string, content: Uint8Array): { readonly name: string; readonly contentType: string } | undefined;
  readonly scan: VirusScan;
  /** Resolves when the file is on disk and survives a crash. */
  save(file: StoredFile, content: Uint8Array): Promise<void>;
  info(id: string): Promise<StoredFile | undefined>;
  content(id: string): Promise<Uint8Array>;
  /** Says where the file belongs from now on. */
  move(id: string, conversationId: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface Context extends HandoffOptions {
  readonly sessions: AgentSessions;
}

/** The signed-in agent, read anew for each request. */
export interface Worker {
  readonly agent: Agent;
  readonly principal: Principal;
  readonly session: AgentSession;
}

export type AgentHandler = (request: HttpRequest, worker: Worker) => Promise<HttpAnswer>;
