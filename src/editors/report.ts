/** What editors should look at: questions without an answer grouped by likeness, choices people made, answers that did not help. Pure. */
import type { Knowledge } from '../content/knowledge.ts';
import type { EditorNote, EditorStore } from '../domain/editor-notes.ts';
import type { AnswerVotes, AskedQuestion, EditorReport, QuestionGroup } from '../domain/editor-report.ts';
import type { Label } from '../domain/vocabulary.ts';
import { groupSimilar } from '../understanding/similar.ts';
import { fileOf } from '../understanding/utterances.ts';

/** In: notes of a time, the content. Out: the report; groups with most questions first, answers with most "no" first. */
export function editorReport(notes: readonly EditorNote[], knowledge: Knowledge, from: number, until: number): EditorReport {
  const questions = askedQuestions(notes);
  const count = (about: EditorNote['about']): number => notes.filter((note) => note.about === about).length;
  return {
    from,
    until,
    counts: {
      unanswered: count('unanswered'),
      askedBack: count('askedBack'),
      picked: count('chosenGuess'),
      otherMeant: count('otherMeant'),
      helped: count('helped'),
      notHelped: count('notHelped'),
    },
    groups: groupSimilar(questions.map(({ text }) => text)).map((positions) =>
      groupOf(positions.map((i) => questions[i]).filter((question) => question !== undefined)),
    ),
    votes: votesOf(notes, knowledge),
  };
}

function askedQuestions(notes: readonly EditorNote[]): AskedQuestion[] {
  const picks = new Map<string, Label | 'other'>();
  for (const note of notes) {
    if (note.about === 'chosenGuess' && note.label) picks.set(placeOf(note), note.label);
    if (note.about === 'otherMeant') picks.set(placeOf(note), 'other');
  }
  return notes.flatMap((note) => {
    const { about, text, at, label: guess, confidence } = note;
    if ((about !== 'unanswered' && about !== 'askedBack') || !text) return [];
    return [{ text, at, about, guess, confidence, picked: picks.get(placeOf(note)) }];
  });
}

const placeOf = ({ conversationId, seq }: EditorNote): string => `${conversationId} ${seq}`;

function groupOf(questions: readonly AskedQuestion[]): QuestionGroup {
  const picked = mostFrequent(questions.flatMap(({ picked: label }) => (label && label !== 'other' ? [label] : [])));
  const label = picked ?? mostFrequent(questions.flatMap(({ guess }) => (guess ? [guess] : [])));
  const lines = [...new Set(questions.map(({ text }) => text))];
  return { questions, label, isPicked: picked !== undefined, draft: { file: `utterances/${fileOf(label ?? 'none')}`, lines } };
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[T, number] | undefined>((best, next) => (best && best[1] >= next[1] ? best : next), undefined)?.[0];
}

function votesOf(notes: readonly EditorNote[], knowledge: Knowledge): AnswerVotes[] {
  const byAnswer = new Map<string, EditorNote[]>();
  for (const note of notes) {
    if ((note.about !== 'helped' && note.about !== 'notHelped') || !note.faqId) continue;
    byAnswer.set(note.faqId, [...(byAnswer.get(note.faqId) ?? []), note]);
  }
  return [...byAnswer]
    .map(([faqId, votes]) => ({
      faqId,
      question: knowledge.faq.find(({ id }) => id === faqId)?.question ?? faqId,
      helped: votes.filter(({ about }) => about === 'helped').length,
      notHelped: votes.filter(({ about }) => about === 'notHelped').length,
      questions: [...new Set(votes.flatMap(({ about, text }) => (about === 'notHelped' && text ? [text] : [])))],
    }))
    .sort((a, b) => b.notHelped - a.notHelped || a.helped - b.helped);
}

/** Questions beyond these are too many to read at once. */
const mostNotes = 2000;

/** In: where notes are kept, the content, a time. Out: its report; `isCut` when there were more notes than it looks at. */
export async function reportOf(
  store: Pick<EditorStore, 'editorNotes'>,
  knowledge: Knowledge,
  from: number,
  until: number,
): Promise<{ readonly report: EditorReport; readonly isCut: boolean }> {
  const notes = await store.editorNotes(from, mostNotes);
  return { report: editorReport(notes, knowledge, from, until), isCut: notes.length === mostNotes };
}
