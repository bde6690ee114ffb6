/** A handler's answer onto Node's response, with the headers every answer carries. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpAnswer } from '../domain/exchange.ts';

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** In: request, response, answer. Writes it once; an answer without its own policy forbids everything. */
export function writeAnswer(req: IncomingMessage, res: ServerResponse, answer: HttpAnswer): void {
  if (res.headersSent || res.destroyed) return;
  const { status, headers, body, stream } = answer;
  if (stream && req.method !== 'HEAD') {
    res.writeHead(status, { ...always, ...headers });
    res.flushHeaders();
    res.on('close', stream({ write: (text) => void res.write(text), end: () => void res.end() }));
    return;
  }
  const { content, contentType } = encode(body);
  const unread = !req.complete;
  res.writeHead(status, {
    ...always,
    ...(contentType && { 'content-type': contentType }),
    ...(status !== 204 && status !== 304 && { 'content-length': String(content.byteLength) }),
    ...headers,
    ...(unread && { connection: 'close' }),
  });
  res.end(req.method === 'HEAD' || status === 204 || status === 304 ? undefined : content);
  if (unread) discardRest(req);
}

function encode(body: HttpAnswer['body']): { content: Uint8Array; contentType?: string } {
  if (body === undefined) return { content: new Uint8Array() };
  if (typeof body === 'string') return { content: Buffer.from(body), contentType: 'text/plain; charset=utf-8' };
  if (body instanceof Uint8Array) return { content: body, contentType: 'application/octet-stream' };
  return { content: Buffer.from(JSON.stringify(body)), contentType: 'application/json; charset=utf-8' };
}

/** Lets a client that is still sending see the answer, but not send for ever. */
function discardRest(req: IncomingMessage): void {
  const limit = setTimeout(() => req.destroy(), 2000);
  limit.unref();
  req.on('error', () => req.destroy());
  req.on('close', () => clearTimeout(limit));
  req.resume();
}
