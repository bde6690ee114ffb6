/** Microsoft's Web Chat as we use it: the few parts of its global, typed, and its loading on demand. */
import { webChatUrl } from './page.ts';

export interface DirectLineClient {
  readonly connectionStatus$: { subscribe(listener: (status: number) => void): { unsubscribe(): void } };
  /** Tells the id of the activity, or `retry` when the attempt failed and may be repeated. */
  postActivity(activity: Activity): Posting;
  end(): void;
}

export interface Posting {
  subscribe(observer: { next(answer: string): void; error(cause: unknown): void; complete(): void }): { unsubscribe(): void };
}

export interface Activity {
  readonly type?: string;
  readonly from?: { readonly id?: string; readonly name?: string; readonly role?: string };
  readonly text?: string;
  readonly channelData?: { readonly postBack?: unknown; readonly clientActivityID?: string };
  readonly attachments?: readonly { readonly contentType?: string }[];
}

export interface StoreAction {
  readonly type: string;
  readonly payload?: { readonly activity?: Activity };
  readonly meta?: { readonly clientActivityID?: string };
}

export type Dispatch = (action: StoreAction) => unknown;

export interface WebChat {
  createDirectLine(options: {
    token: string;
    domain: string;
    conversationId: string | undefined;
    webSocket: boolean;
    pollingInterval: number;
  }): DirectLineClient;
  createStore(initial: object, ...middleware: ((store: { dispatch: Dispatch }) => (next: Dispatch) => Dispatch)[]): object;
  renderWebChat(props: object, target: HTMLElement): void;
}

declare global {
  interface Window {
    WebChat?: WebChat;
  }
}

let loading: Promise<WebChat> | undefined;

/** Loads the shipped bundle once; a failed load may be repeated. */
export function loadWebChat(): Promise<WebChat> {
  loading ??= new Promise<WebChat>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = webChatUrl;
    script.onload = () => (window.WebChat ? resolve(window.WebChat) : reject(new Error('The chat script holds no Web Chat')));
    script.onerror = () => {
      loading = undefined;
      script.remove();
      reject(new Error('The chat script could not be loaded'));
    };
    document.head.append(script);
  });
  return loading;
}
