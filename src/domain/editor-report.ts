/** What editors should look at, as their report says it. */
import type { Label } from './vocabulary.ts';

export interface AskedQuestion {
  readonly text: string;
  readonly at: number;
  readonly about: 'unanswered' | 'askedBack';
  readonly guess?: Label | undefined;
  readonly confidence?: number | undefined;
  /** What the person picked from the guesses; `other` when none of them fitted. */
  readonly picked?: Label | 'other' | undefined;
}

export interface QuestionGroup {
  readonly questions: readonly AskedQuestion[];
  /** Where the lines belong: what people picked, else what was guessed most. */
  readonly label?: Label | undefined;
  /** True when a person's pick speaks for the label, not only the guess. */
  readonly isPicked: boolean;
  /** File and lines to paste, each line once. */
  readonly draft: { readonly file: string; readonly lines: readonly string[] };
}

export interface AnswerVotes {
  readonly faqId: string;
  readonly question: string;
  readonly helped: number;
  readonly notHelped: number;
  /** Questions after which somebody said that the answer did not help. */
  readonly questions: readonly string[];
}

export interface EditorReport {
  readonly from: number;
  readonly until: number;
  readonly counts: Readonly<Record<'unanswered' | 'askedBack' | 'picked' | 'otherMeant' | 'helped' | 'notHelped', number>>;
  readonly groups: readonly QuestionGroup[];
  readonly votes: readonly AnswerVotes[];
}
