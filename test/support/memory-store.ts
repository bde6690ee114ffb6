/** A turn store in memory for pure dialog tests: no database, no I/O, the same contract. */
import type { Effect } from '../../src/domain/effect.ts';
import type { Effort } from '../../src/domain/effort.ts';
import type { Contact, Organisation } from '../../src/domain/identity.ts';
import { maySee } from '../../src/domain/identity.ts';
import type { LedgerDraft } from '../../src/domain/ledger.ts';
import type { MailJob } from '../../src/domain/mail.ts';
import type { StoredMessage } from '../../src/domain/message.ts';
import type { Objection } from '../../src/domain/objection.ts';
import type { Offer, Order } from '../../src/domain/offer.ts';
import { orderMayChange } from '../../src/domain/order.ts';
import type { CommitOutcome, Conversation, CustomerQuery, Loaded, LoadQuery, Span, TurnCommit, TurnStore } from '../../src/domain/ports.ts';
import type { KeptAssessment, Request } from '../../src/domain/request.ts';
import type { Lookup } from '../../src/domain/teams.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket.ts';
import { type MemoryHandoffs, memoryHandoffs } from './memory-handoffs.ts';

export interface MemoryStore extends TurnStore {
  messagesAfter(conversationId: string, afterSeq: number, limit: number): Promise<readonly StoredMessage[]>;
  readonly requests: ReadonlyMap<string, Request>;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly orders: ReadonlyMap<string, Order>;
  readonly tickets: ReadonlyMap<string, Ticket>;
  readonly efforts: ReadonlyMap<string, Effort>;
  readonly objections: ReadonlyMap<string, Objection>;
  readonly assessments: readonly KeptAssessment[];
  readonly ledger: readonly LedgerDraft[];
  /** As scheduled; whoever fires one removes it. */
  readonly timers: Map<string, Extract<Effect, { kind: 'schedule' }>>;
  readonly messages: readonly StoredMessage[];
  readonly ticketEvents: readonly TicketEvent[];
  readonly notes: readonly Extract<Effect, { kind: 'note' }>[];
  readonly desk: MemoryHandoffs;
  readonly lookups: readonly Lookup[];
  readonly mails: readonly MailJob[];
  /** Who chose the agents' channel, oldest first. */
  readonly channels: readonly string[];
}

