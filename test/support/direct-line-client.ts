/** A plain Direct Line client for tests: it speaks the protocol by hand, as a foreign client would. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface Activity {
  readonly type: string;
  readonly id: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly timestamp?: string;
  readonly replyToId?: string;
  readonly from: { readonly id: string; readonly role: string };
  readonly attachments?: readonly { contentType: string; content?: unknown; contentUrl?: string; name?: string }[];
  readonly suggestedActions?: { readonly actions: readonly { title: string; type: string; value: unknown }[] };
  readonly channelData?: Readonly<Record<string, unknown>>;
}

export interface Frame {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}

export interface Access {
  readonly token: string;
  readonly userId: string;
  readonly resume: string;
  readonly conversationId?: string;
  readonly expires_in: number;
}

/** In: server and body of the token route. Out: its answer. */
export async function askToken(url: string, body: object = {}, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/api/webchat/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Calls any Direct Line route. */
export function call(url: string, token: string, method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${url}/v3/directline${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

export interface Visit {
  readonly access: Access;
  readonly conversationId: string;
  readonly streamUrl: string;
  /** Posts a message and returns the answer. */
  post(activity: object): Promise<Response>;
  /** Posts a text and returns the id it got. */
  say(text: string, clientActivityID?: string): Promise<string>;
  poll(watermark?: string): Promise<Frame>;
  get(path: string): Promise<Response>;
}

/** A visitor with a started conversation. */
export async function visit(url: string, body: object = {}): Promise<Visit> {
  const access = (await (await askToken(url, body)).json()) as Access;
  const started = (await (await call(url, access.token, 'POST', '/conversations', {})).json()) as {
    conversationId: string;
    streamUrl: string;
  };
  const path = `/conversations/${started.conversationId}`;
  const post = (activity: object) => call(url, access.token, 'POST', `${path}/activities`, activity);
  return {
    access,
    ...started,
    post,
    async say(text, clientActivityID = randomUUID()) {
      const answer = await post(typed(text, clientActivityID));
      return ((await answer.json()) as { id: string }).id;
    },
    async poll(watermark = '') {
      return (await (await call(url, access.token, 'GET', `${path}/activities?watermark=${watermark}`)).json()) as Frame;
    },
    get: (suffix) => call(url, access.token, 'GET', `${path}${suffix}`),
  };
}

/** A typed text exactly as Web Chat posts it. */
export function typed(text: string, clientActivityID: string): object {
  return {
    attachments: [],
    channelData: { attachmentSizes: [], clientActivityID },
    text,
    textFormat: 'plain',
    type: 'message',
    channelId: 'webchat',
    from: { id: 'dl_forged', name: '', role: 'user' },
    locale: 'de-DE',
    localTimestamp: '2026-11-22T11:20:34.026Z',
    localTimezone: 'Europe/Berlin',
    entities: [{ type: 'ClientCapabilities', requiresBotState: true, supportsListening: true, supportsTts: true }],
  };
}

export interface Stream {
  /** Everything received so far, in order. */
  readonly frames: readonly Frame[];
  activities(): readonly Activity[];
  /** Resolves when that many activities other than typing have come. */
  until(count: number): Promise<readonly Activity[]>;
  /** Resolves with the first activity that fits, past or future. */
  find(fits: (activity: Activity) => boolean): Promise<Activity>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  kill(): void;
  send(text: string): void;
}

/** Opens the socket of a stream; rejects with the HTTP status when it is refused. */
export async function openStream(streamUrl: string, headers: Record<string, string> = {}): Promise<Stream> {
  const socket = new WebSocket(streamUrl, { headers });
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    const text = String(data);
    if (text === '') return;
    frames.push(JSON.parse(text) as Frame);
    for (const check of waiting) check();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'unexpected-response').then(([, response]) => {
      throw new Error(`refused with ${response.statusCode}`);
    }),
  ]);
  const activities = () => frames.flatMap((frame) => frame.activities);
  const when = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  return {
    frames,
    activities,
    until: (count) =>
      when(() => {
        const messages = activities().filter(({ type }) => type !== 'typing');
        return messages.length >= count ? messages : undefined;
      }),
    find: (fits) => when(() => activities().find(fits)),
    closed,
    kill: () => socket.terminate(),
    send: (text) => socket.send(text),
  };
}

/** The texts of messages, in order. */
export const textsOf = (activities: readonly Activity[]): string[] =>
  activities.filter(({ type }) => type === 'message').map(({ text }) => text ?? '');
