/** Tells open pages within a second that something they show has changed: woken by commits, and by a look at the database for changes made elsewhere. */
import type { Handler } from '../../domain/exchange.ts';
import type { Principal } from '../../domain/identity.ts';
import type { Context } from '../context.ts';
import { eventStreams, type Watcher } from '../event-streams.ts';
import { forApp } from './answers.ts';

const settleMs = 60;

export interface Events {
  readonly handler: Handler;
  /** Ends every stream and stops looking. */
  close(): void;
}

/** `GET /portal/api/events` (server-sent events): one `changed` whenever tickets, their history or open offers of the person have changed. */
export function liveEvents(context: Context): Events {
  const streams = eventStreams<Principal>({
    idOf: ({ id }) => id,
    look: async (watchers) => {
      const marks = new Map<string, Promise<string>>();
      for (const watcher of watchers) await tell(context, watcher, marks);
    },
    listen: (look) => [context.store.onCommitted(() => void setTimeout(() => void look(), settleMs).unref())],
    onError: (error) => context.log.warn({ err: error }, 'portal.events'),
  });
  return { handler: forApp(context, async (_request, { principal }) => streams.open(principal)), close: streams.close };
}

/** The first look only learns the mark; the page has read its data after that or will be told. */
async function tell({ store }: Context, watcher: Watcher<Principal>, marks: Map<string, Promise<string>>): Promise<void> {
  const known = marks.get(watcher.who.id) ?? store.portalMark(watcher.who);
  marks.set(watcher.who.id, known);
  const mark = await known;
  if (watcher.mark !== mark) watcher.connection.write(`event: changed\ndata: ${watcher.mark === undefined ? 'first' : 'again'}\n\n`);
  watcher.mark = mark;
}
