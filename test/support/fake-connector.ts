/** A Bot Framework connector on loopback: counts what is delivered, refuses what Teams refuses, and answers as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Delivered {
  readonly method: 'POST' | 'PUT';
  readonly conversationId: string;
  readonly replyToId: string | undefined;
  readonly authorization: string | undefined;
  readonly activity: { readonly type: string; readonly text?: string; readonly [key: string]: unknown };
}

/** How one request is answered; `reset` cuts the connection after it was read. */
export type ConnectorAnswer = { status: number; body?: object; headers?: Record<string, string> } | 'reset';

export interface FakeConnector {
  readonly url: string;
  /** Everything that was posted, refused or not. */
  readonly received: Delivered[];
  /** Everything put in the place of an earlier activity, refused or not; `replyToId` is that activity. */
  readonly updates: Delivered[];
  /** Requests that came faster than Teams allows. */
  readonly tooFast: number;
  /** Answers of the next requests, in order; afterwards 200. */
  answerNext(...answers: ConnectorAnswer[]): void;
  /** Resolves when so many requests have come in. */
  until(count: number): Promise<void>;
  /** The same for updates. */
  untilUpdated(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Documented limits per bot and conversation. Source: the Teams page "Rate limiting for bots". */
const limits = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
];

/** In: a port, for a connector that comes back where it was; the clock its limits are measured by. */
export async function startFakeConnector(port = 0, now: () => number = Date.now): Promise<FakeConnector> {
  const received: Delivered[] = [];
  const updates: Delivered[] = [];
  const ids = new Set<string>();
  const times = new Map<string, number[]>();
  let tooFast = 0;
  const answers: ConnectorAnswer[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((req, res) => {
    void take(req, res);
  });

  /** What Teams would say: too fast 429, an event 400, an update of what it never saw 404. */
  function asTeams({ method, conversationId, replyToId, activity }: Delivered): Exclude<ConnectorAnswer, string> {
    if (activity.channelId === 'msteams') {
      // A channel counts with all its threads.
      const place = conversationId.replace(/;messageid=\d+$/, '');
      const before = times.get(place) ?? [];
      const isTooFast = limits.some(({ most, ms }) => before.filter((at) => at > now() - ms).length >= most);
      times.set(place, [...before, now()]);
      if (isTooFast) {
        tooFast += 1;
        return { status: 429, body: { error: { code: 'Throttled' } } };
      }
      if (activity.type === 'event') return { status: 400, body: { error: { code: 'BadSyntax' } } };
    }
    if (method === 'PUT') return ids.has(replyToId ?? '') ? { status: 200, body: { id: replyToId } } : { status: 404, body: {} };
    const id = `sent-${received.length}`;
    ids.add(id);
    return { status: 200, body: { id } };
  }

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const path = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(req.url ?? '');
    const { method } = req;
    if ((method !== 'POST' && method !== 'PUT') || !path) {
      res.writeHead(404);
      res.end();
      return;
    }
    const delivered: Delivered = {
      method,
      conversationId: decodeURIComponent(path[1] ?? ''),
      replyToId: path[2] === undefined ? undefined : decodeURIComponent(path[2]),
      authorization: req.headers.authorization,
      activity: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Delivered['activity'],
    };
    (method === 'PUT' ? updates : received).push(delivered);
    const answer = answers.shift() ?? asTeams(delivered);
    if (answer === 'reset') req.socket.resetAndDestroy();
    else {
      // Not chained: restify, when loaded, replaces `writeHead` by one that returns nothing.
      res.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      res.end(JSON.stringify(answer.body ?? {}));
    }
    for (const look of [...waiting]) look();
  }

  const come = (list: readonly Delivered[], count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (list.length < count) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    updates,
    get tooFast() {
      return tooFast;
    },
    answerNext: (...next) => void answers.push(...next),
    until: (count) => come(received, count),
    untilUpdated: (count) => come(updates, count),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
