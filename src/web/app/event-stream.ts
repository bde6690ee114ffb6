/** Server-sent events over `fetch`, which carries the proof of who asks where no cookie is sent; comes back by itself, also from a silence that is none. */
import { openStream } from './api.ts';

interface Heard {
  readonly onOpen: () => void;
  readonly onEvent: (name: string, data: string) => void;
  /** The stream ended or could not be had; the next attempt follows. */
  readonly onLost: (isRefused: boolean) => void;
}

const againAfterMs = 2000;
/** The server breathes every 20 seconds. */
const silentMs = 50_000;

/** In: the path below the API and what to do. Out: a function that ends it. */
export function listenTo(path: string, heard: Heard): () => void {
  let current = new AbortController();
  let isOver = false;
  const attempt = async (): Promise<void> => {
    const { signal } = current;
    const answer = await openStream(path, signal).catch(() => undefined);
    if (!answer?.ok || !answer.body) return isOver ? undefined : heard.onLost(answer !== undefined);
    heard.onOpen();
    await read(answer.body, heard.onEvent, () => current.abort()).catch((error: unknown) => signal.aborted || error);
    if (!isOver) heard.onLost(false);
  };
  const keepOn = async (): Promise<void> => {
    while (!isOver) {
      await attempt();
      await new Promise((resolve) => window.setTimeout(resolve, againAfterMs));
      current = isOver ? current : new AbortController();
    }
  };
  void keepOn();
  return () => {
    isOver = true;
    current.abort();
  };
}

async function read(body: ReadableStream<Uint8Array<ArrayBuffer>>, onEvent: Heard['onEvent'], onSilence: () => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let silence = window.setTimeout(onSilence, silentMs);
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      window.clearTimeout(silence);
      silence = window.setTimeout(onSilence, silentMs);
      const events = `${rest}${chunk.value}`.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? [];
        if (name !== undefined && data !== undefined) onEvent(name, data);
      }
    }
  } finally {
    window.clearTimeout(silence);
  }
}
