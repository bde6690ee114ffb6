/** The whole channel behind the real HTTP server on a free port, with a fake Microsoft that signs tokens. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type BotChannel, type BotChannelOptions, botChannel } from '../../src/bot/bot-channel.ts';
import type { BotConfig } from '../../src/bot/registration.ts';
import type { Knowledge } from '../../src/content/knowledge.ts';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import type { Log } from '../../src/domain/log.ts';
import { startServer } from '../../src/http/server.ts';
import { memoryTurns } from './memory-turns.ts';

export const appId = '11111111-2222-4333-8444-555555555555';
export const staffTenant = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const foreignTenant = '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const person = '12345678-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const issuer = 'https://api.botframework.com';

export const anonymousConfig: BotConfig = {
  production: false,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: undefined,
  MicrosoftAppPassword: undefined,
  MicrosoftAppTenantId: undefined,
  STAFF_TENANTS: [],
};
export const registeredConfig: BotConfig = {
  ...anonymousConfig,
  MicrosoftAppId: appId,
  MicrosoftAppPassword: 'not-a-real-password',
  MicrosoftAppTenantId: staffTenant,
  STAFF_TENANTS: [staffTenant],
};

/** The shipped content without its trained understanding, read once. */
const shippedKnowledge = (() => {
  let read: Knowledge | undefined;
  return () => {
    if (read) return read;
    const loaded = loadKnowledge('content', { exampleRates: true });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    read = loaded.knowledge;
    return read;
  };
})();

export interface Authority {
  readonly metadataUrl: string;
  /** Requests for the key document so far. */
  keyFetches(): number;
  /** Makes both documents answer with this status from now on. */
  fail(status: number | undefined): void;
  publish(keys: readonly object[]): void;
  close(): Promise<void>;
}

/** OpenID metadata and keys over loopback. */
export async function startAuthority(): Promise<Authority> {
  let keys: readonly object[] = [];
  let failing: number | undefined;
  let fetches = 0;
  const server = createServer((req, res) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (req.url === '/keys') fetches += 1;
    res.writeHead(failing ?? 200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(req.url === '/keys' ? { keys } : { issuer, jwks_uri: `${url}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    metadataUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`,
    keyFetches: () => fetches,
    fail: (status) => {
      failing = status;
    },
    publish: (next) => {
      keys = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** In: key id and the channels it may speak for. Out: the pair and its public form. */
export async function signingPair(kid: string, endorsements: readonly string[] | undefined) {
  const pair = await generateKeyPair('RS256', { extractable: true });
  return { ...pair, kid, jwk: { ...(await exportJWK(pair.publicKey)), kid, use: 'sig', ...(endorsements && { endorsements }) } };
}

export type SigningPair = Awaited<ReturnType<typeof signingPair>>;

/** A token as Microsoft signs it. */
export function channelToken(pair: Pick<SigningPair, 'privateKey' | 'kid'>, serviceUrl: string, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ serviceurl: serviceUrl })
    .setProtectedHeader({ alg: 'RS256', kid: pair.kid, typ: 'JWT', cty: 'JWT' })
    .setIssuer(issuer)
    .setAudience(appId)
    .setIssuedAt(seconds)
    .setNotBefore(seconds - 10)
    .setExpirationTime(seconds + 3600)
    .sign(pair.privateKey);
}

export interface RunningChannel {
  readonly url: string;
  readonly channel: BotChannel;
  readonly turns: ReturnType<typeof memoryTurns>;
  readonly logged: string[];
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; text: string; json(): unknown }>;
  close(): Promise<void>;
}

/** In: settings and what differs from the default. Out: the channel, listening. */
export async function startChannel(
  config: BotConfig,
  turns = memoryTurns(),
  options: Partial<BotChannelOptions> = {},
): Promise<RunningChannel> {
  const logged: string[] = [];
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const channel = botChannel({
    config,
    engine: turns.engine,
    store: turns.store,
    knowledge: shippedKnowledge,
    log,
    searchAnswers: () => [],
    publicUrl: () => 'https://support.example',
    fileAddress: async (uploadId) => ({ url: `https://support.example/files/${uploadId}`, until: Date.UTC(2026, 10, 23, 8) }),
    connectorToken: async () => 'outgoing',
    ...options,
  });
  const ops = async () => ({ status: 200 });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    trustProxy: false,
    routes: [
      ['POST', '/api/messages', channel.handler],
      ['GET', '/health/live', ops],
    ],
    log,
  });
  return {
    url: server.url,
    channel,
    turns,
    logged,
    async post(body, headers = {}) {
      const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      const response = await fetch(`${server.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: raw as string,
      });
      const text = await response.text();
      return { status: response.status, text, json: () => JSON.parse(text) as unknown };
    },
    async close() {
      await server.close();
      await channel.close();
    },
  };
}

let counter = 0;

/** A message as the Emulator sends it; each has its own id. */
export function message(changes: Record<string, unknown> = {}): Record<string, unknown> {
  counter += 1;
  return {
    type: 'message',
    id: `activity-${counter}`,
    timestamp: '2026-11-22T08:15:00.000Z',
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:1',
    from: { id: 'user-1', name: 'Demo' },
    recipient: { id: 'bot', name: 'Lotse' },
    conversation: { id: 'conversation-1' },
    text: 'Guten Tag',
    deliveryMode: 'expectReplies',
    ...changes,
  };
}

/** The same as Teams sends it in a 1:1 chat of the staff's tenant. */
export function teamsMessage(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return message({
    channelId: 'msteams',
    from: { id: '29:abc', name: 'Kollegin', aadObjectId: person },
    recipient: { id: '28:bot', name: 'Lotse' },
    conversation: { id: 'a:teams-1', conversationType: 'personal', tenantId: staffTenant },
    channelData: { tenant: { id: staffTenant } },
    ...changes,
  });
}
