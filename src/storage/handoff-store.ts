/** What agents read about hand-offs: the queue, one of them whole, who is there; and agents' signs of life. */
import type { Agent } from '../domain/agent.ts';
import type { Handoff, HandoffEvent } from '../domain/handoff.ts';
import type { HandoffDetail, HandoffStore, QueuedHandoff, StoredHandoffEvent } from '../domain/handoff-ports.ts';
import type { Principal } from '../domain/identity.ts';
import type { Channel } from '../domain/vocabulary.ts';
import { organisationOf } from './agent-queues.ts';
import { isActive, toAgent } from './agents.ts';
import type { Database, Executor } from './database.ts';
import { handoffById, handoffOfConversation, isInHand, isOpen, toHandoff } from './handoffs.ts';
import { visibleTickets } from './portal.ts';
import { requestById, requestsOfConversation, toRequest } from './requests.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';
import { ticketOfRequest, ticketsOfConversation, toTicket } from './tickets.ts';

const openOnes = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('handoffs').selectAll().where(isOpen).orderBy('requested_at').orderBy('id').limit(p('limit')),
);
const newestMessage = statement<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('conversations')
    .leftJoin('messages', (join) =>
      join.onRef('messages.conversation_id', '=', 'conversations.id').onRef('messages.seq', '=', 'conversations.last_seq'),
    )
    .select(['conversations.channel', 'conversations.last_seq', 'messages.at'])
    .where('conversations.id', '=', p('conversationId')),
);
const shownName = statement<{ id: string }>()((db, p) => db.selectFrom('agents').select('shown_name').where('id', '=', p('id')));
const eventsOf = statement<{ handoffId: string }>()((db, p) =>
  db.selectFrom('handoff_events').selectAll().where('handoff_id', '=', p('handoffId')).orderBy('n'),
);
const ofOwner = statement<{ ownerId: string; limit: number }>()((db, p) =>
  db.selectFrom('handoffs').selectAll().where('owner_id', '=', p('ownerId')).orderBy('requested_at', 'desc').limit(p('limit')),
);
const ofOrganisation = statement<{ organisationId: string; limit: number }>()((db, p) =>
  db
    .selectFrom('handoffs')
    .selectAll()
    .where('organisation_id', '=', p('organisationId'))
    .orderBy('requested_at', 'desc')
    .limit(p('limit')),
);
const newestEvent = statement<object>()((db) => db.selectFrom('handoff_events').select((eb) => eb.fn.max('n').as('n')));
const seen = statement<{ agentId: string; at: number; available: number }>()((db, p) =>
  db
    .insertInto('agent_presence')
    .values({ agent_id: p('agentId'), seen_at: p('at'), available: p('available') })
    .onConflict((on) =>
      on.column('agent_id').doUpdateSet((eb) => ({ seen_at: eb.ref('excluded.seen_at'), available: eb.ref('excluded.available') })),
    ),
);
const left = statement<{ agentId: string; available: number }>()((db, p) =>
  db
    .updateTable('agent_presence')
    .set({ available: p('available') })
    .where('agent_id', '=', p('agentId')),
);
const present = statement<{ since: number }>()((db, p) =>
  db
    .selectFrom('agent_presence')
    .innerJoin('agents', 'agents.id', 'agent_presence.agent_id')
    .selectAll('agents')
    .select((eb) => [
      'agent_presence.seen_at',
      'agent_presence.available',
      eb
        .selectFrom('handoffs')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('handoffs.accepted_by', '=', 'agents.id')
        .where(isInHand)
        .as('chats'),
    ])
    .where('agent_presence.seen_at', '>=', p('since'))
    .where(isActive)
    .orderBy('agents.name')
    .orderBy('agents.id'),
);

const mostTickets = 20;
const mostEarlier = 10;

