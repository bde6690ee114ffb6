/** What happens to an order after it was placed: its changes, its effort, and the classings kept. */
import type { OrderChange } from '../domain/effect.ts';
import type { Effort } from '../domain/effort.ts';
import type { Order } from '../domain/offer.ts';
import type { Assessment, KeptAssessment } from '../domain/request.ts';
import type { OrderState } from '../domain/vocabulary.ts';
import { type Executor, insert, mustChange } from './database.ts';
import { requestLimit } from './requests.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

const change = statement<{ id: string; from: string; to: string; version: number }>()((db, p) =>
  db
    .updateTable('orders')
    .set((eb) => ({ state: p('to'), version: eb('version', '+', 1) }))
    .where('id', '=', p('id'))
    .where('state', '=', p('from'))
    .where('version', '=', p('version')),
);

/** Changes the order where it still is as loaded, a conflict otherwise, and keeps who did it. */
export async function changeOrder(tx: Executor, order: Order, to: OrderState, at: number, by: OrderChange): Promise<void> {
  await mustChange(tx, change, { id: order.id, from: order.state, to, version: order.version });
  const who = { by_id: by.by, by_name: by.byName, by_kind: by.byKind, reason: by.reason ?? null };
  await insert(tx, 'order_changes', [{ id: by.id, order_id: order.id, at, from_state: order.state, to_state: to, ...who }]);
}

export const toEffort = (row: Row<'efforts'>): Effort => ({
  id: row.id,
  ticketId: row.ticket_id,
  requestId: row.request_id,
  orderId: row.order_id ?? undefined,
  agentId: row.agent_id,
  agentName: row.agent_name,
  minutes: row.minutes,
  note: row.note,
  billable: row.billable === 1,
  at: row.at,
});

export async function addEffort(tx: Executor, effort: Effort): Promise<void> {
  const { id, ticketId, requestId, orderId, agentId, agentName, minutes, note, billable, at } = effort;
  const of = { id, ticket_id: ticketId, request_id: requestId, order_id: orderId ?? null };
  await insert(tx, 'efforts', [{ ...of, agent_id: agentId, agent_name: agentName, minutes, note, billable: billable ? 1 : 0, at }]);
}

export const effortsOfConversation = statement<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('efforts')
    .selectAll()
    .where('request_id', 'in', (eb) =>
      eb
        .selectFrom('requests')
        .select('id')
        .where('conversation_id', '=', p('conversationId'))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(requestLimit),
    )
    .orderBy('at')
    .orderBy('id'),
);
export const effortsOfRequest = statement<{ requestId: string }>()((db, p) =>
  db.selectFrom('efforts').selectAll().where('request_id', '=', p('requestId')).orderBy('at').orderBy('id'),
);
export const changesOfOrder = statement<{ orderId: string }>()((db, p) =>
  db.selectFrom('order_changes').selectAll().where('order_id', '=', p('orderId')).orderBy('at').orderBy('id'),
);
export const assessmentsOfRequest = statement<{ requestId: string }>()((db, p) =>
  db.selectFrom('assessments').selectAll().where('request_id', '=', p('requestId')).orderBy('at').orderBy('id'),
);

export async function keepAssessment(tx: Executor, kept: KeptAssessment): Promise<void> {
  const { id, requestId, coverage, clauses, category, reason, finality, cause, agentId, agentName, at, botCoverage } = kept;
  await insert(tx, 'assessments', [
    {
      id,
      request_id: requestId,
      coverage,
      clauses: JSON.stringify(clauses),
      category: category ?? null,
      reason: reason ?? null,
      finality,
      cause,
      agent_id: agentId ?? null,
      agent_name: agentName ?? null,
      at,
      bot_coverage: botCoverage ?? null,
    },
  ]);
}

export const toKeptAssessment = (row: Row<'assessments'>): KeptAssessment => ({
  id: row.id,
  requestId: row.request_id,
  coverage: row.coverage as Assessment['coverage'],
  clauses: JSON.parse(row.clauses) as string[],
  category: row.category ?? undefined,
  reason: row.reason ?? undefined,
  finality: row.finality as Assessment['finality'],
  by: 'agent',
  cause: row.cause as KeptAssessment['cause'],
  agentId: row.agent_id ?? undefined,
  agentName: row.agent_name ?? undefined,
  at: row.at,
  botCoverage: (row.bot_coverage ?? undefined) as Assessment['coverage'] | undefined,
});
