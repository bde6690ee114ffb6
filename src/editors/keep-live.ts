/** Keeps each content that goes live in a running server, also when files were edited in place. */
import type { Log } from '../domain/log.ts';
import { committedBy } from './author.ts';
import { type VersionStore, versionedFiles } from './versions.ts';

/** In: where content and versions lie. Out: a function to call whenever a content has gone live; it never fails, a full disk is logged. */
export function keepLive({ contentDir, versions, now, log }: { contentDir: string; versions: VersionStore; now: () => number; log: Log }) {
  return async (): Promise<void> => {
    try {
      const files = versionedFiles(contentDir);
      if (versions.isNewest(files)) return;
      const head = versions.keep(files, { at: now(), by: await committedBy(contentDir) });
      if (head) log.info({ version: head.id }, 'content.version');
    } catch (error) {
      log.error({ error: String(error) }, 'content.version-not-kept');
    }
  };
}
