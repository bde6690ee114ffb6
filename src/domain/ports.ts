/** Ports of the domain: what storage gives to turns. Implemented in `src/storage`; nothing here does I/O. */
import type { AgentStore } from './agent-ports.ts';
import type { DeskCardStore } from './desk-card.ts';
import type { EditorStore } from './editor-notes.ts';
import type { Effect } from './effect.ts';
import type { Effort } from './effort.ts';
import type { CountKind, FigureStore } from './figures.ts';
import type { Desk, Handoff } from './handoff.ts';
import type { HandoffStore } from './handoff-ports.ts';
import type { Contact, Organisation, Principal } from './identity.ts';
import type { IncomingMailStore } from './incoming-mail.ts';
import type { DatedHead, LedgerHead, LedgerPrivate, LedgerRow } from './ledger.ts';
import type { Delivery, Json, JsonObject, StoredMessage } from './message.ts';
import type { Objection } from './objection.ts';
import type { Offer, Order } from './offer.ts';
import type { PeopleStore } from './people.ts';
import type { PersonStore } from './person-data.ts';
import type { Request } from './request.ts';
import type { LeftBehindStore, RetentionStore } from './retention.ts';
import type { CustomerFacts, TeamsStore } from './teams.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { EmbeddedStore, TicketingStore } from './ticketing.ts';
import type { Channel } from './vocabulary.ts';

export interface Conversation {
  readonly id: string;
  readonly channel: Channel;
  /** personal: one customer is present · group: several people read along */
  readonly kind: 'personal' | 'group';
  readonly lastSeq: number;
  /** 0 before the first commit. */
  readonly version: number;
  readonly startedAt: number;
  /** Connector address for proactive messages, stored after the allow-list check. */
  readonly address?: JsonObject | undefined;
}

/** Identifies one delivery of one activity. */
export interface ActivityKey {
  readonly channel: Channel;
  readonly conversationId: string;
  readonly activityId: string;
}

