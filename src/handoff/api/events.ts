/** Tells agents' open pages within a second what has changed in hand-offs, tickets and registrations: woken by commits and typing, and by a look at the database for changes made elsewhere. */
import type { Agent } from '../../domain/agent.ts';
import type { Connection, Handler } from '../../domain/exchange.ts';
import { goneAfterMs } from '../../domain/handoff.ts';
import { eventStreams } from '../../portal/event-streams.ts';
import type { Context } from '../context.ts';
import { forAgents } from '../guard.ts';
import type { ChangedEvent, MessageEvent, TypingEvent } from './handoff-shapes.ts';

export interface AgentEvents {
  readonly handler: Handler;
  /** True while a page of this agent listens. */
  isHeard(agentId: string): boolean;
  /** Ends every stream and stops looking. */
  close(): void;
}

type Told =
  | { readonly event: 'changed'; readonly data: ChangedEvent }
  | { readonly event: 'message'; readonly data: MessageEvent }
  | { readonly event: 'typing'; readonly data: TypingEvent };

/** `GET /agent/api/events` (server-sent events). */
export function agentEvents(context: Context): AgentEvents {
  const { store, typing, pages, log } = context;
  /** Raised when a customer comes or goes. */
  let comings = 0;
  const onError = (error: unknown): void => log.warn({ err: error }, 'agents.events');
  const about = async (conversationId: string, tell: (handoffId: string) => void): Promise<void> => {
    const found = await store.openHandoffOf(conversationId).catch(onError);
    if (found) tell(found.id);
  };
  const streams = eventStreams<Agent>({
    idOf: ({ id }) => id,
    look: async (watchers) => {
      const mark = `${await markOf(context)} ${comings}`;
      for (const watcher of watchers) {
        if (watcher.mark !== mark) write(watcher.connection, { event: 'changed', data: { mark } });
        watcher.mark = mark;
      }
    },
    listen: (look, watchers) => {
      const tellAll = (told: Told): void => {
        for (const { connection } of watchers) write(connection, told);
      };
      const onComing = (): void => {
        comings += 1;
        void look();
      };
      return [
        ...(pages ? [pages.listen(onComing)] : []),
        store.onCommitted(({ conversationId, lastSeq }) => {
          void about(conversationId, (handoffId) => tellAll({ event: 'message', data: { handoffId, lastSeq } })).then(look);
        }),
        typing.listen((conversationId, who) => {
          if (who === 'customer') void about(conversationId, (handoffId) => tellAll({ event: 'typing', data: { handoffId } }));
        }),
      ];
    },
    onError,
  });
  const handler = forAgents(context, async (_request, { agent }) => streams.open(agent));
  return { handler, isHeard: streams.isOpen, close: streams.close };
}

/** Changes with everything agents' pages show. */
async function markOf({ store, now }: Context): Promise<string> {
  const present = await store.presentAgents(now() - goneAfterMs);
  const who = present.map(({ agent, isAvailable, chats }) => `${agent.id}:${agent.shownName}:${isAvailable}:${chats}`).join(' ');
  return `${await store.handoffMark()} ${await store.workMark()} ${who}`;
}

const write = (connection: Connection, { event, data }: Told): void =>
  connection.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
