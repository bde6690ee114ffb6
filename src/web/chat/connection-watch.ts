/** Sees the chat's connection come and go: Web Chat itself says "connected" all the while. */

export interface ConnectionWatch {
  readonly onOpen: () => void;
  readonly onLost: () => void;
  /** The first socket of the page was refused: something on the way allows none. */
  readonly onBlocked: () => void;
  /** Nothing came for longer than the client's own attempts take, although the browser is online: it may have given up silently. */
  readonly onTooLong: () => void;
  /** A poll failed: the client asks no more, and says nothing of it. */
  readonly onPollingEnded: () => void;
}

const patienceMs = 25_000;

/** Replaces the page's WebSocket and XMLHttpRequest by ones that report to us; nothing else in this frame uses them. */
export function watchConnection(watch: ConnectionWatch): void {
  const patience = watchPatience(watch);
  watchSockets(watch, patience);
  watchPolls(watch, patience);
  addEventListener('offline', watch.onLost);
}

interface Patience {
  start(): void;
  stop(): void;
}

function watchPatience({ onTooLong }: ConnectionWatch): Patience {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (navigator.onLine) onTooLong();
      start();
    }, patienceMs);
  };
  return { start, stop: () => clearTimeout(waiting) };
}

function watchSockets({ onOpen, onLost, onBlocked }: ConnectionWatch, patience: Patience): void {
  let current: WebSocket | undefined;
  let everOpen = false;
  class WatchedSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      current = this;
      this.addEventListener('open', () => {
        everOpen = true;
        if (current !== this) return;
        patience.stop();
        onOpen();
      });
      this.addEventListener('close', () => {
        if (current !== this) return;
        if (!everOpen) return onBlocked();
        onLost();
        patience.start();
      });
    }
  }
  window.WebSocket = WatchedSocket;
  addEventListener('online', () => {
    if (current?.readyState === WebSocket.OPEN) onOpen();
  });
}

/** Without sockets the client polls, and stops for ever at the first poll that fails: a new client takes over; each good one buys more patience. */
function watchPolls({ onOpen, onLost, onPollingEnded }: ConnectionWatch, patience: Patience): void {
  class WatchedRequest extends XMLHttpRequest {
    override open(method: string, url: string | URL, ...rest: [boolean?, string?, string?]): void {
      if (method === 'GET' && String(url).includes('/activities')) {
        const settled = () => {
          patience.start();
          if (this.status === 200) return onOpen();
          onLost();
          onPollingEnded();
        };
        // Not `loadend`: a client that is put aside aborts its poll, and that says nothing of the connection.
        for (const event of ['load', 'error', 'timeout']) this.addEventListener(event, settled);
      }
      super.open(method, url, ...(rest as [boolean]));
    }
  }
  window.XMLHttpRequest = WatchedRequest;
}
