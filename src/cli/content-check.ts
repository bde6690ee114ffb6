/** `npm run content:check [-- FOLDER]`: prints every problem of the content folder with file, line and fix. */
import { loadKnowledge } from '../content/load-knowledge.ts';
import { problemLine } from '../content/problem.ts';

/** In: the folder and where lines go. Out: the exit code, 0 when everything is in order, 1 when there is a problem. */
export function contentCheck(folder: string, print: (line: string) => void): 0 | 1 {
  const loaded = loadKnowledge(folder, { exampleRates: false });
  if (!loaded.ok) {
    for (const problem of loaded.problems) print(problemLine(problem, folder));
    return 1;
  }
  const { faq, texts, clauses, products, notices } = loaded.knowledge;
  const counts = `${faq.length} Antworten, ${Object.keys(texts).length} Texte, ${Object.keys(clauses).length} Fundstellen, ${products.length} Produkte, ${notices.length} Hinweise`;
  print(`${folder}: ${counts}. Alles in Ordnung.`);
  return 0;
}

if (import.meta.main) {
  process.exitCode = contentCheck(process.argv[2] ?? process.env.CONTENT_DIR ?? 'content', (line) => process.stdout.write(`${line}\n`));
}
