/** A Bot Framework connector on loopback: counts what is delivered and answers as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Delivered {
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
  /** Answers of the next requests, in order; afterwards 200. */
  answerNext(...answers: ConnectorAnswer[]): void;
  /** Resolves when so many requests have come in. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** In: a port, for a connector that comes back where it was. */
export async function startFakeConnector(port = 0): Promise<FakeConnector> {
  const received: Delivered[] = [];
  const answers: ConnectorAnswer[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((req, res) => {
    void take(req, res);
  });

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const path = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(req.url ?? '');
    if (req.method !== 'POST' || !path) {
      res.writeHead(404);
      res.end();
      return;
    }
    received.push({
      conversationId: decodeURIComponent(path[1] ?? ''),
      replyToId: path[2] === undefined ? undefined : decodeURIComponent(path[2]),
      authorization: req.headers.authorization,
      activity: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Delivered['activity'],
    });
    const answer = answers.shift() ?? { status: 200, body: { id: `sent-${received.length}` } };
    if (answer === 'reset') req.socket.resetAndDestroy();
    else {
      // Not chained: restify, when loaded, replaces `writeHead` by one that returns nothing.
      res.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      res.end(JSON.stringify(answer.body ?? {}));
    }
    for (const look of [...waiting]) look();
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerNext: (...next) => void answers.push(...next),
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
