/** Thirtieth schema: notes for editors carry the question's words, without what points to a person, and how sure the guess was. */
import type { Ddl } from './ddl.ts';

/** In: how the engine writes things. Out: the statements in order. */
export const editorNotes = (d: Ddl): string[] => [
  'alter table notes add column text text',
  `alter table notes add column confidence_permille ${d.int}`,
  'create index notes_of_conversation on notes (conversation_id)',
];
