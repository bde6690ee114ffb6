/** Who is typing, passed on at once inside the process and never kept: a hint, not a fact. */

export type Typist = 'customer' | 'agent';
export type TypingListener = (conversationId: string, who: Typist) => void;

export interface Typing {
  show(conversationId: string, who: Typist): void;
  /** Out: a function that stops listening. */
  listen(listener: TypingListener): () => void;
}

export function makeTyping(): Typing {
  const listeners = new Set<TypingListener>();
  return {
    show(conversationId, who) {
      for (const listener of listeners) listener(conversationId, who);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
