/** A small hub in the place of ours: takes signed events, answers with signed statuses and words. An example for whoever connects another one. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkSignature, signBody } from '../../src/domain/signed-body.ts';

export interface HubActivity {
  readonly type: string;
  readonly name?: string;
  readonly id: string;
  readonly text?: string;
  readonly conversation: { readonly id: string };
  readonly value?: { readonly reason: string; readonly product?: string };
  readonly attachments?: readonly { readonly name: string; readonly content: { readonly activities: readonly HubActivity[] } }[];
}

export interface ExampleHub {
  readonly url: string;
  /** What came with a good signature and was taken, in order. */
  readonly received: readonly HubActivity[];
  /** Requests whose signature did not hold. */
  readonly unsigned: number;
  /** Status of the next answers; afterwards 200. */
  answerNext(...statuses: number[]): void;
  /** Resolves with the first activity that fits, past or future. */
  find(fits: (activity: HubActivity) => boolean): Promise<HubActivity>;
  /** Tells the bot at this address; the same id is the same news. */
  status(bot: string, conversationId: string, state: string, message?: string, id?: string): Promise<Response>;
  say(bot: string, conversationId: string, text: string, name?: string, id?: string): Promise<Response>;
  close(): Promise<void>;
}

/** In: the secret shared with the bot, the clock. */
export async function startExampleHub(secret: string, now: () => number = Date.now): Promise<ExampleHub> {
  const received: HubActivity[] = [];
  const answers: number[] = [];
  const waiting = new Set<() => void>();
  let unsigned = 0;
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const signed = { timestamp: String(req.headers['x-lotse-timestamp']), signature: String(req.headers['x-lotse-signature']) };
    const isGood = checkSignature(raw, signed, { secret, now: now() }) === 'ok';
    const status = isGood ? (answers.shift() ?? 200) : 401;
    if (!isGood) unsigned += 1;
    if (status < 300) received.push(JSON.parse(raw.toString('utf8')) as HubActivity);
    // Not chained: restify, when loaded, replaces `writeHead` by one that returns nothing.
    res.writeHead(status);
    res.end();
    for (const look of [...waiting]) look();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const post = (bot: string, activity: object): Promise<Response> => {
    const body = JSON.stringify(activity);
    const { timestamp, signature } = signBody(body, { secret, now: now() });
    const headers = { 'content-type': 'application/json', 'x-lotse-timestamp': timestamp, 'x-lotse-signature': signature };
    return fetch(`${bot}/webhooks/handoff`, { method: 'POST', headers, body });
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received,
    get unsigned() {
      return unsigned;
    },
    answerNext: (...statuses) => void answers.push(...statuses),
    find: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = received.find(fits);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    status: (bot, conversationId, state, message, id = randomUUID()) =>
      post(bot, { type: 'event', name: 'handoff.status', id, conversation: { id: conversationId }, value: { state, message } }),
    say: (bot, conversationId, text, name, id = randomUUID()) =>
      post(bot, { type: 'message', id, conversation: { id: conversationId }, text, from: { name } }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
