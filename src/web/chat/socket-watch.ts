/** Sees the chat's socket come and go: Web Chat itself says "connected" all the while. */

export interface SocketWatch {
  readonly patienceMs: number;
  readonly onOpen: () => void;
  readonly onLost: () => void;
  /** No socket for longer than the patience, although the browser is online. */
  readonly onTooLong: () => void;
}

/** Replaces the page's WebSocket by one that reports to us; it is the only page in this frame. */
export function watchSockets({ patienceMs, onOpen, onLost, onTooLong }: SocketWatch): void {
  let current: WebSocket | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (navigator.onLine) onTooLong();
      wait();
    }, patienceMs);
  };

  class WatchedSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      current = this;
      this.addEventListener('open', () => {
        if (current !== this) return;
        clearTimeout(waiting);
        onOpen();
      });
      this.addEventListener('close', () => {
        if (current !== this) return;
        onLost();
        wait();
      });
    }
  }
  window.WebSocket = WatchedSocket;
  addEventListener('offline', onLost);
  addEventListener('online', () => {
    if (current?.readyState === WebSocket.OPEN) onOpen();
  });
}
