/** Deletes what was kept for editors once it is older than the operator set. */
import type { EditorStore } from '../domain/editor-notes.ts';
import type { Log } from '../domain/log.ts';

export interface NoteRetentionParts {
  readonly store: Pick<EditorStore, 'deleteEditorNotes'>;
  /** `retentionDays` of `content/service.yaml`, asked each time. */
  readonly retentionDays: () => number;
  readonly now: () => number;
  readonly log: Log;
}

export interface NoteRetention {
  /** Deletes what is too old now. A failure is logged; the next run tries again. */
  run(): Promise<void>;
  /** Runs now and every `everyMs` until closed. */
  start(everyMs: number): void;
  close(): Promise<void>;
}

const DAY = 24 * 60 * 60 * 1000;

export function noteRetention({ store, retentionDays, now, log }: NoteRetentionParts): NoteRetention {
  let running: Promise<void> = Promise.resolve();
  let handle: NodeJS.Timeout | undefined;
  const deleteOld = async (): Promise<void> => {
    const count = await store.deleteEditorNotes(now() - retentionDays() * DAY);
    if (count > 0) log.info({ count }, 'editor-notes.deleted');
  };
  const run = (): Promise<void> => {
    running = running.then(deleteOld).catch((error: unknown) => log.error({ error: String(error) }, 'editor-notes.kept'));
    return running;
  };
  return {
    run,
    start: (everyMs) => {
      void run();
      handle = setInterval(() => void run(), everyMs);
      handle.unref();
    },
    close: () => {
      clearInterval(handle);
      return running;
    },
  };
}
