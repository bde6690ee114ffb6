/** Checks that every answer is found by its own question and by the examples its editor gave. */
import { type Language, languages } from '../../domain/vocabulary.ts';
import type { ContentFile } from '../content-files.ts';
import { answerFor } from '../faq.ts';
import type { FaqEntry, Knowledge } from '../knowledge.ts';
import { knowledgeIn } from '../knowledge-in.ts';
import type { Report } from '../problem.ts';

/** In: a sound snapshot and its files. Reports each question or example that leads to another answer of the same topic. */
export function checkReach(knowledge: Knowledge, files: readonly ContentFile[], report: Report): void {
  for (const language of languages) checkLanguage(knowledgeIn(knowledge, language), files, report);
}

function checkLanguage(knowledge: Knowledge, files: readonly ContentFile[], report: Report): void {
  for (const entry of knowledge.faq) {
    for (const words of [entry.question, ...(entry.examples ?? [])]) {
      const found = answerFor(knowledge, entry.label, words, entry.products[0]);
      if (found?.id === entry.id) continue;
      const message = `„${words}“ führt zur Antwort „${found?.id ?? 'keine'}“ statt zu dieser.`;
      report({
        ...placeOf(knowledge.language, entry, words, files),
        message,
        fix: 'Ein Wort daraus bei keywords ergänzen oder den Satz ändern.',
      });
    }
  }
}

function placeOf(language: Language, entry: FaqEntry, words: string, files: readonly ContentFile[]): { file: string; line: number } {
  const file = `${language}/faq/${entry.id}.md`;
  const lines = files.find((candidate) => candidate.file === file)?.text.split('\n') ?? [];
  return { file, line: lines.findIndex((line) => line.includes(words)) + 1 || 1 };
}
