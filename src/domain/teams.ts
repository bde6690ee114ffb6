/** What storage keeps for Teams: cards that can be updated in place, look-ups of customers by staff, the channel agents chose. */
import type { Contact, Organisation } from './identity.ts';
import type { JsonObject, MessageContent } from './message.ts';
import type { Ticket } from './ticket.ts';

/** A card that was delivered and shows a state that may change. */
export interface SentCard {
  readonly conversationId: string;
  readonly seq: number;
  /** Its id on the channel, as the connector named it. */
  readonly activityId: string;
  readonly about: 'offer' | 'ticket';
  /** Offer id or ticket number. */
  readonly aboutId: string;
  /** The state it shows. */
  readonly state: string;
}

/** A card that shows an old state. */
export interface StaleCard extends SentCard {
  readonly stateNow: string;
  readonly content: MessageContent;
  readonly address: JsonObject;
}

/** A look at a customer's data by staff; kept for good. */
export interface Lookup {
  readonly at: number;
  /** Principal id. */
  readonly by: string;
  readonly byName: string;
  /** Unset: nobody, or several were found. */
  readonly organisationId?: string | undefined;
  /** What was looked for, as typed. */
  readonly asked: string;
  readonly conversationId: string;
}

/** A customer as staff may see it. */
export interface CustomerFile {
  readonly organisation: Organisation;
  readonly contacts: readonly Contact[];
  /** In hand, newest first. */
  readonly openTickets: readonly Ticket[];
}

/** What a look-up found. */
export interface CustomerFacts {
  /** What was looked for. */
  readonly asked: string;
  /** At most five; only a single one is opened. */
  readonly matches: readonly Organisation[];
  readonly file?: CustomerFile | undefined;
  /** The person who asks is an active agent. */
  readonly asksAsAgent: boolean;
}

/** The channel in Teams that hand-offs come to. */
export interface AgentChannel {
  readonly conversationId: string;
  readonly address: JsonObject;
  readonly chosenBy: string;
  readonly chosenAt: number;
}

export interface TeamsStore {
  keepSentCard(card: SentCard): Promise<void>;
  /** Cards of a conversation whose state has changed since they were sent, oldest first. */
  staleCards(conversationId: string, limit: number): Promise<readonly StaleCard[]>;
  /** The card shows this state now, or will never show another. */
  cardShows(conversationId: string, seq: number, state: string): Promise<void>;
  /** Customers by number or by a part of their name, at most five. */
  customersMatching(words: string): Promise<readonly Organisation[]>;
  customerFile(organisationId: string): Promise<CustomerFile | undefined>;
  keepLookup(lookup: Lookup): Promise<void>;
  /** Newest first. */
  lookups(limit: number): Promise<readonly Lookup[]>;
  /** Tickets in hand whose number or subject holds the words, newest first. */
  ticketsMatching(words: string, limit: number): Promise<readonly Ticket[]>;
  agentChannel(): Promise<AgentChannel | undefined>;
  /** The bot was removed from the channel. */
  forgetAgentChannel(conversationId: string): Promise<void>;
}
