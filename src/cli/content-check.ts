/** `npm run content:check [-- FOLDER]`: prints every problem of the content folder with file, line and fix, then hints that stop nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkReach } from '../content/checks/reach.ts';
import { readContentFiles } from '../content/content-files.ts';
import type { Knowledge } from '../content/knowledge.ts';
import { loadKnowledge } from '../content/load-knowledge.ts';
import { type Problem, problemLine } from '../content/problem.ts';
import { contradictions, describe, THIN, thinLabels } from '../understanding/check-utterances.ts';
import { fileOf, readUtterances, type Utterance } from '../understanding/utterances.ts';

/** In: the folder and where lines go. Out: the exit code, 0 when everything is in order, 1 when there is a problem. */
export function contentCheck(folder: string, print: (line: string) => void): 0 | 1 {
  const loaded = loadKnowledge(folder, { exampleRates: false });
  const { utterances, problems } = readUtterances(`${folder}/utterances`);
  const taught = problems.map((problem): Problem => ({ ...problem, file: `utterances/${problem.file}` }));
  const compared = comparisons(folder, utterances);
  const found = [...(loaded.ok ? unreached(folder, loaded.knowledge) : loaded.problems), ...taught, ...compared.problems];
  for (const problem of found) print(problemLine(problem, folder));
  for (const hint of compared.hints) print(`Hinweis: ${problemLine(hint, folder)}`);
  if (!loaded.ok || found.length > 0) return 1;
  const { faq, texts, clauses, products, notices } = loaded.knowledge;
  const counts = `${faq.length} Antworten, ${Object.keys(texts).length} Texte, ${Object.keys(clauses).length} Fundstellen, ${products.length} Produkte, ${notices.length} Hinweise, ${utterances.length} Beispielsätze`;
  print(`${folder}: ${counts}. Alles in Ordnung.`);
  return 0;
}

function unreached(folder: string, knowledge: Knowledge): Problem[] {
  const problems: Problem[] = [];
  checkReach(
    knowledge,
    readContentFiles(folder, () => undefined),
    (problem) => void problems.push(problem),
  );
  return problems;
}

/** Examples that contradict each other are a problem when their words are the same, else a hint; so is a thin label. */
function comparisons(folder: string, utterances: readonly Utterance[]): { problems: Problem[]; hints: Problem[] } {
  const problems: Problem[] = [];
  const hints: Problem[] = [];
  for (const pair of contradictions(utterances)) {
    const { file, message, fix } = describe(pair);
    (pair.same ? problems : hints).push({ file: `utterances/${file}`, line: lineOf(folder, file, pair.other.text), message, fix });
  }
  if (utterances.length === 0) return { problems, hints };
  for (const { label, count } of thinLabels(utterances)) {
    const message = `Das Thema ${label} hat nur ${count} Beispielsätze.`;
    hints.push({ file: `utterances/${fileOf(label)}`, line: 1, message, fix: `Ab ${THIN} verschiedenen Sätzen wird es verlässlich.` });
  }
  return { problems, hints };
}

function lineOf(folder: string, file: string, text: string): number {
  const lines = readFileSync(join(folder, 'utterances', file), 'utf8').split(/\r?\n/);
  return lines.findIndex((line) => line.trim() === text) + 1 || 1;
}

if (import.meta.main) {
  process.exitCode = contentCheck(process.argv[2] ?? process.env.CONTENT_DIR ?? 'content', (line) => process.stdout.write(`${line}\n`));
}
