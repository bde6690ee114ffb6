/** What opening an engine gives. */
import type { Database, Executor } from './database.ts';

export interface Opened {
  readonly db: Database;
  /** Runs last in the transaction of a commit and tells other processes of it. */
  announce(tx: Executor, conversationId: string, lastSeq: number): Promise<void>;
}
