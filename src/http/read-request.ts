/** Node's request as channels see it. */
import type { IncomingMessage } from 'node:http';
import { BodyTooLarge, type HttpRequest } from '../domain/exchange.ts';

export interface RequestFacts {
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly trustProxy: boolean;
}

/** In: the request, its parsed address and path parts. Out: the framework-free request. */
export function requestOf(req: IncomingMessage, { url, params, trustProxy }: RequestFacts): HttpRequest {
  return {
    method: req.method ?? 'GET',
    path: url.pathname,
    params,
    query: url.searchParams,
    ip: addressOf(req, trustProxy),
    header: (name) => {
      const value = req.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: (limit) => readBody(req, limit),
  };
}

/** Behind a proxy only the entry that the proxy itself added (the last) can be trusted. */
function addressOf(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? String(req.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined;
  return forwarded || (req.socket.remoteAddress ?? '');
}

/** The client closed the connection before its body was complete; nobody waits for an answer. */
export class ClientGone extends Error {
  readonly code = 'clientGone';
}

async function readBody(req: IncomingMessage, limit: number): Promise<Uint8Array> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge(limit);
  // Its events are over already; waiting for them would wait for ever.
  if (req.destroyed) throw new ClientGone();
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not `for await`: leaving such a loop early destroys the socket before the 413 is written.
  await new Promise<void>((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limit) chunks.push(chunk);
      else reject(new BodyTooLarge(limit));
    });
    req.on('end', resolve);
    req.on('error', () => reject(new ClientGone()));
    req.on('close', () => {
      if (!req.readableEnded) reject(new ClientGone());
    });
  });
  return Buffer.concat(chunks);
}
