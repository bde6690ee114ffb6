/** Server-sent events to open pages: who watches, when is looked for changes, and when a stream ends. */
import type { Connection, HttpAnswer } from '../domain/exchange.ts';

const lookEveryMs = 700;
const breathEveryMs = 20_000;
/** A page opens its stream anew, so that session and rights are looked at again. */
const longestMs = 10 * 60_000;
const mostPerPerson = 8;

export interface Watcher<Who> {
  readonly who: Who;
  readonly connection: Connection;
  /** What the page knows of. */
  mark: string | undefined;
}

interface StreamParts<Who> {
  /** Streams of one person count together. */
  readonly idOf: (who: Who) => string;
  /** Tells the watchers what is new to them; never called twice at once. */
  readonly look: (watchers: ReadonlySet<Watcher<Who>>) => Promise<void>;
  /** Begins to listen for what wakes a look sooner. Out: functions that end it. */
  readonly listen: (look: () => Promise<void>, watchers: ReadonlySet<Watcher<Who>>) => readonly (() => void)[];
  readonly onError: (error: unknown) => void;
}

export interface EventStreams<Who> {
  /** The answer that keeps a page told. */
  open(who: Who): HttpAnswer;
  /** True while a page of this person is open. */
  isOpen(id: string): boolean;
  /** Ends every stream and stops looking. */
  close(): void;
}

/** Looks while somebody watches, and not otherwise. */
export function eventStreams<Who>({ idOf, look, listen, onError }: StreamParts<Who>): EventStreams<Who> {
  const watchers = new Set<Watcher<Who>>();
  let timer: NodeJS.Timeout | undefined;
  let unlisten: readonly (() => void)[] = [];
  let looking = false;

  const lookOnce = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      await look(watchers);
    } catch (error) {
      onError(error);
    } finally {
      looking = false;
    }
  };
  const start = () => {
    if (timer) return;
    timer = setInterval(() => void lookOnce(), lookEveryMs).unref();
    unlisten = listen(lookOnce, watchers);
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    for (const end of unlisten) end();
    unlisten = [];
  };
  const watch = (who: Who, connection: Connection) => {
    const own = [...watchers].filter((watcher) => idOf(watcher.who) === idOf(who));
    if (own.length >= mostPerPerson) own[0]?.connection.end();
    const watcher: Watcher<Who> = { who, connection, mark: undefined };
    watchers.add(watcher);
    start();
    connection.write('retry: 2000\n\n');
    const breath = setInterval(() => connection.write(': \n\n'), breathEveryMs).unref();
    const end = setTimeout(() => connection.end(), longestMs).unref();
    void lookOnce();
    return () => {
      clearInterval(breath);
      clearTimeout(end);
      watchers.delete(watcher);
      if (watchers.size === 0) stop();
    };
  };
  return {
    open: (who) => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      stream: (connection) => watch(who, connection),
    }),
    isOpen: (id) => [...watchers].some(({ who }) => idOf(who) === id),
    close() {
      for (const { connection } of watchers) connection.end();
      stop();
    },
  };
}
