/** Deletes conversations, browser sessions, files that nobody sent and what was kept for editors, once they are older than the operator promised, and figures after three years. */
import type { EditorStore } from '../domain/editor-notes.ts';
import type { FigureStore } from '../domain/figures.ts';
import type { Log } from '../domain/log.ts';
import type { LeftBehindStore, RetentionStore } from '../domain/retention.ts';

export interface RetentionParts {
  readonly store: Pick<EditorStore, 'deleteEditorNotes'> & Pick<FigureStore, 'deleteFigures'> & RetentionStore & LeftBehindStore;
  readonly uploads: KeptFiles;
  /** `retentionDays` of `content/service.yaml`, asked each time. */
  readonly retentionDays: () => number;
  readonly now: () => number;
  readonly log: Log;
}

/** Uploaded files as they lie on disk. */
export interface KeptFiles {
  /** Deletes a file; one that is gone is fine. */
  remove(id: string): Promise<void>;
  move(id: string, conversationId: string): Promise<void>;
  /** With the conversation, or the person who has not sent it. */
  olderThan(before: number): Promise<readonly { readonly id: string; readonly conversationId: string }[]>;
}

export interface Retention {
  /** Deletes what is too old now. A failure is logged; the next run tries again. */
  run(): Promise<void>;
  /** Runs now and every `everyMs` until closed. */
  start(everyMs: number): void;
  /** Waits for the conversations in hand; what is left is for the next run. */
  close(): Promise<void>;
}

const DAY = 24 * 60 * 60 * 1000;
const batch = 200;
/** Figures hold nothing about a person and are compared with those of the years before. */
const figureDays = 3 * 366;

export function makeRetention({ store, uploads: files, retentionDays, now, log }: RetentionParts): Retention {
  let running: Promise<void> = Promise.resolve();
  let handle: NodeJS.Timeout | undefined;
  let closed = false;
  let filesLookedAt = Number.NEGATIVE_INFINITY;
  const before = () => now() - retentionDays() * DAY;

  const deleteNotes = async (): Promise<void> => {
    const count = await store.deleteEditorNotes(before());
    if (count > 0) log.info({ count }, 'editor-notes.deleted');
  };
  const deleteFigures = async (): Promise<void> => {
    const count = await store.deleteFigures(now() - figureDays * DAY);
    if (count > 0) log.info({ count }, 'figures.deleted');
  };
  const deleteConversations = async (): Promise<void> => {
    for (let count = batch; count === batch && !closed; ) {
      const { conversations, uploads } = await store.deleteOldConversations(before(), batch);
      for (const id of uploads) await files.remove(id);
      count = conversations;
      if (count > 0) log.info({ count, uploads: uploads.length }, 'conversations.deleted');
    }
  };
  const deleteSessions = async (): Promise<void> => {
    const count = await store.deleteOldSessions(before());
    await store.forgetUsedIds(now());
    if (count > 0) log.info({ count }, 'sessions.deleted');
  };
  /** Once a day: it looks at every old file. */
  const deleteUnsent = async (): Promise<void> => {
    if (now() < filesLookedAt + DAY) return;
    let count = 0;
    for (const { id, conversationId } of await files.olderThan(before())) {
      if (closed) return;
      const holder = await store.conversationOfUpload(id, conversationId);
      if (holder === undefined) {
        await files.remove(id);
        count += 1;
      } else await files.move(id, holder);
    }
    filesLookedAt = now();
    if (count > 0) log.info({ count }, 'unsent-uploads.deleted');
  };
  const run = (): Promise<void> => {
    running = running
      .then(deleteNotes)
      .catch((error: unknown) => log.error({ error: String(error) }, 'editor-notes.kept'))
      .then(deleteFigures)
      .catch((error: unknown) => log.error({ error: String(error) }, 'figures.kept'))
      .then(deleteConversations)
      .catch((error: unknown) => log.error({ error: String(error) }, 'conversations.kept'))
      .then(deleteSessions)
      .catch((error: unknown) => log.error({ error: String(error) }, 'sessions.kept'))
      .then(deleteUnsent)
      .catch((error: unknown) => log.error({ error: String(error) }, 'unsent-uploads.kept'));
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
      closed = true;
      clearInterval(handle);
      return running;
    },
  };
}
