/** Objections: raised once per request, decided once. */
import type { Objection, ObjectionState } from '../domain/objection.ts';
import { type Executor, insert, mustChange } from './database.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

export const toObjection = (row: Row<'objections'>): Objection => ({
  id: row.id,
  requestId: row.request_id,
  conversationId: row.conversation_id,
  ticketId: row.ticket_id,
  raisedBy: row.raised_by,
  raisedByName: row.raised_by_name,
  reason: row.reason,
  raisedAt: row.raised_at,
  againstAgent: row.against_agent,
  state: row.state as ObjectionState,
  decidedBy: row.decided_by ?? undefined,
  decidedByName: row.decided_by_name ?? undefined,
  answer: row.answer ?? undefined,
  decidedAt: row.decided_at ?? undefined,
  version: row.version,
});

const decide = statement<{ id: string; version: number; state: string; by: string; byName: string; answer: string; at: number }>()(
  (db, p) =>
    db
      .updateTable('objections')
      .set((eb) => ({
        state: p('state'),
        decided_by: p('by'),
        decided_by_name: p('byName'),
        answer: p('answer'),
        decided_at: p('at'),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', p('id'))
      .where('state', '=', 'open')
      .where('version', '=', p('version')),
);

/** Inserts an open objection; a second one of the same request is a conflict. */
export async function raiseObjection(tx: Executor, objection: Objection): Promise<void> {
  await insert(tx, 'objections', [
    {
      id: objection.id,
      request_id: objection.requestId,
      conversation_id: objection.conversationId,
      ticket_id: objection.ticketId,
      raised_by: objection.raisedBy,
      raised_by_name: objection.raisedByName,
      reason: objection.reason,
      raised_at: objection.raisedAt,
      against_agent: objection.againstAgent,
      state: 'open',
      decided_by: null,
      decided_by_name: null,
      answer: null,
      decided_at: null,
      version: 1,
    },
  ]);
}

/** In: the objection as decided, with the version it had. A conflict when it is no longer open. */
export async function decideObjection(tx: Executor, { id, version, state, ...rest }: Objection): Promise<void> {
  const { decidedBy: by = '', decidedByName: byName = '', answer = '', decidedAt: at = 0 } = rest;
  await mustChange(tx, decide, { id, version, state, by, byName, answer, at });
}

export const objectionsOfConversation = statement<{ conversationId: string }>()((db, p) =>
  db.selectFrom('objections').selectAll().where('conversation_id', '=', p('conversationId')),
);
export const objectionOfRequest = statement<{ requestId: string }>()((db, p) =>
  db.selectFrom('objections').selectAll().where('request_id', '=', p('requestId')),
);
