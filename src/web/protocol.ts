/** What the launcher on the host page and the chat in its frame tell each other by `postMessage`. */

/** Who opens the chat; `demo` and `anonymous` count outside production only, as the server decides. */
export interface VisitorHint {
  readonly identity?: string;
  readonly demo?: 'customer' | 'colleague';
  readonly anonymous?: true;
}

/** Frame to host page. */
export type FromFrame = { readonly lotse: 'ready' } | { readonly lotse: 'close' };

/** Host page to frame. */
export type FromHost = { readonly lotse: 'open'; readonly visitor: VisitorHint } | { readonly lotse: 'focus' };

/** In: the data of any message event. Out: the name of ours, if it is one. */
export function nameOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('lotse' in data)) return undefined;
  return typeof data.lotse === 'string' ? data.lotse : undefined;
}
