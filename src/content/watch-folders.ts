/** Watches a folder and all folders in it. Node's own recursive watch loses a file that an editor replaces by renaming. */
import { type FSWatcher, readdirSync, watch } from 'node:fs';
import path from 'node:path';

export interface FolderWatch {
  /** Watches the tree as it is now, new folders included. Out: false when it cannot be watched. */
  readonly renew: () => boolean;
  readonly close: () => void;
}

/** In: the folder and what to call for any change in it. Watching begins with the first `renew` and keeps no process alive. */
export function watchFolders(folder: string, onChange: () => void): FolderWatch {
  let watchers: readonly FSWatcher[] = [];
  const close = () => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  const renew = () => {
    const started: FSWatcher[] = [];
    try {
      for (const name of foldersIn(folder)) started.push(watchOne(name, onChange));
      return true;
    } catch {
      // Gone or out of watches: what was started still helps, and the caller says that it is not complete.
      return false;
    } finally {
      close();
      watchers = started;
    }
  };
  return { renew, close };
}

function watchOne(folder: string, onChange: () => void): FSWatcher {
  const watcher = watch(folder, { persistent: false }, onChange);
  watcher.on('error', onChange);
  return watcher;
}

function foldersIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inside.map((entry) => path.join(entry.parentPath, entry.name))];
}