export function handoffStore(db: Database): HandoffStore {
  return {
    async openHandoffs(limit) {
      const rows = (await db.rows(openOnes, { limit })).map(toHandoff);
      return (await Promise.all(rows.map((handoff) => queued(db, handoff)))).flatMap((found) => found ?? []);
    },
    async handoffById(id) {
      const row = await db.first(handoffById, { id });
      return row && toHandoff(row);
    },
    async handoffDetail(id) {
      const row = await db.first(handoffById, { id });
      return row && detail(db, toHandoff(row));
    },
    async openHandoffOf(conversationId) {
      const row = await db.first(handoffOfConversation, { conversationId });
      return row && row.ended_at === null ? toHandoff(row) : undefined;
    },
    async conversationForAgents(requestId) {
      const request = await db.first(requestById, { id: requestId });
      if (!request) return undefined;
      const conversationId = request.conversation_id;
      const isTheirs = (await db.first(ticketOfRequest, { requestId })) ?? (await db.first(handoffOfConversation, { conversationId }));
      return isTheirs && conversationId;
    },
    handoffMark: async () => (await db.first(newestEvent, {}))?.n ?? 0,
    async agentSeen(agentId, at, isAvailable) {
      await db.run(seen, { agentId, at, available: isAvailable ? 1 : 0 });
    },
    async agentLeft(agentId) {
      await db.run(left, { agentId, available: 0 });
    },
    async presentAgents(since) {
      return (await db.rows(present, { since })).map((row) => ({
        agent: toAgent(row) satisfies Agent,
        seenAt: row.seen_at,
        isAvailable: row.available === 1,
        chats: Number(row.chats ?? 0),
      }));
    },
  };
}

/** `undefined` when the person's request was erased. */
async function queued(db: Executor, handoff: Handoff): Promise<QueuedHandoff | undefined> {
  const [request, newest, colleague] = await Promise.all([
    db.first(requestById, { id: handoff.requestId }),
    db.first(newestMessage, { conversationId: handoff.conversationId }),
    handoff.forAgent === undefined ? undefined : db.first(shownName, { id: handoff.forAgent }),
  ]);
  if (!request || !newest) return undefined;
  return {
    handoff,
    request: toRequest(request),
    organisation: await organisationOf(db, handoff.organisationId),
    channel: newest.channel as Channel,
    lastSeq: newest.last_seq,
    lastAt: newest.at ?? handoff.requestedAt,
    forAgentName: colleague?.shown_name,
  };
}

async function detail(db: Executor, handoff: Handoff): Promise<HandoffDetail | undefined> {
  const line = await queued(db, handoff);
  if (!line) return undefined;
  const { conversationId, ownerId, organisationId } = handoff;
  const customer: Principal = {
    kind: 'customer',
    id: ownerId,
    mayOrder: false,
    verifiedBy: 'hostSignature',
    at: handoff.requestedAt,
    ...(organisationId === undefined ? {} : { organisationId }),
  };
  const here = (await db.rows(ticketsOfConversation, { conversationId })).map(toTicket);
  const theirs = (await visibleTickets(db, customer, mostTickets)).filter(({ id }) => !here.some((ticket) => ticket.id === id));
  const limit = mostEarlier + 1;
  const before =
    organisationId === undefined ? await db.rows(ofOwner, { ownerId, limit }) : await db.rows(ofOrganisation, { organisationId, limit });
  return {
    ...line,
    events: (await db.rows(eventsOf, { handoffId: handoff.id })).map(toEvent),
    requests: (await db.rows(requestsOfConversation, { conversationId })).map(toRequest),
    tickets: [...here, ...theirs],
    earlier: before
      .map(toHandoff)
      .filter(({ id, endedAt }) => id !== handoff.id && endedAt !== undefined)
      .slice(0, mostEarlier),
  };
}

const toEvent = (row: Row<'handoff_events'>): StoredHandoffEvent => ({
  n: row.n,
  kind: row.kind as HandoffEvent['kind'],
  at: row.at,
  by: row.by_kind as HandoffEvent['by'],
  byId: row.by_id,
  ...(row.by_name === null ? {} : { byName: row.by_name }),
  ...(row.text === null ? {} : { text: row.text }),
});
