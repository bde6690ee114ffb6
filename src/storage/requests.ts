/** Requests: rows to domain and back, and the one way they are saved. */
import type { Assessment, CaseFacts, Request, RequestDetails, RequestState } from '../domain/request.ts';
import type { Label, Language } from '../domain/vocabulary.ts';
import { type Executor, insert, mustChange } from './database.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

/** A load takes at most so many of a conversation's requests. */
export const requestLimit = 20;

export const toRequest = (row: Row<'requests'>): Request => ({
  id: row.id,
  conversationId: row.conversation_id,
  organisationId: row.organisation_id ?? undefined,
  ownerId: row.owner_id,
  label: row.label as Label,
  subject: row.subject,
  description: row.description,
  facts: JSON.parse(row.facts) as CaseFacts,
  asked: row.asked,
  assessment: row.assessment === null ? undefined : (JSON.parse(row.assessment) as Assessment),
  state: row.state as RequestState,
  details: JSON.parse(row.details) as RequestDetails,
  language: (row.language ?? undefined) as Language | undefined,
  createdAt: row.created_at,
  version: row.version,
});

const fromRequest = (request: Request): Row<'requests'> => ({
  id: request.id,
  conversation_id: request.conversationId,
  organisation_id: request.organisationId ?? null,
  owner_id: request.ownerId,
  label: request.label,
  subject: request.subject,
  description: request.description,
  facts: JSON.stringify(request.facts),
  asked: request.asked,
  assessment: request.assessment ? JSON.stringify(request.assessment) : null,
  state: request.state,
  details: JSON.stringify(request.details),
  language: request.language ?? null,
  created_at: request.createdAt,
  version: request.version + 1,
});

export const requestsOfConversation = statement<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('requests')
    .selectAll()
    .where('conversation_id', '=', p('conversationId'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(requestLimit),
);

export const requestById = statement<{ id: string }>()((db, p) => db.selectFrom('requests').selectAll().where('id', '=', p('id')));

const update = statement<Row<'requests'> & { expected: number }>()((db, p) =>
  db
    .updateTable('requests')
    .set({
      organisation_id: p('organisation_id'),
      owner_id: p('owner_id'),
      label: p('label'),
      subject: p('subject'),
      description: p('description'),
      facts: p('facts'),
      asked: p('asked'),
      assessment: p('assessment'),
      state: p('state'),
      details: p('details'),
      language: p('language'),
      version: p('version'),
    })
    .where('id', '=', p('id'))
    .where('version', '=', p('expected')),
);

/** Inserts (version 0) or updates where the version still holds; a conflict otherwise. */
export async function saveRequest(tx: Executor, request: Request): Promise<void> {
  const row = fromRequest(request);
  if (request.version === 0) await insert(tx, 'requests', [row]);
  else await mustChange(tx, update, { ...row, expected: request.version });
}