/** The messages a turn wrote: the incoming one and its replies. */
export interface Span {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

export interface LoadQuery {
  readonly activity: ActivityKey;
  readonly principal: Principal;
  /** Key of the dialog state: conversation, and in groups thread and person. */
  readonly dialogKey: string;
  /** A pressed button `<seq>.<n>`: its message and whether it was pressed before. */
  readonly button?: { readonly seq: number; readonly n: number; readonly a: string } | undefined;
  /** An offer named by id (its page in the portal). */
  readonly offerId?: string | undefined;
  /** A request named by id (an agent's or the portal's action): loaded whatever its place; its organisation is the buyer for agents and timers. */
  readonly requestId?: string | undefined;
  /** For staff alone in a conversation: the customer the text names, candidates with the longest first, or the one a button means. */
  readonly customer?: CustomerQuery | undefined;
  /** True when the person asks for tickets: the newest 10 the principal may see. */
  readonly wantTickets: boolean;
  /** A hand-off named by id: an agent's action, or the hub's news. */
  readonly handoffId?: string | undefined;
  /** Who is there at this moment, ms UTC; found out when people may be asked for in this turn, or a hand-off is open. `passTo`: the agent a conversation is to go to. */
  readonly desk?: { readonly at: number; readonly mayAsk: boolean; readonly passTo?: string | undefined } | undefined;
}

/** What storage knows of the people at the desk. */
export type DeskFacts = Omit<Desk, 'hub' | 'reachable'>;

export interface CustomerQuery {
  readonly names: readonly string[];
  readonly organisationId?: string | undefined;
}

/** Everything a turn needs, in one load. */
export interface Loaded {
  readonly seen?: Span | undefined;
  readonly conversation?: Conversation | undefined;
  readonly dialog?: { readonly state: unknown; readonly version: number } | undefined;
  /** The message whose button was pressed. */
  readonly pressedMessage?: StoredMessage | undefined;
  /** Result of the first press of the same one-time button. */
  readonly pressedBefore?: Span | undefined;
  /** Buttons of the newest outgoing message, for typed choices. */
  readonly lastOut?: StoredMessage | undefined;
  /** The customer's message a guess refers to, if the pressed button is one. */
  readonly guessedMessage?: StoredMessage | undefined;
  /** Requests of the conversation, newest first, at most 20, with their offers, orders and tickets. */
  readonly requests: readonly Request[];
  readonly offers: readonly Offer[];
  readonly orders: readonly Order[];
  readonly tickets: readonly Ticket[];
  /** Of the same requests. */
  readonly efforts: readonly Effort[];
  readonly objections: readonly Objection[];
  /** The conversation's open hand-off, else its newest; the named one when a hand-off was named and belongs to it. */
  readonly handoff?: Handoff | undefined;
  /** Only when asked for, or when the hand-off is open. */
  readonly desk?: DeskFacts | undefined;
  /** Filled when `wantTickets`. */
  readonly ownTickets: readonly Ticket[];
  readonly organisation?: Organisation | undefined;
  /** Contacts of the organisation with the right to order. */
  readonly orderers: readonly Contact[];
  /** What was found for the customer staff asked about. */
  readonly customer?: CustomerFacts | undefined;
}

export type NewMessage = StoredMessage;

export interface TurnCommit {
  readonly activity: ActivityKey;
  /** As loaded; its `lastSeq` and `version` must still hold. Version 0 = insert. */
  readonly conversation: Conversation;
  readonly messages: readonly NewMessage[];
  readonly dialog: { readonly key: string; readonly state: Json; readonly expectedVersion: number };
  /** A one-time press to record as done by this turn. */
  readonly press?: string | undefined;
  readonly effects: readonly Effect[];
  /** What the turn adds to the figures. */
  readonly counts: readonly CountKind[];
  readonly principal: Principal;
  readonly at: number;
}

/** committed, or somebody else was first: nothing was written, load and decide again. */
export type CommitOutcome = 'committed' | 'conflict';

export interface TurnStore {
  load(query: LoadQuery): Promise<Loaded>;
  commit(commit: TurnCommit): Promise<CommitOutcome>;
  /** Numbers for tickets, unique for ever; gaps are fine. In: year. Out: the first of `count` reserved numbers. */
  reserveTicketNumbers(year: number, count: number): Promise<number>;
}

export interface MessageStore {
  conversation(id: string): Promise<Conversation | undefined>;
  /** Messages after a seq, oldest first. */
  messagesAfter(conversationId: string, afterSeq: number, limit: number): Promise<readonly StoredMessage[]>;
  /** Calls the listener after each commit (of any process) with what is new. Returns a function that stops it. */
  onCommitted(listener: (news: { conversationId: string; lastSeq: number }) => void): () => void;
  /** Outgoing connector messages that are due or have an unknown outcome, oldest first. */
  dueMessages(limit: number): Promise<readonly (StoredMessage & { address: JsonObject; attempts: number })[]>;
  markDelivery(conversationId: string, seq: number, delivery: Delivery): Promise<void>;
  /**
   * Takes one message for sending: if it is still due or unknown and counts as many attempts as read, sets it to unknown, counts one more, and says true.
   * False: another process has it.
   */
  claimDelivery(conversationId: string, seq: number, attempts: number): Promise<boolean>;
}

/** A browser session of the web chat. */
export interface WebSession {
  /** `dl_…`, unguessable. */
  readonly userId: string;
  readonly conversationId: string;
  readonly principal: Principal;
  readonly createdAt: number;
  readonly revokedAt?: number | undefined;
}

/** A session with the contact its principal names, as on file at this moment. */
export interface WebSessionNow extends WebSession {
  readonly contact?: Contact | undefined;
}

export interface IdentityStore {
  saveWebSession(session: WebSession): Promise<void>;
  webSession(userId: string): Promise<WebSessionNow | undefined>;
  contactById(id: string): Promise<{ contact: Contact; organisation: Organisation } | undefined>;
  contactByEmail(email: string): Promise<{ contact: Contact; organisation: Organisation } | undefined>;
  organisationByCustomerNo(customerNo: string): Promise<Organisation | undefined>;
  /** Inserts or updates by customer number and e-mail, all in one transaction. */
  saveCustomers(customers: readonly { organisation: Organisation; contacts: readonly Contact[] }[]): Promise<void>;
  /** True the first time a one-time id (jti) is used, false afterwards. */
  useOnce(id: string, expiresAt: number): Promise<boolean>;
}

/** Reads for the customers' pages; every call is limited to what the principal may see. */
export interface PortalStore {
  /** At most 200: for customers those in hand first, then the newest. */
  tickets(principal: Principal): Promise<readonly Ticket[]>;
  ticketByNumber(principal: Principal, number: string): Promise<TicketView | undefined>;
  offerById(principal: Principal, offerId: string): Promise<{ offer: Offer; request: Request; order?: Order; ticket?: Ticket } | undefined>;
  /** Open offers passed on to the principal's organisation, and own open ones. */
  openOffers(principal: Principal): Promise<readonly Offer[]>;
  receipt(
    principal: Principal,
    orderId: string,
  ): Promise<{ order: Order; offer: Offer; ledger: LedgerRow; head: DatedHead; ticket?: Ticket } | undefined>;
}

export interface TicketView {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  readonly offers: readonly Offer[];
  readonly order?: Order | undefined;
  readonly request: Request;
  /** Minutes entered, oldest first. */
  readonly efforts?: readonly Effort[] | undefined;
  readonly objection?: Objection | undefined;
}

export interface TimerRow {
  readonly key: string;
  readonly name: string;
  readonly conversationId: string;
  readonly dueAt: number;
  readonly payload: Json;
}

export interface TimerStore {
  /** Timers due at the time, oldest first. */
  dueTimers(at: number, limit: number): Promise<readonly TimerRow[]>;
  /** Removes a timer after its turn was committed; with `dueAt` only when the turn did not set it anew. */
  removeTimer(key: string, dueAt?: number): Promise<void>;
}

/** What waits for outside systems; each kind has its worker. */
export type OutboxWork = 'mail' | 'ticketing' | 'handoff';

export interface OutboxItem {
  readonly id: number;
  readonly work: OutboxWork;
  readonly key: string;
  readonly payload: Json;
  /** With this one. */
  readonly attempts: number;
}

export interface OutboxStore {
  /** Takes up to `limit` items of one kind (mail unless said) that are due and locks them until `lockedUntil`; of a lane only its oldest open one. */
  claim(at: number, lockedUntil: number, limit: number, work?: OutboxWork): Promise<readonly OutboxItem[]>;
  done(id: number, at: number): Promise<void>;
  failed(id: number, nextAt: number | 'dead', error: string): Promise<void>;
}

export interface LedgerStore {
  readLedger(): Promise<{ rows: readonly LedgerRow[]; head: LedgerHead; privates: readonly LedgerPrivate[] }>;
  /** Orders and offers that no row tells of: an end was cut off and the head moved to match. */
  missingInLedger(limit: number): Promise<readonly { readonly what: 'order' | 'offer'; readonly id: string }[]>;
}

export interface Storage
  extends TurnStore,
    MessageStore,
    IdentityStore,
    PortalStore,
    TimerStore,
    OutboxStore,
    PeopleStore,
    PersonStore,
    EditorStore,
    FigureStore,
    RetentionStore,
    LeftBehindStore,
    LedgerStore,
    TicketingStore,
    EmbeddedStore,
    AgentStore,
    HandoffStore,
    IncomingMailStore,
    TeamsStore,
    DeskCardStore {
  /** For health: answers when the database does. */
  ping(): Promise<void>;
  /** Waits for what is running; a second call waits for the first. */
  close(): Promise<void>;
}
