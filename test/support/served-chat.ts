/** The real server with Direct Line and the web pages on a free port, over a fresh SQLite folder. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import type { DirectLineOptions } from '../../src/directline/context.ts';
import { type DirectLine, directLine } from '../../src/directline/direct-line.ts';
import type { Log } from '../../src/domain/log.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { health } from '../../src/http/health.ts';
import { metrics } from '../../src/http/metrics.ts';
import { webPages } from '../../src/http/pages/web-pages.ts';
import { routes } from '../../src/http/routes.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { openStorage } from '../../src/storage/open.ts';
import { type EchoEngine, echoEngine } from './echo-engine.ts';

export const secrets = { token: 'a-token-secret-of-forty-characters-xxxxx', identity: 'an-identity-secret-of-forty-characters-x' };
export const demoOrganisation = {
  id: 'organisation-demo',
  customerNo: 'K-1000',
  name: 'Muster-Hausverwaltung',
  products: [],
  contracts: [],
};
const demoContacts = [
  { id: 'contact-demo', organisationId: 'organisation-demo', email: 'kim@muster.example', name: 'Kim Muster', mayOrder: true },
  {
    id: 'contact-demo-colleague',
    organisationId: 'organisation-demo',
    email: 'robin@muster.example',
    name: 'Robin Muster',
    mayOrder: false,
  },
];

export interface ServedChat {
  readonly url: string;
  readonly storage: Storage;
  readonly engine: EchoEngine;
  readonly directLine: DirectLine;
  readonly logged: { level: string; fields: Readonly<Record<string, unknown>>; message: string }[];
  readonly uploadFolder: string;
  /** Moves the server's clock on. */
  passTime(ms: number): void;
  /** Stops server and storage, does what is given while nothing listens, and starts new ones on the same folder and port. */
  restart(whileDown?: () => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

export interface ServedChatOptions extends Partial<Pick<DirectLineOptions, 'production' | 'origins' | 'publicUrl' | 'limits'>> {
  /** Serve the built pages too (needs `dist/web`). */
  readonly pages?: boolean;
  readonly port?: number;
  /** True to refuse every socket, as some proxies do. */
  readonly noSockets?: boolean;
}

/** In: what differs from the development set-up. Out: the running server. */
export async function serveChat(options: ServedChatOptions = {}): Promise<ServedChat> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lotse-chat-'));
  const logged: ServedChat['logged'] = [];
  const clock = { ahead: 0 };
  let parts = await startParts(options, folder, options.port ?? 0, logged, clock);
  const port = parts.server.port;
  return {
    url: `http://localhost:${port}`,
    logged,
    uploadFolder: path.join(folder, 'uploads'),
    get storage() {
      return parts.storage;
    },
    get engine() {
      return parts.engine;
    },
    get directLine() {
      return parts.line;
    },
    passTime: (ms) => {
      clock.ahead += ms;
    },
    async restart(whileDown) {
      await stopParts(parts);
      await whileDown?.();
      parts = await startParts(options, folder, port, logged, clock);
    },
    async close() {
      await stopParts(parts);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Parts {
  readonly server: RunningServer;
  readonly storage: Storage;
  readonly engine: EchoEngine;
  readonly line: DirectLine;
}

async function startParts(
  { pages, noSockets, port: _port, ...rest }: ServedChatOptions,
  dataDir: string,
  port: number,
  logged: ServedChat['logged'],
  clock: { ahead: number },
): Promise<Parts> {
  const log = collectingLog(logged);
  const storage = await openStorage({ dataDir, ledgerKey: { id: 'test', secret: 'a-ledger-key-of-forty-characters-xxxxxxx' } });
  await storage.saveCustomers([{ organisation: demoOrganisation, contacts: demoContacts }]);
  const engine = echoEngine(storage);
  const line = directLine({
    engine,
    store: storage,
    secrets,
    production: false,
    origins: [],
    botName: () => 'Support-Lotse',
    log,
    now: () => Date.now() + clock.ahead,
    uploadFolder: path.join(dataDir, 'uploads'),
    randomId: () => randomBytes(16).toString('base64url'),
    ...rest,
  });
  const measured = metrics({ trustProxy: false, openSockets: line.openSockets });
  const server = await startServer({
    host: '127.0.0.1',
    port,
    trustProxy: false,
    log,
    observe: measured.observe,
    upgrade: noSockets ? (_request, socket) => void socket.destroy() : line.upgrade,
    routes: routes({
      directline: line.handlers,
      chat: pages ? await builtPages(rest) : undefined,
      ops: { ...health({ ping: () => storage.ping(), isReady: () => true }), metrics: measured.handler },
    }),
  });
  return { server, storage, engine, line };
}

async function builtPages({ production, origins, publicUrl }: ServedChatOptions) {
  const loaded = loadKnowledge('content', { exampleRates: true });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return webPages({
    folder: 'dist/web',
    knowledge: () => loaded.knowledge,
    production: production ?? false,
    origins: origins ?? [],
    uploads: true,
    publicUrl,
  });
}

async function stopParts({ server, engine, line, storage }: Parts): Promise<void> {
  const closed = server.close();
  await engine.close();
  line.close();
  await closed;
  await storage.close();
}

function collectingLog(logged: ServedChat['logged']): Log {
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void logged.push({ level, fields, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
