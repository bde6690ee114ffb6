/** A content folder that is looked at afresh whenever it is asked for, and learned in the background when its examples changed. */
import { loadKnowledge } from '../content/load-knowledge.ts';
import { readParts } from '../understanding/load-content.ts';
import { cachedUnderstanding, trainInWorker, type UnderstandingParts, understandingVersion } from '../understanding/model.ts';
import type { Side } from './try-page.ts';

export interface SideOptions {
  readonly contentDir: string;
  readonly cacheDirs: readonly [shipped: string, own: string];
  readonly exampleRates: boolean;
}

/** Out: how the folder stands now; starts the learning when it is needed, once per version. */
export function contentSide({ contentDir, cacheDirs, exampleRates }: SideOptions): () => Promise<Side> {
  const failed = new Map<string, string>();
  let learning: string | undefined;
  const learn = (parts: UnderstandingParts, version: string): void => {
    if (learning !== undefined) return;
    learning = version;
    void trainInWorker(parts)
      .catch((error: unknown) => failed.set(version, String(error)))
      .finally(() => {
        learning = undefined;
      });
  };
  return async () => {
    const loaded = loadKnowledge(contentDir, { exampleRates });
    if (!loaded.ok) return { kind: 'broken', problems: loaded.problems };
    const [shipped, own] = cacheDirs.map((cacheDir) => partsOf(contentDir, cacheDir));
    if (typeof shipped === 'string' || typeof own === 'string' || !shipped || !own) {
      const message = typeof shipped === 'string' ? shipped : 'Die Beispielsätze sind nicht lesbar.';
      return { kind: 'broken', problems: [{ file: 'utterances', line: 1, message, fix: 'npm run content:check sagt mehr.' }] };
    }
    const understanding = (await cachedUnderstanding(shipped)) ?? (await cachedUnderstanding(own));
    if (understanding) return { kind: 'ready', snapshot: { knowledge: loaded.knowledge, understanding } };
    const version = understandingVersion(own.utterances);
    const message = failed.get(version);
    if (message) return { kind: 'broken', problems: [{ file: 'utterances', line: 1, message, fix: 'Den Dienst neu starten.' }] };
    learn(own, version);
    return { kind: 'learning' };
  };
}

function partsOf(contentDir: string, cacheDir: string): UnderstandingParts | string {
  try {
    return readParts(contentDir, cacheDir);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
