/** Content and the understanding trained on it as one snapshot; an edit swaps both together, a broken one keeps the last good pair. */
import type { Knowledge } from '../content/knowledge.ts';
import { loadKnowledge } from '../content/load-knowledge.ts';
import type { Problem } from '../content/problem.ts';
import { watchContent } from '../content/watch-content.ts';
import type { Log } from '../domain/log.ts';
import { MODEL_DIR, readParts, readPartsUnchecked } from './load-content.ts';
import { cachedUnderstanding, trainInWorker } from './model.ts';
import type { Understanding } from './types.ts';

export interface Snapshot {
  readonly knowledge: Knowledge;
  readonly understanding: Understanding;
}

export interface SnapshotOptions {
  readonly contentDir: string;
  /** Where models trained at run time are kept; the one made at installation lies in `dist/model`. */
  readonly cacheDir: string;
  readonly exampleRates: boolean;
  /** Called when a content has gone live, the first one included. */
  readonly onLive?: (() => void) | undefined;
}

/** The content cannot be used; `problems` say where and what to do. */
export class ContentError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ file, line, message, fix }) => `${file}:${line}  ${message}  -> ${fix}`).join('\n'));
    this.name = 'ContentError';
    this.problems = problems;
  }
}

/** In: folders and rates mode. Out: the first snapshot. Fails with `ContentError`; trains in a worker when no cached model fits. */
export async function loadSnapshot(options: SnapshotOptions): Promise<Snapshot> {
  const loaded = loadKnowledge(options.contentDir, { exampleRates: options.exampleRates });
  if (!loaded.ok) throw new ContentError(loaded.problems);
  return { knowledge: loaded.knowledge, understanding: await understandingOf(options) };
}

async function understandingOf({ contentDir, cacheDir }: SnapshotOptions): Promise<Understanding> {
  const parts = readPartsUnchecked(contentDir, MODEL_DIR);
  const cached = parts && ((await cachedUnderstanding(parts)) ?? (await cachedUnderstanding({ ...parts, cacheDir })));
  return cached ?? trainInWorker(readParts(contentDir, cacheDir));
}

/** Watches the content folder. Out: the snapshot in force, asked once a turn, and how to stop. */
export function watchSnapshot(first: Snapshot, options: SnapshotOptions, log: Log): { current: () => Snapshot; close: () => void } {
  let current = first;
  let run = 0;
  const swap = async (knowledge: Knowledge): Promise<void> => {
    run += 1;
    const mine = run;
    const understanding = await understandingOf(options);
    if (mine !== run) return;
    current = { knowledge, understanding };
    options.onLive?.();
    log.info({ content: knowledge.version, model: understanding.version }, 'content.swapped');
  };
  const retry = (knowledge: Knowledge): void =>
    void swap(knowledge).catch((error: unknown) => log.error({ error: String(error) }, 'content.kept-last-good'));
  const { contentDir, exampleRates } = options;
  const report = (problems: readonly Problem[]): void => {
    for (const { file, line, message, fix } of problems) log.warn({ file, line, message, fix }, 'content.problem');
  };
  const stopContent = watchContent(contentDir, { exampleRates, current: first.knowledge }, retry, report);
  options.onLive?.();
  return { current: () => current, close: stopContent };
}
