/** The ticketing port: what a ticket system, ours or an outside one, offers to the worker that brings tickets over. */
import type { Organisation } from './identity.ts';
import type { Offer, Order } from './offer.ts';
import type { Takeover } from './takeover.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { Coverage, TicketState } from './vocabulary.ts';

/** Ticket systems outside that tickets can be brought to. */
export const outsideSystems = ['rt', 'redmine'] as const;
export type OutsideSystem = (typeof outsideSystems)[number];

export interface SystemFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What is ordered, as far as a ticket system keeps it in fields of its own. */
export interface SystemOrder {
  readonly id: string;
  readonly netCentsPerHour: number;
  readonly currency: 'EUR';
  readonly vatPercent: number;
  readonly ceilingMinutes?: number | undefined;
  readonly placedAt: number;
  readonly placedBy: string;
  readonly termsSha256: string;
}

/** Everything a ticket system is to know of a ticket; frozen before the first send. */
export interface SystemDraft {
  /** Ours, unique for ever, searchable there; the ticket's number. */
  readonly reference: string;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  readonly requester: {
    readonly email?: string | undefined;
    readonly name?: string | undefined;
    readonly company?: string | undefined;
    readonly customerNo?: string | undefined;
  };
  readonly product?: string | undefined;
  readonly category: string;
  readonly urgency?: string | undefined;
  readonly state: TicketState;
  readonly coverage: Coverage;
  readonly order?: SystemOrder | undefined;
  /** When our ticket was made: an older ticket with the same reference is not ours. */
  readonly createdAt: number;
  readonly files?: readonly SystemFile[] | undefined;
}

