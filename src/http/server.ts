/** The HTTP server: restify carries the route table; everything else here is limits, errors and a clean stop. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import restify from 'restify';
import type { Upgrade } from '../directline/stream.ts';
import type { Handler } from '../domain/exchange.ts';
import type { Log } from '../domain/log.ts';
import { answerFor, errorAnswer } from './error-answer.ts';
import { requestOf } from './read-request.ts';
import type { Method, Route } from './routes.ts';
import { startErrorOf } from './start-error.ts';
import { writeAnswer } from './write-answer.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly trustProxy: boolean;
  readonly routes: readonly Route[];
  readonly upgrade?: Upgrade | undefined;
  readonly log: Log;
  /** Called with route, status and seconds after each answer. */
  readonly observe?: ((route: string, status: number, seconds: number) => void) | undefined;
}

export interface RunningServer {
  readonly port: number;
  /** Without a trailing slash. */
  readonly url: string;
  /** Stops accepting and waits for running requests (at most 8 s). Sockets are Direct Line's to close, after the turns are done. */
  close(): Promise<void>;
}

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 60_000;
const longestStopMs = 8000;

/** In: the options. Out: the server, listening. Rejects with `StartError` when the port or host cannot be used. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = restify.createServer({ name: '', log: pino({ level: 'silent' }) as never });
  Object.assign(server.server, { headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs, maxHeadersCount: 100 });
  const running = runningRequests();
  let stopping = false;
  firstLook(server, () => stopping);
  for (const [method, path, handler] of options.routes) {
    if (!handler) continue;
    const followed: Handler = (request) => running.follow(handler(request));
    mount(server, options, method, path, followed);
    if (method === 'GET') mount(server, options, 'HEAD', path, followed);
  }
  answerUnrouted(server);
  server.on('upgrade', options.upgrade ?? ((_req: IncomingMessage, socket: { destroy(): void }) => socket.destroy()));
  server.server.on('clientError', (_error: Error, socket: { writable: boolean; end(text: string): void; destroy(): void }) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    else socket.destroy();
  });
  await listen(server, options);
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    async close() {
      stopping = true;
      server.server.close();
      await running.end(longestStopMs);
      server.server.closeIdleConnections();
    },
  };
}

function listen(server: restify.Server, { host, port, log }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    // restify passes the event on; without this listener it would end the process. Later ones are logged.
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (server.server.listening) log.error({ code: error.code, err: error }, 'The HTTP server reports an error');
      reject(startErrorOf(error, host, port));
    });
    server.server.listen(port, host, resolve);
  });
}

/** Before restify: addresses it would stumble over, and everything that arrives on open connections while we stop. */
function firstLook(server: restify.Server, isStopping: () => boolean): void {
  const first = (req: IncomingMessage, res: ServerResponse): boolean => {
    const language = req.headers['accept-language'];
    if (isStopping()) {
      const answer = errorAnswer(503, 'stopping', language);
      writeAnswer(req, res, { ...answer, headers: { ...answer.headers, connection: 'close', 'retry-after': '2' } });
      return false;
    }
    if (!isReadable(req)) {
      writeAnswer(req, res, errorAnswer(400, 'malformed', language));
      return false;
    }
    return true;
  };
  // The types are of restify 8, which did not know `first` yet.
  (server as unknown as { first(handler: typeof first): void }).first(first);
}

/** Parsed once, where it is first looked at. */
const addresses = new WeakMap<IncomingMessage, URL>();

/** restify parses the address together with the Host header, outside any catch: a strange one would end the process. */
function isReadable(req: IncomingMessage): boolean {
  const target = req.url ?? '';
  const host = req.headers.host ?? 'host';
  if (!target.startsWith('/') || target.startsWith('//') || !/^[\w.:[\]-]{1,255}$/.test(host)) return false;
  const url = URL.parse(target, `http://${host}`);
  if (!url) return false;
  try {
    decodeURIComponent(url.pathname);
    addresses.set(req, url);
    return true;
  } catch {
    // A broken percent sequence: no route could read it.
    return false;
  }
}

function mount(server: restify.Server, options: ServerOptions, method: Method, path: string, handler: Handler): void {
  const register = { GET: 'get', HEAD: 'head', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'del', OPTIONS: 'opts' } as const;
  server[register[method]](path, async (req: restify.Request, res: restify.Response) => {
    const startedAt = performance.now();
    const url = addresses.get(req) ?? new URL(req.url ?? '/', 'http://host');
    const request = requestOf(req, { url, params: req.params as Record<string, string>, trustProxy: options.trustProxy });
    const route = `${method} ${path}`;
    const answer = await handler(request).catch((error: unknown) => answerFor(error, request, route, options.log, reference()));
    writeAnswer(req, res, answer);
    options.observe?.(route, answer.status, (performance.now() - startedAt) / 1000);
  });
}

/** Short enough to be read out on the telephone. */
function reference(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}

function answerUnrouted(server: restify.Server): void {
  server.on('restifyError', (req: restify.Request, res: restify.Response, error: { statusCode?: number }, done: () => void) => {
    const language = req.headers['accept-language'];
    const status = error.statusCode ?? 500;
    if (status === 405) writeAnswer(req, res, errorAnswer(405, 'notAllowed', language));
    else writeAnswer(req, res, status < 500 ? errorAnswer(404, 'notFound', language) : errorAnswer(500, 'failed', language, reference()));
    Object.assign(res, { _sent: true });
    done();
  });
}

interface RunningRequests {
  follow<T>(request: Promise<T>): Promise<T>;
  /** Resolves when none is running any more, at the latest after the time given. */
  end(atMostMs: number): Promise<void>;
}

function runningRequests(): RunningRequests {
  let count = 0;
  let ended = () => {};
  return {
    follow(request) {
      count += 1;
      return request.finally(() => {
        count -= 1;
        // One turn of the event loop later the answer is written.
        if (count === 0) setImmediate(() => count === 0 && ended());
      });
    },
    end: (atMostMs) =>
      new Promise((resolve) => {
        const forced = setTimeout(resolve, atMostMs);
        ended = () => {
          clearTimeout(forced);
          resolve();
        };
        if (count === 0) ended();
      }),
  };
}
