/** A hand-off: one conversation between its request for a human and its end, with who owns it meanwhile. */
import type { ProductId } from './vocabulary.ts';

export const handoffStates = ['requested', 'queued', 'accepted', 'returned', 'completed', 'failed', 'abandoned'] as const;
export type HandoffState = (typeof handoffStates)[number];

/** asked: asked for a human · notUnderstood: not understood twice · botError: an error in the bot */
export const handoffReasons = ['asked', 'notUnderstood', 'billingDispute', 'objection', 'upset', 'botError'] as const;
export type HandoffReason = (typeof handoffReasons)[number];

/** How an agent ends a conversation; `ticket` leaves one with the transcript. */
export const closeOutcomes = ['solved', 'ticket', 'customerGone'] as const;
export type CloseOutcome = (typeof closeOutcomes)[number];

/** A remote-maintenance session as offered to the customer and answered by them. */
export interface RemoteSession {
  readonly id: string;
  readonly state: 'offered' | 'accepted' | 'refused';
  readonly offeredAt: number;
  readonly answeredAt?: number | undefined;
}

export interface Handoff {
  readonly id: string;
  readonly conversationId: string;
  /** The request it is about; there always is one. */
  readonly requestId: string;
  readonly ownerId: string;
  readonly organisationId?: string | undefined;
  readonly state: HandoffState;
  readonly reason: HandoffReason;
  readonly product?: ProductId | 'unknown' | undefined;
  /** What the agent reads first; filled by the turn from stored messages. */
  readonly summary?: HandoffSummary | undefined;
  readonly requestedAt: number;
  /** When it becomes a ticket unless somebody has taken it, ms UTC. */
  readonly deadlineAt: number;
  /** The agent a colleague passed it on to. */
  readonly forAgent?: string | undefined;
  readonly acceptedBy?: string | undefined;
  /** As the customer reads it. */
  readonly acceptedByName?: string | undefined;
  readonly acceptedAt?: number | undefined;
  /** The first time somebody took it: what waiting times are measured by. */
  readonly firstAcceptedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly outcome?: string | undefined;
  /** The ticket it became. */
  readonly ticketId?: string | undefined;
  readonly remote?: RemoteSession | undefined;
  /** 0 before the first commit; raised by one with each. */
  readonly version: number;
}

/** What happened to a hand-off, by whom; notes are for agents only. */
export interface HandoffEvent {
  readonly kind: HandoffState | 'passedOn' | 'agentGone' | 'note' | 'remoteOffered' | 'remoteAccepted' | 'remoteRefused';
  readonly at: number;
  readonly by: 'customer' | 'agent' | 'bot' | 'hub';
  readonly byId: string;
  readonly byName?: string | undefined;
  readonly text?: string | undefined;
}

/** Facts on file about a conversation, put together for the agent; nothing in it is invented. */
export interface HandoffSummary {
  /** The customer's own words, newest last. */
  readonly asked: readonly string[];
  readonly product?: string | undefined;
  readonly classing?:
    | {
        readonly coverage: string;
        readonly finality: string;
        readonly clauses: readonly string[];
        /** Words of the customer that the classing rests on. */
        readonly evidence: readonly string[];
      }
    | undefined;
  /** What the assistant has answered already: topic, clauses, how sure it was. */
  readonly answered: readonly { readonly label: string; readonly clauses: readonly string[]; readonly confidence: number }[];
  readonly urgency?: string | undefined;
  readonly entities: Readonly<Record<string, readonly string[]>>;
}

/** Who is there to talk to, as far as a decision about hand-offs needs it. */
export interface Desk {
  /** own: our queue · foreign: a hub elsewhere that decides itself who is there */
  readonly hub: 'own' | 'foreign';
  /** False where a message could not be brought to the customer later. */
  readonly reachable: boolean;
  /** Agents who take conversations now. */
  readonly present: number;
  /** Hand-offs in the queue before the conversation's own, or before a new one. */
  readonly ahead: number;
  /** The newest real waiting times, ms. */
  readonly waits: readonly number[];
  /** When the agent who has the conversation, or for whom it was left, last gave a sign of life. */
  readonly holderSeenAt?: number | undefined;
  /** The name customers read for that agent. */
  readonly holderName?: string | undefined;
  /** Conversations that the acting agent has in hand. */
  readonly ownChats: number;
  /** The agent whom a conversation is to be passed on to, if there is one. */
  readonly target?: { readonly id: string; readonly shownName: string; readonly isPresent: boolean } | undefined;
}

export const noDesk: Desk = { hub: 'own', reachable: false, present: 0, ahead: 0, waits: [], ownChats: 0 };

/** Without a sign of life for so long an agent is gone. */
export const goneAfterMs = 120_000;
/** Fewer real waiting times say nothing. */
const leastWaits = 20;

export function isOpenHandoff({ state }: Pick<Handoff, 'state'>): boolean {
  return state === 'requested' || state === 'queued' || state === 'accepted';
}

const steps: Readonly<Record<HandoffState, readonly HandoffState[]>> = {
  requested: ['requested', 'queued', 'accepted', 'failed', 'abandoned'],
  queued: ['queued', 'accepted', 'failed', 'abandoned'],
  accepted: ['accepted', 'queued', 'returned', 'completed', 'failed', 'abandoned'],
  returned: [],
  completed: [],
  failed: [],
  abandoned: [],
};

/** True when a hand-off may go from one state to the other; an open one may also keep its state while something else changes. */
export function handoffMayChange(from: HandoffState, to: HandoffState): boolean {
  return steps[from].includes(to);
}

/** In: real waiting times, ms. Out: minutes within which four of five were taken, `undefined` below 20 of them. */
export function usualWaitMinutes(waits: readonly number[]): { readonly count: number; readonly minutes: number } | undefined {
  if (waits.length < leastWaits) return undefined;
  const sorted = waits.toSorted((a, b) => a - b);
  const atFourOfFive = sorted[Math.ceil(sorted.length * 0.8) - 1] ?? 0;
  return { count: waits.length, minutes: Math.max(1, Math.ceil(atFourOfFive / 60_000)) };
}
