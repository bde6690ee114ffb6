/** Tells listeners of this process what was committed; PostgreSQL adds the news of other processes. */

export interface Committed {
  readonly conversationId: string;
  readonly lastSeq: number;
}

export interface News {
  listen(listener: (news: Committed) => void): () => void;
  tell(news: Committed): void;
}

/** In: where failures of listeners go; a failing listener never fails a commit. */
export function createNews(onError: (error: unknown) => void): News {
  const listeners = new Set<(news: Committed) => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(news) {
      for (const listener of listeners) {
        try {
          listener(news);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
