/** What editors learn from: questions nobody could answer, guesses that were asked back about, votes. */
import type { Effect } from './effect.ts';
import type { Label } from './vocabulary.ts';

/** What a note can say to editors; wishes are kept elsewhere in the same place and are not theirs. */
export const noteKinds = ['helped', 'notHelped', 'unanswered', 'askedBack', 'chosenGuess', 'otherMeant'] as const;
export type NoteKind = (typeof noteKinds)[number];

export type NoteEffect = Extract<Effect, { kind: 'note' }>;

export interface EditorNote {
  readonly conversationId: string;
  readonly at: number;
  readonly about: NoteKind;
  readonly label?: Label | undefined;
  readonly faqId?: string | undefined;
  /** Seq of the customer's message; with the conversation it ties a choice or a vote to its question. */
  readonly seq?: number | undefined;
  /** Without what points to a person. */
  readonly text?: string | undefined;
  /** 0 to 1. */
  readonly confidence?: number | undefined;
}

export interface EditorStore {
  /** Notes from a moment on, oldest first, at most `limit`. */
  editorNotes(since: number, limit: number): Promise<readonly EditorNote[]>;
  /** Deletes the notes from before a moment. Out: how many. */
  deleteEditorNotes(before: number): Promise<number>;
}
