/** `npm run content:check [-- FOLDER]`: prints every problem of the content folder with file, line and fix. */
import { loadKnowledge } from '../content/load-knowledge.ts';
import { type Problem, problemLine } from '../content/problem.ts';
import { readUtterances } from '../understanding/utterances.ts';

/** In: the folder and where lines go. Out: the exit code, 0 when everything is in order, 1 when there is a problem. */
export function contentCheck(folder: string, print: (line: string) => void): 0 | 1 {
  const loaded = loadKnowledge(folder, { exampleRates: false });
  const { utterances, problems } = readUtterances(`${folder}/utterances`);
  const taught = problems.map((problem): Problem => ({ ...problem, file: `utterances/${problem.file}` }));
  const found = [...(loaded.ok ? [] : loaded.problems), ...taught];
  for (const problem of found) print(problemLine(problem, folder));
  if (!loaded.ok || found.length > 0) return 1;
  const { faq, texts, clauses, products, notices } = loaded.knowledge;
  const counts = `${faq.length} Antworten, ${Object.keys(texts).length} Texte, ${Object.keys(clauses).length} Fundstellen, ${products.length} Produkte, ${notices.length} Hinweise, ${utterances.length} Beispielsätze`;
  print(`${folder}: ${counts}. Alles in Ordnung.`);
  return 0;
}

if (import.meta.main) {
  process.exitCode = contentCheck(process.argv[2] ?? process.env.CONTENT_DIR ?? 'content', (line) => process.stdout.write(`${line}\n`));
}
