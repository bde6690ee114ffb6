/** Tells agents' open pages within a second what has changed in hand-offs, tickets and registrations: woken by commits and typing, and by a look at the database for changes made elsewhere. */
import type { Connection, Handler } from '../../domain/exchange.ts';
import { goneAfterMs } from '../../domain/handoff.ts';
import type { Context } from '../context.ts';
import { forAgents } from '../guard.ts';
import type { ChangedEvent, MessageEvent, TypingEvent } from './handoff-shapes.ts';

const lookEveryMs = 700;
const breathEveryMs = 20_000;
/** A page opens its stream anew, so that the session is looked at again. */
const longestMs = 10 * 60_000;
const mostPerAgent = 8;

interface Watcher {
  readonly agentId: string;
  readonly connection: Connection;
  mark: string | undefined;
}

export interface AgentEvents {
  readonly handler: Handler;
  /** Ends every stream and stops looking. */
  close(): void;
}

type Told =
  | { readonly event: 'changed'; readonly data: ChangedEvent }
  | { readonly event: 'message'; readonly data: MessageEvent }
  | { readonly event: 'typing'; readonly data: TypingEvent };

/** `GET /agent/api/events` (server-sent events). */
export function agentEvents(context: Context): AgentEvents {
  const { store, typing, log, now } = context;
  const watchers = new Set<Watcher>();
  let timer: NodeJS.Timeout | undefined;
  let unlisten: (() => void)[] = [];
  let looking = false;

  const tellAll = (told: Told): void => {
    for (const { connection } of watchers) write(connection, told);
  };
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const present = await store.presentAgents(now() - goneAfterMs);
      const who = present.map(({ agent, isAvailable, chats }) => `${agent.id}:${agent.shownName}:${isAvailable}:${chats}`).join(' ');
      const mark = `${await store.handoffMark()} ${await store.workMark()} ${who}`;
      for (const watcher of watchers) {
        if (watcher.mark !== mark) write(watcher.connection, { event: 'changed', data: { mark } });
        watcher.mark = mark;
      }
    } catch (error) {
      log.warn({ err: error }, 'agents.events');
    } finally {
      looking = false;
    }
  };
  const about = async (conversationId: string, tell: (handoffId: string) => void): Promise<void> => {
    const found = await store.openHandoffOf(conversationId).catch((error: unknown) => log.warn({ err: error }, 'agents.events'));
    if (found) tell(found.id);
  };
  const start = () => {
    if (timer) return;
    timer = setInterval(() => void look(), lookEveryMs).unref();
    unlisten = [
      store.onCommitted(({ conversationId, lastSeq }) => {
        void about(conversationId, (handoffId) => tellAll({ event: 'message', data: { handoffId, lastSeq } })).then(look);
      }),
      typing.listen((conversationId, who) => {
        if (who === 'customer') void about(conversationId, (handoffId) => tellAll({ event: 'typing', data: { handoffId } }));
      }),
    ];
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    for (const end of unlisten.splice(0)) end();
  };

  const handler = forAgents(context, async (_request, { agent }) => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    stream: (connection) => {
      const own = [...watchers].filter(({ agentId }) => agentId === agent.id);
      if (own.length >= mostPerAgent) own[0]?.connection.end();
      const watcher: Watcher = { agentId: agent.id, connection, mark: undefined };
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

const write = (connection: Connection, { event, data }: Told): void =>
  connection.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
