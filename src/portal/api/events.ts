/** Tells open pages within a second that something they show has changed: woken by commits, and by a look at the database for changes made elsewhere. */
import type { Connection, Handler } from '../../domain/exchange.ts';
import type { Principal } from '../../domain/identity.ts';
import type { Context } from '../context.ts';
import { forApp } from './answers.ts';

const lookEveryMs = 700;
const settleMs = 60;
const breathEveryMs = 20_000;
/** A page opens its stream anew, so that rights and session are looked at again. */
const longestMs = 10 * 60_000;
const mostPerPerson = 8;

interface Watcher {
  readonly principal: Principal;
  readonly connection: Connection;
  mark: string | undefined;
}

export interface Events {
  readonly handler: Handler;
  /** Ends every stream and stops looking. */
  close(): void;
}

/** `GET /portal/api/events` (server-sent events): one `changed` whenever tickets, their history or open offers of the person have changed. */
export function liveEvents(context: Context): Events {
  const watchers = new Set<Watcher>();
  let timer: NodeJS.Timeout | undefined;
  let unlisten: (() => void) | undefined;
  let looking = false;

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const marks = new Map<string, Promise<string>>();
      for (const watcher of watchers) await tell(context, watcher, marks);
    } catch (error) {
      context.log.warn({ err: error }, 'portal.events');
    } finally {
      looking = false;
    }
  };
  const soon = () => void setTimeout(() => void look(), settleMs).unref();
  const start = () => {
    timer ??= setInterval(() => void look(), lookEveryMs).unref();
    unlisten ??= context.store.onCommitted(soon);
  };
  const stop = () => {
    clearInterval(timer);
    unlisten?.();
    timer = undefined;
    unlisten = undefined;
  };

  const handler = forApp(context, async (_request, { principal }) => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    stream: (connection) => {
      const own = [...watchers].filter((watcher) => watcher.principal.id === principal.id);
      if (own.length >= mostPerPerson) own[0]?.connection.end();
      const watcher: Watcher = { principal, connection, mark: undefined };
      watchers.add(watcher);
      start();
      connection.write('retry: 2000\n\n');
      const breath = setInterval(() => connection.write(': \n\n'), breathEveryMs).unref();
      const end = setTimeout(() => connection.end(), longestMs).unref();
      void look();
      return () => {
        clearInterval(breath);
        clearTimeout(end);
        watchers.delete(watcher);
        if (watchers.size === 0) stop();
      };
    },
  }));
  return {
    handler,
    close() {
      for (const { connection } of watchers) connection.end();
      stop();
    },
  };
}

/** The first look only learns the mark; the page has read its data after that or will be told. */
async function tell({ store }: Context, watcher: Watcher, marks: Map<string, Promise<string>>): Promise<void> {
  const known = marks.get(watcher.principal.id) ?? store.portalMark(watcher.principal);
  marks.set(watcher.principal.id, known);
  const mark = await known;
  if (watcher.mark !== mark) watcher.connection.write(`event: changed\ndata: ${watcher.mark === undefined ? 'first' : 'again'}\n\n`);
  watcher.mark = mark;
}
