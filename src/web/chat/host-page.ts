/** The website around the frame: says who is visiting, and takes the visitor back when the chat closes. */
import { type FromFrame, nameOf, type VisitorHint } from '../protocol.ts';

export interface HostPage {
  readonly framed: boolean;
  /** Who opens the chat; nobody in particular at top level. */
  visitor(): Promise<VisitorHint>;
  close(): void;
}

/** In: what to do when the host page opens the chat again. Out: the host page. Which sites may frame us is the page's policy. */
export function hostPage({ onFocus }: { readonly onFocus: () => void }): HostPage {
  const framed = parent !== window;
  const tell = (message: FromFrame) => parent.postMessage(message, '*');
  const given = new Promise<VisitorHint>((resolve) => {
    if (!framed) resolve({});
    addEventListener('message', (event) => {
      if (event.source !== parent) return;
      const name = nameOf(event.data);
      if (name === 'open') resolve(hintOf(event.data));
      if (name === 'focus') onFocus();
    });
  });
  if (framed) tell({ lotse: 'ready' });
  return { framed, visitor: () => given, close: () => framed && tell({ lotse: 'close' }) };
}

function hintOf({ visitor }: { visitor?: unknown }): VisitorHint {
  return typeof visitor === 'object' && visitor !== null ? visitor : {};
}
