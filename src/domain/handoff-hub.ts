/** The hand-off protocol between bot and hub: the two documented events and the messages between them. Our own hub is our queue; a foreign one is reached over this port. */
import type { HandoffReason, HandoffState } from './handoff.ts';
import type { Language } from './vocabulary.ts';

/** States a hub publishes. */
export const hubStates = ['accepted', 'failed', 'completed'] as const;
export type HubState = (typeof hubStates)[number];

/** Which of our states reads as which published one; the others are published by no event. */
export const publishedState: Readonly<Partial<Record<HandoffState, HubState>>> = {
  accepted: 'accepted',
  returned: 'completed',
  completed: 'completed',
  failed: 'failed',
  abandoned: 'failed',
};

/** How the reasons read for a hub. */
export const publishedReason: Readonly<Record<HandoffReason, string>> = {
  asked: 'customer_request',
  notUnderstood: 'missing_knowledge',
  billingDispute: 'billing_dispute',
  objection: 'objection',
  upset: 'upset_customer',
  botError: 'tool_failure',
};

/** What goes to a foreign hub, as it waits in the outbox; words are read from the message table when it is sent. */
export type HubWork = { readonly conversationId: string; readonly handoffId: string } & (
  | { readonly kind: 'initiate'; readonly reason: string; readonly product?: string | undefined; readonly language?: Language | undefined }
  /** What the customer said or pressed, by the message's seq. */
  | { readonly kind: 'message'; readonly seq: number }
  /** The conversation goes on without the hub: left by the customer, or nobody came in time. */
  | { readonly kind: 'ended' }
);

/** What a foreign hub says about a conversation, after signature and shape were checked. */
export type HubNews =
  | { readonly kind: 'status'; readonly state: HubState; readonly message?: string | undefined }
  /** Words of an agent over there. */
  | { readonly kind: 'message'; readonly text: string; readonly name?: string | undefined };

/** Brings events to a hub. Rejects when the hub did not take them; then they are sent again. */
export interface HandoffHub {
  send(work: HubWork): Promise<void>;
}
