/** What storage gives to hand-offs: who is there, what waits, and one conversation whole. */
import type { Agent } from './agent.ts';
import type { Handoff, HandoffEvent } from './handoff.ts';
import type { Organisation } from './identity.ts';
import type { Request } from './request.ts';
import type { Ticket } from './ticket.ts';

export interface StoredHandoffEvent extends HandoffEvent {
  /** Grows over all hand-offs. */
  readonly n: number;
}

/** Everything about one hand-off but its messages. */
export interface HandoffDetail {
  readonly handoff: Handoff;
  readonly events: readonly StoredHandoffEvent[];
  readonly organisation?: Organisation | undefined;
  /** Of the conversation, newest first. */
  readonly requests: readonly Request[];
  /** The conversation's, and the customer's others, newest first. */
  readonly tickets: readonly Ticket[];
  /** Earlier conversations of the customer with people. */
  readonly earlier: readonly Handoff[];
}

export interface PresentAgent {
  readonly agent: Agent;
  readonly seenAt: number;
  readonly isAvailable: boolean;
  /** Conversations in hand. */
  readonly chats: number;
}

export interface HandoffStore {
  /** Open ones, those that wait longest first. */
  openHandoffs(limit: number): Promise<readonly Handoff[]>;
  handoffById(id: string): Promise<Handoff | undefined>;
  handoffDetail(id: string): Promise<HandoffDetail | undefined>;
  /** The open one of a conversation. */
  openHandoffOf(conversationId: string): Promise<Handoff | undefined>;
  /** True when the conversation was ever handed over or has a ticket: agents read no others. */
  isForAgents(conversationId: string): Promise<boolean>;
  /** The newest event's number: whatever changes a hand-off raises it. */
  handoffMark(): Promise<number>;
  /** A sign of life; only the last one is kept. */
  agentSeen(agentId: string, at: number, isAvailable: boolean): Promise<void>;
  agentLeft(agentId: string): Promise<void>;
  /** Agents with a sign of life since then. */
  presentAgents(since: number): Promise<readonly PresentAgent[]>;
}
