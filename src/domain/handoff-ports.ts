/** What storage gives to hand-offs: who is there, what waits, and one conversation whole. */
import type { Agent } from './agent.ts';
import type { Handoff, HandoffEvent } from './handoff.ts';
import type { Organisation } from './identity.ts';
import type { Request } from './request.ts';
import type { Ticket } from './ticket.ts';
import type { Channel } from './vocabulary.ts';

export interface StoredHandoffEvent extends HandoffEvent {
  /** Grows over all hand-offs. */
  readonly n: number;
}

/** A hand-off with what a list shows of it. */
export interface QueuedHandoff {
  readonly handoff: Handoff;
  readonly request: Request;
  readonly organisation?: Organisation | undefined;
  readonly channel: Channel;
  readonly lastSeq: number;
  /** When the newest message was written. */
  readonly lastAt: number;
  /** The colleague it was passed on to, as customers read the name. */
  readonly forAgentName?: string | undefined;
}

/** Everything about one hand-off but its messages. */
export interface HandoffDetail extends QueuedHandoff {
  readonly events: readonly StoredHandoffEvent[];
  /** Of the conversation, newest first. */
  readonly requests: readonly Request[];
  /** The conversation's, and the customer's others, newest first. */
  readonly tickets: readonly Ticket[];
  /** Earlier conversations of the customer with people, newest first. */
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
  openHandoffs(limit: number): Promise<readonly QueuedHandoff[]>;
  handoffById(id: string): Promise<Handoff | undefined>;
  handoffDetail(id: string): Promise<HandoffDetail | undefined>;
  /** The open one of a conversation. */
  openHandoffOf(conversationId: string): Promise<Handoff | undefined>;
  /** The conversation of a request that was handed over or has a ticket: agents read and act on no others. */
  conversationForAgents(requestId: string): Promise<string | undefined>;
  /** The newest event's number: whatever changes a hand-off raises it. */
  handoffMark(): Promise<number>;
  /** A sign of life; only the last one is kept. */
  agentSeen(agentId: string, at: number, isAvailable: boolean): Promise<void>;
  /** Takes no more conversations; one in hand is left after the usual time without a sign of life. */
  agentLeft(agentId: string): Promise<void>;
  /** Active agents with a sign of life since then, by name. */
  presentAgents(since: number): Promise<readonly PresentAgent[]>;
}
