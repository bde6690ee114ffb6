/** How conversations end for good: after the time promised to visitors, unless something needs what was said. */

/** What one run took away. */
export interface Expiry {
  readonly conversations: number;
  /** Uploads of these conversations; their files can go. */
  readonly uploads: readonly string[];
}

export interface RetentionStore {
  /**
   * In: a moment, and how many conversations at most. Out: what went. Of conversations that did not change since, words, buttons, files,
   * dialog states and addresses go. A ticket, an offer, an order, a classing by a person, the ledger or an open hand-off keeps its conversation
   * whole. The conversation's number stays, so that an old button never means a new message.
   */
  deleteOldConversations(before: number, limit: number): Promise<Expiry>;
}

/** What nobody comes back for. */
export interface LeftBehindStore {
  /** Deletes browser sessions opened before then whose conversation did not change since. Out: how many. */
  deleteOldSessions(before: number): Promise<number>;
  /** Forgets one-time ids that have run out by themselves. */
  forgetUsedIds(now: number): Promise<void>;
  /** In: a stored upload, and where it says it belongs. Out: the conversation whose messages, requests or waiting mail name it; `undefined` when nothing does. */
  conversationOfUpload(id: string, conversationId: string): Promise<string | undefined>;
}
