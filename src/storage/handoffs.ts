/** Hand-offs: rows to domain and back, and the ways a turn's commit opens and changes one. */
import { type SqlBool, sql } from 'kysely';
import type { Handoff, HandoffEvent, HandoffReason, HandoffState, HandoffSummary, RemoteSession } from '../domain/handoff.ts';
import { conflict, type Executor, insert, mustChange } from './database.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

export const toHandoff = (row: Row<'handoffs'>): Handoff => ({
  id: row.id,
  conversationId: row.conversation_id,
  requestId: row.request_id,
  ownerId: row.owner_id,
  organisationId: row.organisation_id ?? undefined,
  state: row.state as HandoffState,
  reason: row.reason as HandoffReason,
  product: row.product ?? undefined,
  summary: row.summary === null ? undefined : (JSON.parse(row.summary) as HandoffSummary),
  requestedAt: row.requested_at,
  deadlineAt: row.deadline_at,
  forAgent: row.for_agent ?? undefined,
  acceptedBy: row.accepted_by ?? undefined,
  acceptedByName: row.accepted_by_name ?? undefined,
  acceptedAt: row.accepted_at ?? undefined,
  firstAcceptedAt: row.first_accepted_at ?? undefined,
  endedAt: row.ended_at ?? undefined,
  outcome: row.outcome ?? undefined,
  ticketId: row.ticket_id ?? undefined,
  remote: row.remote === null ? undefined : (JSON.parse(row.remote) as RemoteSession),
  version: row.version,
});

const fromHandoff = (handoff: Handoff): Row<'handoffs'> => ({
  id: handoff.id,
  conversation_id: handoff.conversationId,
  request_id: handoff.requestId,
  owner_id: handoff.ownerId,
  organisation_id: handoff.organisationId ?? null,
  state: handoff.state,
  reason: handoff.reason,
  product: handoff.product ?? null,
  summary: handoff.summary ? JSON.stringify(handoff.summary) : null,
  requested_at: handoff.requestedAt,
  deadline_at: handoff.deadlineAt,
  for_agent: handoff.forAgent ?? null,
  accepted_by: handoff.acceptedBy ?? null,
  accepted_by_name: handoff.acceptedByName ?? null,
  accepted_at: handoff.acceptedAt ?? null,
  first_accepted_at: handoff.firstAcceptedAt ?? null,
  ended_at: handoff.endedAt ?? null,
  outcome: handoff.outcome ?? null,
  ticket_id: handoff.ticketId ?? null,
  remote: handoff.remote ? JSON.stringify(handoff.remote) : null,
  version: handoff.version + 1,
});

/** Written out, not as parameters: the indexes cover exactly these. */
export const isOpen = sql<SqlBool>`handoffs.state in ('requested', 'queued', 'accepted')`;
export const isWaiting = sql<SqlBool>`handoffs.state in ('requested', 'queued', 'accepted') and handoffs.state <> 'accepted'`;
export const isInHand = sql<SqlBool>`handoffs.state = 'accepted'`;

/** The open one, else the newest. */
export const handoffOfConversation = statement<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('handoffs')
    .selectAll()
    .where('conversation_id', '=', p('conversationId'))
    .orderBy(sql`case when ended_at is null then 0 else 1 end`)
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
);

export const handoffById = statement<{ id: string }>()((db, p) => db.selectFrom('handoffs').selectAll().where('id', '=', p('id')));

const change = statement<Row<'handoffs'> & { expected: number; from: string }>()((db, p) =>
  db
    .updateTable('handoffs')
    .set({
      state: p('state'),
      deadline_at: p('deadline_at'),
      for_agent: p('for_agent'),
      accepted_by: p('accepted_by'),
      accepted_by_name: p('accepted_by_name'),
      accepted_at: p('accepted_at'),
      first_accepted_at: p('first_accepted_at'),
      ended_at: p('ended_at'),
      outcome: p('outcome'),
      ticket_id: p('ticket_id'),
      remote: p('remote'),
      version: p('version'),
    })
    .where('id', '=', p('id'))
    .where('state', '=', p('from'))
    .where('version', '=', p('expected')),
);

/** Two claims of one agent wait for each other here, or both would count the other's as not there yet. On SQLite there is one writer anyway. */
const holdAgent = statement<{ agentId: string }>()((db, p, engine) => {
  const row = db.selectFrom('agents').select('id').where('id', '=', p('agentId'));
  return engine === 'postgres' ? row.forUpdate() : row;
});

const inHandOf = statement<{ agentId: string }>()((db, p) =>
  db
    .selectFrom('handoffs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accepted_by', '=', p('agentId'))
    .where(isInHand),
);

/** Opens a hand-off; a conflict when the conversation has an open one. */
export async function requestHandoff(tx: Executor, handoff: Handoff, events: readonly HandoffEvent[]): Promise<void> {
  await insert(tx, 'handoffs', [fromHandoff(handoff)]);
  await keepEvents(tx, handoff.id, events);
}

/** Changes it where state and version still hold and, with a limit, the agent's hands are not full. A conflict otherwise. */
export async function changeHandoff(
  tx: Executor,
  { handoff, from, events, limit }: { handoff: Handoff; from: HandoffState; events: readonly HandoffEvent[]; limit?: number | undefined },
): Promise<void> {
  if (limit !== undefined && handoff.acceptedBy !== undefined) await keepBelow(tx, handoff.acceptedBy, limit);
  await mustChange(tx, change, { ...fromHandoff(handoff), expected: handoff.version, from });
  await keepEvents(tx, handoff.id, events);
}

async function keepBelow(tx: Executor, agentId: string, limit: number): Promise<void> {
  await tx.first(holdAgent, { agentId });
  const inHand = await tx.first(inHandOf, { agentId });
  if (Number(inHand?.count ?? 0) >= limit) throw conflict;
}

async function keepEvents(tx: Executor, handoffId: string, events: readonly HandoffEvent[]): Promise<void> {
  const rows = events.map(({ kind, at, by, byId, byName, text }) => ({
    handoff_id: handoffId,
    kind,
    at,
    by_kind: by,
    by_id: byId,
    by_name: byName ?? null,
    text: text ?? null,
  }));
  await insert(tx, 'handoff_events', rows);
}
