/** What storage gives to agents: themselves, their queues, one request whole, and what invoicing and courts need. */
import type { Agent } from './agent.ts';
import type { Effort } from './effort.ts';
import type { Contact, Organisation } from './identity.ts';
import type { DatedHead, LedgerPrivate, LedgerRow } from './ledger.ts';
import type { Objection } from './objection.ts';
import type { Offer, Order } from './offer.ts';
import type { KeptAssessment, Request } from './request.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { OrderState } from './vocabulary.ts';

/** A change of an order as kept. */
export interface OrderStep {
  readonly at: number;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly by: string;
  readonly byName: string;
  readonly byKind: 'customer' | 'agent';
  readonly reason?: string | undefined;
}

/** A request in hand, with whom it is from. */
export interface QueueItem {
  readonly request: Request;
  readonly ticket: Ticket;
  readonly organisation?: Organisation | undefined;
}

/** One request with everything that belongs to it; internal lines included. */
export interface RequestDetail extends QueueItem {
  readonly events: readonly TicketEvent[];
  /** Newest first. */
  readonly offers: readonly Offer[];
  readonly orders: readonly Order[];
  readonly orderSteps: readonly OrderStep[];
  readonly efforts: readonly Effort[];
  readonly objection?: Objection | undefined;
  readonly assessments: readonly KeptAssessment[];
  /** Who at the organisation may order. */
  readonly orderers: readonly Contact[];
}

/** Everything that proves one order. */
export interface OrderEvidence extends RequestDetail {
  readonly order: Order;
  readonly offer: Offer;
  /** Every ledger row about the request, in order. */
  readonly ledger: readonly LedgerRow[];
  /** Their personal values with salts, as far as they were not erased. */
  readonly privates: readonly LedgerPrivate[];
  readonly head: DatedHead;
}

/** One order for invoicing. */
export interface OrderLine {
  readonly order: Order;
  readonly offer: Offer;
  readonly ticket?: Ticket | undefined;
  readonly efforts: readonly Effort[];
  readonly steps: readonly OrderStep[];
  readonly objectionOpen: boolean;
}

/** For agents only: callers check who asks. */
export interface AgentStore {
  agentById(id: string): Promise<Agent | undefined>;
  agentByEmail(email: string): Promise<Agent | undefined>;
  agents(): Promise<readonly Agent[]>;
  /** Inserts, or updates names, address and state by id. Fails with `agent-elsewhere` when the address belongs to another agent. */
  saveAgent(agent: Agent): Promise<void>;
  /** Requests in hand that no person has classed, oldest first. */
  requestsToClass(limit: number): Promise<readonly QueueItem[]>;
  /** Orders that wait for confirmation, oldest first. */
  ordersToConfirm(limit: number): Promise<readonly (QueueItem & { readonly order: Order; readonly offer: Offer })[]>;
  /** Objections that wait for a decision, oldest first. */
  openObjections(limit: number): Promise<readonly (QueueItem & { readonly objection: Objection })[]>;
  /** Tickets in hand, newest first. */
  ticketsInHand(limit: number): Promise<readonly QueueItem[]>;
  /** Changes with every ticket, every line of its history, and everybody who registers. */
  workMark(): Promise<string>;
  requestDetail(requestId: string): Promise<RequestDetail | undefined>;
  requestIdOfTicket(number: string): Promise<string | undefined>;
  orderEvidence(orderId: string): Promise<OrderEvidence | undefined>;
  /** Orders placed in the time or with minutes entered in it, oldest first. */
  orderLines(from: number, until: number): Promise<readonly OrderLine[]>;
}
