/** Notes for editors: kept in the turn's commit, read for their report, deleted after a time. */
import { type EditorNote, type EditorStore, type NoteEffect, type NoteKind, noteKinds } from '../domain/editor-notes.ts';
import type { Label } from '../domain/vocabulary.ts';
import { type Database, type Executor, insert } from './database.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

const since = statement<{ at: number; limit: number }>()((db, p) =>
  db
    .selectFrom('notes')
    .selectAll()
    .where('about', 'in', [...noteKinds])
    .where('at', '>=', p('at'))
    .orderBy('at')
    .orderBy('id')
    .limit(p('limit')),
);
const removeBefore = statement<{ at: number }>()((db, p) =>
  db
    .deleteFrom('notes')
    .where('about', 'in', [...noteKinds])
    .where('at', '<', p('at')),
);
const forgetWords = statement<{ personId: string; nothing: string | null }>()((db, p) =>
  db
    .updateTable('notes')
    .set({ text: p('nothing') })
    .where('conversation_id', 'in', (eb) => eb.selectFrom('messages').select('conversation_id').where('author_id', '=', p('personId'))),
);

/** Keeps one note of a turn. */
export function keepNote(tx: Executor, note: NoteEffect, conversationId: string, at: number): Promise<void> {
  return insert(tx, 'notes', [
    {
      conversation_id: conversationId,
      at,
      about: note.about,
      label: note.label ?? null,
      faq_id: note.faqId ?? null,
      seq: note.seq ?? null,
      offer_id: note.offerId ?? null,
      text: note.text ?? null,
      confidence_permille: note.confidence === undefined ? null : Math.round(note.confidence * 1000),
    },
  ]);
}

/** Takes a person's words out of the notes of every conversation in which the person wrote. */
export async function forgetNotedWords(tx: Executor, personId: string): Promise<void> {
  await tx.run(forgetWords, { personId, nothing: null });
}

export function editorStore(db: Database): EditorStore {
  return {
    async editorNotes(at, limit) {
      return (await db.rows(since, { at, limit })).map(toNote);
    },
    deleteEditorNotes: (before) => db.run(removeBefore, { at: before }),
  };
}

function toNote(row: Row<'notes'>): EditorNote {
  return {
    conversationId: row.conversation_id,
    at: row.at,
    about: row.about as NoteKind,
    label: (row.label ?? undefined) as Label | undefined,
    faqId: row.faq_id ?? undefined,
    seq: row.seq ?? undefined,
    text: row.text ?? undefined,
    confidence: row.confidence_permille === null ? undefined : row.confidence_permille / 1000,
  };
}
