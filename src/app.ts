/** The only place that builds and wires: from configuration and machine to a running server, and back. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { botChannel } from './bot/bot-channel.ts';
import type { Config } from './config.ts';
import { directLine } from './directline/direct-line.ts';
import type { Log } from './domain/log.ts';
import { health } from './http/health.ts';
import { metrics } from './http/metrics.ts';
import { webPages } from './http/pages/web-pages.ts';
import { routes } from './http/routes.ts';
import { startServer } from './http/server.ts';
import { portal } from './portal/portal.ts';
import { ensureSecrets } from './secrets.ts';
import { seedDemo } from './storage/demo.ts';
import { openStorage } from './storage/open.ts';
import { makeEngine } from './turn/engine.ts';
import { makeTimers } from './turn/timers.ts';
import { loadSnapshot, watchSnapshot } from './understanding/snapshot.ts';

export interface App {
  readonly url: string;
  /** Runs the timers that are due now instead of within seconds. */
  runTimers(): Promise<void>;
  /** Stops accepting, finishes running turns and sends, closes sockets and the database. */
  close(): Promise<void>;
}

const timersEveryMs = 5000;
const randomId = (): string => randomBytes(24).toString('base64url');
const webFolder = join(import.meta.dirname, '../dist/web');

/** In: checked settings, a log, the clock. Out: the app, serving. Rejects with an error whose message says what to do. */
export async function startApp(config: Config, log: Log, now: () => number = Date.now): Promise<App> {
  const secrets = ensureSecrets(config);
  const contentOptions = { contentDir: config.CONTENT_DIR, cacheDir: join(config.DATA_DIR, 'model'), exampleRates: config.exampleRates };
  const [storage, first] = await Promise.all([
    openStorage({
      dataDir: config.DATA_DIR,
      databaseUrl: config.DATABASE_URL,
      ledgerKey: secrets.ledgerKey,
      onError: (error) => log.error({ err: error }, 'storage'),
    }),
    loadSnapshot(contentOptions),
  ]);
  if (config.production && first.knowledge.service.privacyNotice === undefined) {
    await storage.close();
    throw new Error('The privacy notice is missing: set privacyNotice in content/service.yaml before running in production.');
  }
  if (!config.production) await seedDemo(storage);
  const content = watchSnapshot(first, contentOptions, log);
  const knowledge = () => content.current().knowledge;

  let ready = false;
  let url = config.PUBLIC_URL ?? '';
  const engine = makeEngine({
    store: storage,
    snapshot: content.current,
    publicUrl: () => url,
    newId: randomUUID,
    newToken: randomId,
    log,
    pause: (attempt) => new Promise((resolve) => setTimeout(resolve, attempt * 5 * Math.random())),
  });
  const timers = makeTimers({ store: storage, engine, now, log });
  const webchat = directLine({
    engine,
    store: storage,
    secrets: { token: secrets.tokenSecret, identity: secrets.identitySecret },
    production: config.production,
    publicUrl: config.PUBLIC_URL,
    origins: config.WEBCHAT_ORIGINS,
    botName: () => knowledge().service.botName,
    uploadFolder: join(config.DATA_DIR, 'uploads'),
    log,
    now,
    randomId,
  });
  const pages = portal({
    engine,
    store: storage,
    snapshotKnowledge: knowledge,
    secrets: { token: secrets.tokenSecret },
    production: config.production,
    publicUrl: () => url,
    now,
    randomId,
    log,
  });
  const bot = botChannel({ config, engine, store: storage, log });
  const ops = metrics({ token: config.METRICS_TOKEN, trustProxy: config.TRUST_PROXY, openSockets: webchat.openSockets });
  const chat = await webPages({
    folder: webFolder,
    knowledge,
    production: config.production,
    publicUrl: config.PUBLIC_URL,
    origins: config.WEBCHAT_ORIGINS,
  });
  const server = await startServer({
    host: config.HOST,
    port: config.PORT,
    trustProxy: config.TRUST_PROXY,
    upgrade: webchat.upgrade,
    log,
    observe: ops.observe,
    routes: routes({
      bot: { messages: bot.handler },
      directline: webchat.handlers,
      chat,
      portal: pages.handlers,
      ops: { ...health({ ping: storage.ping, isReady: () => ready }), metrics: ops.handler },
    }),
  }).catch(async (error: unknown) => {
    content.close();
    await storage.close();
    throw error;
  });
  url = config.PUBLIC_URL ?? `http://localhost:${server.port}`;
  ready = true;
  bot.sender.start();
  timers.start(timersEveryMs);
  void timers.runDue();

  const close = async (): Promise<void> => {
    ready = false;
    content.close();
    await timers.close();
    await server.close();
    await engine.close();
    await bot.close();
    webchat.close();
    await storage.close();
  };
  return { url, runTimers: timers.runDue, close };
}
