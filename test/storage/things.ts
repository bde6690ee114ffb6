/** Things to store, named by intent; every test changes only what it is about. */
import type { Effect } from '../../src/domain/effect.ts';
import type { Principal } from '../../src/domain/identity.ts';
import type { LedgerDraft, LedgerKind } from '../../src/domain/ledger.ts';
import type { MailJob } from '../../src/domain/mail.ts';
import type { StoredMessage } from '../../src/domain/message.ts';
import type { Offer, Order } from '../../src/domain/offer.ts';
import type { CommitOutcome, Loaded, LoadQuery, Storage, TurnCommit } from '../../src/domain/ports.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket.ts';

export const at = Date.UTC(2026, 10, 23, 9);

export const customer: Principal = {
  kind: 'customer',
  id: 'contact-1',
  name: 'Erika Muster',
  organisationId: 'organisation-1',
  mayOrder: true,
  verifiedBy: 'hostSignature',
  at,
};
export const agent: Principal = { kind: 'agent', id: 'tenant:agent', mayOrder: false, verifiedBy: 'entra', at };

/** A mail that waits to be sent. */
export const aMail = {
  template: 'ticket-created-unverified',
  to: { email: 'e@example.test' },
  values: { number: 'IMM-2026-000123-7' },
} as const satisfies MailJob;

let counter = 0;
/** A new id that no other test has. */
export const fresh = (kind: string): string => `${kind}-${++counter}`;

export function message(conversationId: string, seq: number, change: Partial<StoredMessage> = {}): StoredMessage {
  return {
    conversationId,
    seq,
    direction: 'in',
    author: 'customer',
    authorId: customer.id,
    content: { text: `Nachricht ${seq}` },
    actions: [],
    important: false,
    delivery: 'none',
    at,
    ...change,
  };
}

export const reply = (conversationId: string, seq: number, change: Partial<StoredMessage> = {}): StoredMessage =>
  message(conversationId, seq, { direction: 'out', author: 'bot', authorId: 'bot', ...change });

export function query(conversationId: string, change: Partial<LoadQuery> = {}): LoadQuery {
  const activity = { channel: 'webchat', conversationId, activityId: fresh('activity') } as const;
  return { activity, principal: customer, dialogKey: `${conversationId}|main`, wantTickets: false, ...change };
}

/** The commit of a turn that loaded `loaded`: one message in, one out. */
export function turn(
  conversationId: string,
  loaded: Pick<Loaded, 'conversation' | 'dialog'>,
  change: Partial<TurnCommit> = {},
): TurnCommit {
  const conversation = loaded.conversation ?? {
    id: conversationId,
    channel: 'webchat',
    kind: 'personal',
    lastSeq: 0,
    version: 0,
    startedAt: at,
  };
  return {
    activity: query(conversationId).activity,
    conversation,
    messages: [message(conversationId, conversation.lastSeq + 1), reply(conversationId, conversation.lastSeq + 2)],
    dialog: { key: `${conversationId}|main`, state: { step: 'none' }, expectedVersion: loaded.dialog?.version ?? 0 },
    effects: [],
    counts: [],
    principal: customer,
    at,
    ...change,
  };
}

/** Loads and commits one turn. */
export async function take(storage: Storage, conversationId: string, change: Partial<TurnCommit> = {}): Promise<CommitOutcome> {
  return storage.commit(turn(conversationId, await storage.load(query(conversationId)), change));
}

export const run = (storage: Storage, conversationId: string, ...effects: Effect[]): Promise<CommitOutcome> =>
  take(storage, conversationId, { effects });

export const load = (storage: Storage, conversationId: string, change: Partial<LoadQuery> = {}): Promise<Loaded> =>
  storage.load(query(conversationId, change));

export function request(conversationId: string, change: Partial<Request> = {}): Request {
  return {
    id: fresh('request'),
    conversationId,
    organisationId: customer.organisationId,
    ownerId: customer.id,
    label: 'case/schulung',
    subject: 'Einweisung neue Kollegin',
    description: 'Wir brauchen eine Einweisung für eine neue Kollegin.',
    facts: { product: 'hausperfekt', trained: 'no' },
    asked: 1,
    assessment: { coverage: 'billable', clauses: ['F3.1'], category: 'schulung', finality: 'provisional', by: 'bot', at },
    state: 'draft',
    details: { urgency: 'normal' },
    createdAt: at,
    version: 0,
    ...change,
  };
}

export function offer(of: Request, change: Partial<Offer> = {}): Offer {
  const id = fresh('offer');
  return {
    id,
    requestId: of.id,
    conversationId: of.conversationId,
    organisationId: of.organisationId,
    ownerId: of.ownerId,
    madeBy: 'bot',
    terms: {
      product: 'hausperfekt',
      productName: 'Hausperfekt',
      subject: of.subject,
      description: of.description,
      clauses: ['F3.1'],
      category: 'schulung',
      buyer: { company: 'Muster Hausverwaltung', customerNo: 'K-1', organisationId: of.organisationId },
      rate: {
        netCentsPerHour: 12_000,
        vatPercent: 19,
        currency: 'EUR',
        incrementMinutes: 15,
        minimumMinutes: 15,
        example: true,
        version: 'v1',
      },
      validUntil: at + 86_400_000,
      contentVersion: 'c1',
    },
    termsSha256: 'a'.repeat(64),
    state: 'open',
    shown: { text: 'Angebot wie gezeigt', sha256: 'b'.repeat(64) },
    pressToken: fresh('token'),
    offeredAt: at,
    version: 0,
    ...change,
  };
}

export function order(of: Offer, change: Partial<Order> = {}): Order {
  return {
    id: fresh('order'),
    offerId: of.id,
    requestId: of.requestId,
    organisationId: of.organisationId ?? '',
    placedBy: customer.id,
    placedByName: customer.name ?? '',
    state: 'placed',
    placedAt: at,
    version: 0,
    ...change,
  };
}

export function ticket(of: Request, change: Partial<Ticket> = {}): Ticket {
  return {
    id: fresh('ticket'),
    number: fresh('IMM-2026'),
    requestId: of.id,
    conversationId: of.conversationId,
    organisationId: of.organisationId,
    ownerId: of.ownerId,
    subject: of.subject,
    body: of.description,
    product: 'hausperfekt',
    category: 'schulung',
    coverage: 'billable',
    state: 'new',
    createdAt: at,
    updatedAt: at,
    version: 0,
    ...change,
  };
}

export const event = (ticketId: string, change: Partial<TicketEvent> = {}): TicketEvent => ({
  id: fresh('event'),
  ticketId,
  at,
  kind: 'created',
  visibility: 'public',
  author: 'system',
  ...change,
});

export const entry = (kind: LedgerKind, about: Offer, change: Partial<LedgerDraft> = {}): LedgerDraft => ({
  kind,
  at,
  offerId: about.id,
  requestId: about.requestId,
  facts: { termsSha256: about.termsSha256 },
  personal: { name: customer.name ?? '', shown: about.shown?.text ?? '' },
  ...change,
});

export const saved = <T extends { version: number }>(thing: T): T => ({ ...thing, version: thing.version + 1 });

export const makeOffer = (made: Offer): Effect => ({ kind: 'makeOffer', offer: made, ledger: entry('offered', made) });

/** The press on an open offer as stored: accepted, with its order. */
export const placeOrder = (open: Offer, placed: Order): Effect => ({
  kind: 'decideOffer',
  offer: open,
  to: 'accepted',
  at,
  order: placed,
  ledger: entry('ordered', open, { orderId: placed.id }),
});
