/** Watches the content folder and hands over a new snapshot when an edit is good; a broken edit keeps the last good one. */
import type { Knowledge } from './knowledge.ts';
import { loadKnowledge } from './load-knowledge.ts';
import type { Problem } from './problem.ts';
import { watchFolders } from './watch-folders.ts';

export interface WatchOptions {
  readonly exampleRates: boolean;
  /** The snapshot in use; its rates are kept, because prices change at a restart only. */
  readonly current: Knowledge;
  /** Quiet time after the last change of a file before the folder is read, ms. */
  readonly debounceMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

/**
 * In: folder, options, and who takes a changed snapshot or the problems of a broken edit (the last good snapshot then stays in use).
 * Out: a function that ends the watching. A folder that cannot be watched is reported as a problem; never throws.
 */
export function watchContent(
  folder: string,
  options: WatchOptions,
  onGood: (knowledge: Knowledge) => void,
  onProblems: (problems: readonly Problem[]) => void,
): () => void {
  let current = options.current;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const reload = () => {
    if (!folders.renew()) onProblems([watchProblem(folder)]);
    const { exampleRates } = options;
    const loaded = loadKnowledge(folder, { exampleRates, now: options.now?.(), keepRateEntries: options.current.rates.entries });
    if (!loaded.ok) return onProblems(loaded.problems);
    if (loaded.knowledge.version === current.version) return;
    current = loaded.knowledge;
    onGood(current);
  };
  const changed = () => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(reload, options.debounceMs ?? 300);
  };
  const folders = watchFolders(folder, changed);
  if (!folders.renew()) onProblems([watchProblem(folder)]);
  return () => {
    closed = true;
    clearTimeout(timer);
    folders.close();
  };
}

function watchProblem(folder: string): Problem {
  return {
    file: '',
    line: 1,
    message: `Änderungen in ${folder} werden nicht mehr bemerkt.`,
    fix: 'Den Dienst neu starten, damit Änderungen gelten.',
  };
}
