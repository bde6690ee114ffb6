/** The WebSocket upgrade: admits a socket by its single-use ticket; no bearer token ever stands in an address. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Context } from './context.ts';
import { originAllowed } from './origins.ts';
import type { Sockets, StreamStart } from './sockets.ts';
import { watermarkOf } from './watermark.ts';

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const pathPattern = /^\/v3\/directline\/conversations\/([A-Za-z0-9_-]{1,100})\/stream$/;

/** In: context and registry. Out: the upgrade listener; it answers every upgrade, refused ones with a plain 403. */
export function streamUpgrade(context: Context, sockets: Sockets): Upgrade {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    admit(context, request).then(
      (start) => (start ? server.handleUpgrade(request, socket, head, (ws) => sockets.add(ws, start)) : refuse(socket, '403 Forbidden')),
      (error: unknown) => {
        context.log.error({ code: 'directline.upgrade', err: error }, 'A socket could not be admitted');
        refuse(socket, '503 Service Unavailable');
      },
    );
  };
}

async function admit(context: Context, request: IncomingMessage): Promise<StreamStart | undefined> {
  const { origin, host } = request.headers;
  if (!originAllowed(context, origin, host) || !URL.canParse(request.url ?? '', 'http://host')) return undefined;
  const url = new URL(request.url ?? '', 'http://host');
  const conversationId = pathPattern.exec(url.pathname)?.[1];
  if (conversationId === undefined) return undefined;
  const userId = await userOfTicket(context, url.searchParams.get('t') ?? '', conversationId);
  return userId === undefined ? undefined : { conversationId, userId, after: watermarkOf(url.searchParams.get('watermark')), host };
}

async function userOfTicket(context: Context, ticket: string, conversationId: string): Promise<string | undefined> {
  const checked = await context.keys.check('stream', ticket, context.now());
  if (!checked.ok) return undefined;
  const { conv, user, jti, exp } = checked.claims;
  if (conv !== conversationId || typeof user !== 'string' || typeof jti !== 'string' || typeof exp !== 'number') return undefined;
  const session = await context.store.webSession(user);
  if (!session || session.revokedAt !== undefined) return undefined;
  return (await context.store.useOnce(`stream:${jti}`, exp * 1000)) ? user : undefined;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