/** In: the customers it knows. Out: an empty store; commits are atomic because nothing awaits in them. */
export function memoryStore(customers: readonly { organisation: Organisation; contacts: readonly Contact[] }[]): MemoryStore {
  const messages: StoredMessage[] = [];
  const seen = new Map<string, Span>();
  const presses = new Map<string, Span>();
  const dialogs = new Map<string, { state: unknown; version: number }>();
  const conversations = new Map<string, Conversation>();
  const requests = new Map<string, Request>();
  const offers = new Map<string, Offer>();
  const orders = new Map<string, Order>();
  const tickets = new Map<string, Ticket>();
  const efforts = new Map<string, Effort>();
  const objections = new Map<string, Objection>();
  const assessments: KeptAssessment[] = [];
  const ledger: LedgerDraft[] = [];
  const timers = new Map<string, Extract<Effect, { kind: 'schedule' }>>();
  const ticketEvents: TicketEvent[] = [];
  const notes: Extract<Effect, { kind: 'note' }>[] = [];
  const desk = memoryHandoffs();
  const lookups: Lookup[] = [];
  const channels: string[] = [];
  const mails: MailJob[] = [];
  let counter = 1;

  const bySeq = (conversationId: string, seq: number) => messages.find((row) => row.conversationId === conversationId && row.seq === seq);

  const load = async (query: LoadQuery): Promise<Loaded> => {
    const { conversationId } = query.activity;
    const pressedMessage = query.button && bySeq(conversationId, query.button.seq);
    const action = query.button && pressedMessage?.actions[query.button.n];
    const atDesk = desk.load(query);
    const named = requests.get(query.requestId ?? '');
    const own = query.principal.kind === 'agent' ? named?.organisationId : query.principal.organisationId;
    const buyer = query.handoffId === undefined ? own : atDesk.handoff?.organisationId;
    const customer = customers.find(({ organisation }) => organisation.id === buyer);
    const matching = query.customer ? customersOf(customers, query.customer) : [];
    const mine = [...requests.values()].filter((request) => request.conversationId === conversationId).reverse();
    const of = <T extends { requestId: string }>(rows: Map<string, T>) =>
      [...rows.values()].filter((row) => mine.some((request) => request.id === row.requestId));
    return {
      seen: seen.get(`${conversationId}|${query.activity.activityId}`),
      conversation: conversations.get(conversationId),
      dialog: dialogs.get(query.dialogKey),
      pressedMessage,
      pressedBefore: query.button && presses.get(`${conversationId}|${query.button.a}`),
      lastOut: messages.findLast((row) => row.conversationId === conversationId && row.direction === 'out'),
      guessedMessage: action && 'ofSeq' in action && action.ofSeq !== undefined ? bySeq(conversationId, action.ofSeq) : undefined,
      requests: mine,
      offers: of(offers),
      orders: of(orders),
      tickets: of(tickets),
      efforts: of(efforts),
      objections: of(objections),
      ...atDesk,
      ownTickets: [...tickets.values()]
        .filter((ticket) => maySee(query.principal, ticket))
        .reverse()
        .slice(0, 10),
      organisation: customer?.organisation,
      customer: query.customer && {
        asked: query.customer.names.find((name) => customersOf(customers, { names: [name] }).length > 0) ?? '',
        matches: matching.map(({ organisation }) => organisation),
        file:
          matching[0] && matching.length === 1
            ? {
                ...matching[0],
                openTickets: [...tickets.values()].filter((ticket) => ticket.organisationId === matching[0]?.organisation.id),
              }
            : undefined,
        asksAsAgent: query.principal.id === 'local:demo-1',
      },
      orderers: customer?.contacts.filter((contact) => contact.mayOrder) ?? [],
    };
  };

  const apply = (effect: Effect): void => {
    switch (effect.kind) {
      case 'saveRequest':
        requests.set(effect.request.id, { ...effect.request, version: effect.request.version + 1 });
        return;
      case 'makeOffer':
        if ([...offers.values()].some((offer) => offer.requestId === effect.offer.requestId && offer.state === 'open'))
          throw new Error('second open offer');
        offers.set(effect.offer.id, { ...effect.offer, version: 1 });
        ledger.push(effect.ledger);
        return;
      case 'decideOffer':
        if (offers.get(effect.offer.id)?.state !== 'open') throw new Error('offer is not open');
        offers.set(effect.offer.id, { ...effect.offer, state: effect.to, decidedAt: effect.at, version: effect.offer.version + 1 });
        if (effect.order) orders.set(effect.order.id, { ...effect.order, version: 1 });
        ledger.push(effect.ledger);
        return;
      case 'forwardOffer':
        offers.set(effect.offer.id, { ...effect.offer, forwardedAt: effect.at, version: effect.offer.version + 1 });
        ledger.push(effect.ledger);
        return;
      case 'changeOrder': {
        const stored = orders.get(effect.order.id);
        if (stored?.version !== effect.order.version) throw new Error('order has moved on');
        if (!orderMayChange(stored.state, effect.to)) throw new Error('order jumps');
        orders.set(effect.order.id, { ...effect.order, state: effect.to, version: effect.order.version + 1 });
        ledger.push(effect.ledger);
        return;
      }
      case 'addEffort':
        efforts.set(effect.effort.id, effect.effort);
        ledger.push(effect.ledger);
        return;
      case 'raiseObjection':
        if ([...objections.values()].some(({ requestId }) => requestId === effect.objection.requestId)) throw new Error('second objection');
        objections.set(effect.objection.id, { ...effect.objection, version: 1 });
        ledger.push(effect.ledger);
        return;
      case 'decideObjection':
        if (objections.get(effect.objection.id)?.state !== 'open') throw new Error('objection is decided');
        objections.set(effect.objection.id, { ...effect.objection, version: effect.objection.version + 1 });
        ledger.push(effect.ledger);
        return;
      case 'keepAssessment':
        assessments.push(effect.assessment);
        ledger.push(effect.ledger);
        return;
      case 'createTicket':
        if ([...tickets.values()].some((ticket) => ticket.requestId === effect.ticket.requestId)) throw new Error('second ticket');
        tickets.set(effect.ticket.id, { ...effect.ticket, version: 1 });
        ticketEvents.push(...effect.events);
        return;
      case 'changeTicket':
        tickets.set(effect.ticket.id, { ...effect.ticket, version: effect.ticket.version + 1 });
        ticketEvents.push(...effect.events);
        return;
      case 'requestHandoff':
      case 'changeHandoff':
        desk.apply(effect);
        return;
      case 'note':
        notes.push(effect);
        return;
      case 'enqueue':
        if (effect.work === 'mail') mails.push(effect.payload);
        return;
      case 'keepLookup':
        lookups.push(effect.lookup);
        return;
      case 'chooseAgentChannel':
        channels.push(effect.chosenBy);
        return;
      case 'schedule':
        timers.set(effect.key, effect);
        return;
      case 'unschedule':
        timers.delete(effect.key);
        return;
      default:
    }
  };

  const commit = async (turn: TurnCommit): Promise<CommitOutcome> => {
    const { conversationId, activityId } = turn.activity;
    const moved = (conversations.get(conversationId)?.version ?? 0) !== turn.conversation.version;
    const isRepeat =
      seen.has(`${conversationId}|${activityId}`) || (turn.press !== undefined && presses.has(`${conversationId}|${turn.press}`));
    if (moved || isRepeat || desk.isConflict(turn.effects)) return 'conflict';
    const firstSeq = turn.conversation.lastSeq + 1;
    const span = { firstSeq, lastSeq: turn.conversation.lastSeq + turn.messages.length };
    for (const effect of turn.effects) apply(effect);
    messages.push(...turn.messages);
    seen.set(`${conversationId}|${activityId}`, span);
    if (turn.press) presses.set(`${conversationId}|${turn.press}`, span);
    dialogs.set(turn.dialog.key, { state: turn.dialog.state, version: turn.dialog.expectedVersion + 1 });
    conversations.set(conversationId, { ...turn.conversation, lastSeq: span.lastSeq, version: turn.conversation.version + 1 });
    return 'committed';
  };

  return {
    load,
    commit,
    reserveTicketNumbers: async (_year, count) => {
      counter += count;
      return counter - count;
    },
    messagesAfter: async (conversationId, afterSeq, limit) =>
      messages.filter((row) => row.conversationId === conversationId && row.seq > afterSeq).slice(0, limit),
    requests,
    offers,
    orders,
    tickets,
    efforts,
    objections,
    assessments,
    ledger,
    timers,
    messages,
    ticketEvents,
    notes,
    desk,
    lookups,
    mails,
    channels,
  };
}

type Customers = readonly { organisation: Organisation; contacts: readonly Contact[] }[];

/** As storage finds them: by number, else by a part of the name; the first name that finds somebody decides. */
function customersOf(customers: Customers, { names, organisationId }: CustomerQuery): Customers {
  if (organisationId !== undefined) return customers.filter(({ organisation }) => organisation.id === organisationId);
  const found = names.map((name) => {
    const byNumber = customers.filter(({ organisation }) => organisation.customerNo === name.toUpperCase());
    return byNumber.length > 0
      ? byNumber
      : customers.filter(({ organisation }) => organisation.name.toLowerCase().includes(name.toLowerCase()));
  });
  return found.find((list) => list.length > 0) ?? [];
}
