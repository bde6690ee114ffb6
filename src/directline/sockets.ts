/** The open sockets of each conversation: every one reads the message table after its own watermark, so nothing is lost or doubled. */
import { WebSocket } from 'ws';
import type { JsonObject } from '../domain/message.ts';
import { activitiesOf, typingActivity } from './activity.ts';
import type { Context } from './context.ts';
import { namesFor } from './files.ts';

const mostPerConversation = 5;
const mostBuffered = 1024 * 1024;
const mostPerFrame = 200;
const pingEveryMs = 30_000;

export interface StreamStart {
  readonly conversationId: string;
  readonly userId: string;
  /** Sequence number the client already has. */
  readonly after: number;
  /** Host header of the upgrade, for links. */
  readonly host: string | undefined;
}

export interface Sockets {
  /** Takes over an accepted socket: first everything after its watermark, then what is committed. */
  add(socket: WebSocket, start: StreamStart): void;
  /** Shows "is typing" on the conversation's sockets. */
  type(conversationId: string, by: 'bot' | 'agent'): void;
  count(): number;
  /** Stops following commits and closes all sockets with 1001; clients come back by themselves. */
  close(): void;
}

interface Client extends StreamStart {
  readonly socket: WebSocket;
  sent: number;
  reading: boolean;
  again: boolean;
  alive: boolean;
}

/** In: the context. Out: the registry, woken by the store after each commit of any process. */
export function openSockets(context: Context): Sockets {
  const clients = new Map<string, Set<Client>>();
  const stopListening = context.store.onCommitted(({ conversationId }) => {
    for (const client of clients.get(conversationId) ?? []) void deliver(context, client);
  });
  const pings = setInterval(() => {
    for (const set of clients.values()) for (const client of set) ping(client);
  }, pingEveryMs);
  pings.unref();

  return {
    add(socket, start) {
      const client: Client = { ...start, socket, sent: start.after, reading: false, again: false, alive: true };
      const set = clients.get(start.conversationId) ?? new Set();
      clients.set(start.conversationId, set.add(client));
      const [oldest] = set;
      if (set.size > mostPerConversation && oldest) drop(clients, oldest, 1008, 'collision');
      socket.on('pong', () => {
        client.alive = true;
      });
      socket.on('error', () => socket.terminate());
      const closed = context.pages?.opened(start.conversationId);
      socket.on('close', () => {
        closed?.();
        forget(clients, client);
      });
      void deliver(context, client);
    },
    type(conversationId, who) {
      const by = who === 'agent' ? who : { bot: context.botName() };
      const typing = { conversationId, by, id: `typing-${context.randomId()}`, at: context.now() };
      for (const client of clients.get(conversationId) ?? [])
        send(client, { activities: [typingActivity({ ...typing, after: client.sent })] });
    },
    count: () => [...clients.values()].reduce((sum, set) => sum + set.size, 0),
    close() {
      stopListening();
      clearInterval(pings);
      for (const set of clients.values()) for (const client of set) client.socket.close(1001, 'server stops');
      clients.clear();
    },
  };
}

/** Sends all rows after the client's watermark. Only one reader per client; a wake-up meanwhile makes it look once more. */
async function deliver(context: Context, client: Client): Promise<void> {
  if (client.reading) {
    client.again = true;
    return;
  }
  client.reading = true;
  try {
    do {
      client.again = false;
      while (await sendNext(context, client)) client.again = false;
    } while (client.again);
  } catch (error) {
    context.log.error({ code: 'directline.stream', conversationId: client.conversationId, err: error }, 'A stream could not be read');
    client.socket.close(1011, 'try again');
  } finally {
    client.reading = false;
  }
}

/** True when a full frame was sent and more may follow. */
async function sendNext(context: Context, client: Client): Promise<boolean> {
  if (client.socket.readyState !== WebSocket.OPEN) return false;
  const messages = await context.store.messagesAfter(client.conversationId, client.sent, mostPerFrame);
  const last = messages.at(-1);
  if (!last) return false;
  const activities = await activitiesOf(messages, namesFor(context, client.userId, client.host));
  client.sent = last.seq;
  send(client, { activities, watermark: String(last.seq) });
  return messages.length === mostPerFrame;
}

/** A client that does not read is cut off; it comes back with its watermark. */
function send(client: Client, frame: JsonObject): void {
  if (client.socket.readyState !== WebSocket.OPEN) return;
  if (client.socket.bufferedAmount > mostBuffered) client.socket.terminate();
  else client.socket.send(JSON.stringify(frame));
}

function ping(client: Client): void {
  if (!client.alive) client.socket.terminate();
  else client.socket.ping();
  client.alive = false;
}

function drop(clients: Map<string, Set<Client>>, client: Client, code: number, reason: string): void {
  forget(clients, client);
  client.socket.close(code, reason);
}

function forget(clients: Map<string, Set<Client>>, client: Client): void {
  const set = clients.get(client.conversationId);
  set?.delete(client);
  if (set?.size === 0) clients.delete(client.conversationId);
}