/** A ticket as the system shows it. */
export interface SystemTicket {
  readonly id: string;
  /** For people there, for example `#34`. */
  readonly number: string;
  readonly url?: string | undefined;
  /** What its raw status means; `undefined` when the status map does not know it. */
  readonly state?: TicketState | undefined;
  readonly rawStatus: string;
  readonly subject: string;
  readonly reference?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SystemMessage {
  /** Ours; kept in the message there, so that it is not added twice. */
  readonly reference: string;
  readonly text: string;
  readonly visibility: 'public' | 'internal';
  /** An earlier attempt may have got through: look before adding. */
  readonly mayExist: boolean;
}

/** One line of a ticket's history there. Whoever shows it to customers leaves out what is internal. */
export interface SystemEvent {
  readonly id: string;
  readonly at: number;
  readonly kind: 'message' | 'status';
  readonly visibility: 'public' | 'internal';
  readonly author: 'us' | 'requester' | 'agent';
  readonly text?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Capabilities {
  /** native: the same reference twice makes one ticket · strong: a look-up sees what was committed · eventual: a look-up may lag by minutes */
  readonly idempotency: 'native' | 'strong' | 'eventual';
  /** How long a request whose answer was lost may still be worked on unseen. */
  readonly settleMs: number;
  /** When an unanswered request is given up by us. */
  readonly timeoutMs: number;
  readonly webhooks: boolean;
  readonly internalNotes: boolean;
  readonly requesterByEmail: boolean;
  readonly files: boolean;
}

export interface Page {
  readonly items: readonly SystemTicket[];
  readonly next?: string | undefined;
}

/** A webhook's news, never its contents: the ticket is read afterwards. */
export type WebhookNews =
  | { readonly kind: 'news'; readonly deliveryId: string; readonly ticketId: string; readonly occurredAt: number }
  /** Signed, but nothing to do: our own change, or another kind of event. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly why: 'signature' | 'time' | 'malformed' };

/** Every method fails with `TicketSystemError` only. */
export interface TicketSystem {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Makes the ticket and reads it back; `dropped` names what the system did not take. */
  create(draft: SystemDraft): Promise<{ ticket: SystemTicket; outcome: 'created' | 'found'; dropped: readonly string[] }>;
  /** All hits, oldest first. */
  findByReference(reference: string): Promise<readonly SystemTicket[]>;
  get(id: string): Promise<SystemTicket | undefined>;
  listByRequester(email: string, options: { open?: boolean; limit: number; cursor?: string | undefined }): Promise<Page>;
  /** Changes no status. */
  addMessage(id: string, message: SystemMessage): Promise<void>;
  /** Oldest first; with `after`, what came later than that line. */
  history(id: string, after?: string): Promise<readonly SystemEvent[]>;
  /** Out: what the system says afterwards. Fails with `refused` when it is not what was asked for. */
  changeStatus(id: string, to: TicketState): Promise<SystemTicket>;
  /** Brings subject, product, requester and billing fields to the draft, by at most one write. Out: what the system still has otherwise. */
  update(id: string, draft: SystemDraft): Promise<readonly string[]>;
  /** Closes or merges a second ticket for the same reference, naming the one that stays. */
  foldDuplicate(id: string, keep: SystemTicket): Promise<void>;
  /** Tickets of ours changed since the cursor; an empty cursor starts now. Some may come twice, none is left out. */
  changedSince(cursor: string): Promise<{ items: readonly SystemTicket[]; next: string }>;
  parseWebhook?(raw: Uint8Array, header: (name: string) => string | undefined, now: number): WebhookNews;
  /** What is missing there: queue, fields, rights; empty when all is well. */
  health(): Promise<{ version?: string | undefined; missing: readonly string[] }>;
}

export const failureKinds = [
  'unreachable',
  'unknown',
  'rateLimited',
  'auth',
  'misconfigured',
  'invalid',
  'conflict',
  'notFound',
  'refused',
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** A failure of a ticket system. `outcome` tells whether what was asked for may have happened. */
export class TicketSystemError extends Error {
  readonly kind: FailureKind;
  readonly outcome: 'notDone' | 'unknown';
  readonly retryAfterMs: number | undefined;

  constructor(kind: FailureKind, message: string, more: { outcome?: 'notDone' | 'unknown'; retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'TicketSystemError';
    this.kind = kind;
    this.outcome = more.outcome ?? (kind === 'unknown' ? 'unknown' : 'notDone');
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** What an agent or the operator has to look at. */
export const alarmKinds = [
  /** The system outside works on what was not ordered. */
  'orderRule',
  /** A status outside that the map does not know, or that cannot follow on ours. */
  'unknownStatus',
  'statusNotAllowed',
  /** The system refused a status of ours. */
  'statusRefused',
  /** The system did not take all fields. */
  'fieldsDropped',
  /** A ticket that was there carries our reference already. */
  'referenceTaken',
  /** Sent several times without an answer, or refused as invalid: a person has to look. */
  'needsAttention',
  /** The ticket is not there any more. */
  'gone',
  /** Still not brought over after many attempts. */
  'late',
  /** Sign-in, rights, queue or fields are not as they must be. */
  'setup',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** Those that a status outside causes. */
export const statusAlarms = ['orderRule', 'unknownStatus', 'statusNotAllowed'] as const satisfies readonly AlarmKind[];

/** One standing alarm; at most one of a kind about one thing. */
export interface Alarm {
  /** A ticket's id, or `system`. */
  readonly about: string;
  readonly kind: AlarmKind;
  /** For agents; holds no customer's words. */
  readonly text: string;
  readonly at: number;
}

/** What we know of a ticket outside. */
export interface TicketLink {
  readonly system: string;
  readonly reference: string;
  readonly foreignId?: string | undefined;
  readonly rawStatus?: string | undefined;
  readonly foreignUpdatedAt?: number | undefined;
  /** The last line of the history there that was taken over. */
  readonly lastEvent?: string | undefined;
  /** Creating requests begun so far, less those that certainly did nothing. */
  readonly posts: number;
  /** Until then a creating request may still be worked on unseen. */
  readonly settleUntil?: number | undefined;
}

/** One piece of work; items of one ticket are done in order. */
export type TicketingWork =
  | { readonly kind: 'create'; readonly ticketId: string; readonly stand: Stand }
  | { readonly kind: 'change'; readonly ticketId: string; readonly stand: Stand; readonly events: readonly string[] }
  | { readonly kind: 'read'; readonly ticketId: string }
  | { readonly kind: 'sweep'; readonly ticketId: string };

/** The ticket's changing parts at one commit. */
export interface Stand {
  readonly state: TicketState;
  readonly coverage: Coverage;
  readonly orderId?: string | undefined;
}

/** Everything about one ticket that work on it needs. */
export interface TicketFile {
  readonly ticket: Ticket;
  readonly link?: TicketLink | undefined;
  readonly order?: Order | undefined;
  readonly offer?: Offer | undefined;
  readonly organisation?: Organisation | undefined;
  /** Ids of stored uploads. */
  readonly uploads: readonly string[];
  /** Kinds of standing alarms. */
  readonly alarms: readonly AlarmKind[];
}

/** What storage gives to ticketing. */
export interface TicketingStore {
  ticketFile(ticketId: string): Promise<TicketFile | undefined>;
  ticketEvents(ids: readonly string[]): Promise<readonly TicketEvent[]>;
  /** Counts a creating request before it is sent. */
  posting(ticketId: string, settleUntil: number): Promise<void>;
  /** Afterwards: it certainly did nothing (`undefined`), or may be worked on until then. */
  posted(ticketId: string, settleUntil: number | undefined): Promise<void>;
  /** Keeps id, number and raw status of the ticket outside and plans its sweep. */
  brought(ticketId: string, found: SystemTicket, at: number, sweepAt: number): Promise<void>;
  /** Keeps the raw status after a write of ours: it is known then and no news, and alarms about the status end. */
  keepRaw(ticketId: string, found: SystemTicket): Promise<void>;
  /** Keeps what was read outside, after its turns were taken: raw status, alarms about it, and public messages that no turn took, as history lines. */
  keepForeign(ticketId: string, found: SystemTicket, read: ForeignRead, at: number): Promise<void>;
  /** Puts a read of each ticket outside that changed into the queue. */
  readChanged(system: string, changed: readonly SystemTicket[], at: number): Promise<void>;
  /** Keeps a webhook's delivery, once, and puts the read into the queue. */
  webhookArrived(
    system: string,
    news: { deliveryId: string; ticketId: string },
    at: number,
    readAt: number,
  ): Promise<'new' | 'seen' | 'notOurs'>;
  cursor(system: string): Promise<string>;
  saveCursor(system: string, cursor: string): Promise<void>;
  raiseAlarm(alarm: Alarm): Promise<void>;
  clearAlarm(about: string, kind: AlarmKind): Promise<void>;
  /** Standing alarms, newest first. */
  alarms(limit: number): Promise<readonly Alarm[]>;
  /** Makes the given-up work on a ticket due again. Out: how many items. */
  revive(ticketId: string, at: number): Promise<number>;
}

/** What came of reading a ticket outside. */
export interface ForeignRead {
  readonly takeover: Takeover;
  readonly messages: readonly SystemEvent[];
  /** The last line of the history that was read. */
  readonly lastEvent?: string | undefined;
}

/** Who acts in turns that a system outside causes: what such a turn changes is not sent back there. */
export const outsidePrincipalId = (system: string): string => `ticketing:${system}`;

/** News from outside as turns, like an agent's own action: chat, mail and pages hear of them. The same key again does nothing more. */
export interface OutsideTurns {
  setState(ticket: Ticket, to: TicketState, key: string): Promise<'done' | 'refused'>;
  answer(ticket: Ticket, text: string, key: string): Promise<'done' | 'refused'>;
}

/** What later drafts bring. */
export type OwnFields = Pick<Ticket, 'subject' | 'product' | 'category' | 'urgency' | 'coverage'>;

/** Our own tickets behind the same port. */
export interface EmbeddedStore {
  insertOwn(draft: SystemDraft): Promise<'created' | 'found'>;
  ownTicket(id: string): Promise<Ticket | undefined>;
  ownTicketByNumber(number: string): Promise<Ticket | undefined>;
  ownTicketsOf(email: string, open: boolean, limit: number, offset: number): Promise<readonly Ticket[]>;
  ownEvents(ticketId: string): Promise<readonly TicketEvent[]>;
  /** The same id again changes nothing. */
  addOwnEvent(event: TicketEvent): Promise<void>;
  /** Out: `refused` when the rules do not allow it, `conflict` when somebody else was first. */
  changeOwn(ticket: Ticket, to: TicketState, event: TicketEvent): Promise<'done' | 'refused' | 'conflict'>;
  changeOwnFields(ticket: Ticket, fields: OwnFields, at: number): Promise<'done' | 'refused' | 'conflict'>;
  ownChangedSince(at: number, limit: number): Promise<readonly Ticket[]>;
}
