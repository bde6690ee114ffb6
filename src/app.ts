/** The only place that builds and wires: from configuration and machine to a running server, and back. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { botChannel } from './bot/bot-channel.ts';
import type { Config } from './config.ts';
import type { Knowledge } from './content/knowledge.ts';
import { makeDataFolder } from './data-folder.ts';
import { clamdScan } from './directline/clamd.ts';
import { directLine } from './directline/direct-line.ts';
import { portalUploads } from './directline/portal-uploads.ts';
import { uploadStore } from './directline/upload-store.ts';
import type { Log } from './domain/log.ts';
import { makeOpenPages } from './domain/open-pages.ts';
import type { Storage } from './domain/ports.ts';
import { makeTyping } from './domain/typing.ts';
import type { VirusScan } from './domain/virus-scan.ts';
import { keepLive } from './editors/keep-live.ts';
import { reportOf } from './editors/report.ts';
import { versionStore } from './editors/versions.ts';
import { agents } from './handoff/agents.ts';
import { entraCheck } from './handoff/entra.ts';
import { foreignHub } from './handoff/hub/hub.ts';
import { health } from './http/health.ts';
import { metrics } from './http/metrics.ts';
import { devMail } from './http/pages/dev-mail-page.ts';
import { teamsConfigPage } from './http/pages/teams-config-page.ts';
import { openWebFiles } from './http/pages/web-files.ts';
import { webPages } from './http/pages/web-pages.ts';
import { routes } from './http/routes.ts';
import { startServer } from './http/server.ts';
import { incomingMail } from './mail/incoming.ts';
import type { Mailbox } from './mail/mailbox.ts';
import { outgoingMail } from './mail/outgoing-mail.ts';
import { search } from './portal/api/search.ts';
import { mailedReceipt } from './portal/mailed-receipt.ts';
import { portal } from './portal/portal.ts';
import { ensureSecrets } from './secrets.ts';
import { demoAgents, seedDemo, seedDemoAgents } from './storage/demo.ts';
import { openStorage } from './storage/open.ts';
import { seedAgents } from './storage/seed-agents.ts';
import { type Ticketing, ticketing } from './ticketing/ticketing.ts';
import { makeEngine } from './turn/engine.ts';
import { mailTurns } from './turn/mail-turns.ts';
import { outsideTurns } from './turn/outside-turns.ts';
import { makeRetention } from './turn/retention.ts';
import { makeTimers } from './turn/timers.ts';
import type { TurnEngine } from './turn/types.ts';
import { loadSnapshot, watchSnapshot } from './understanding/snapshot.ts';

export interface App {
  readonly url: string;
  /** Brings waiting work to the ticket system outside now instead of within a second. */
  runTicketing(): Promise<void>;
  /** Runs the timers that are due now instead of within seconds. */
  runTimers(): Promise<void>;
  /** Sends the mails that are due now instead of within seconds. */
  sendMails(): Promise<void>;
  /** Deletes conversations and editors' notes that are too old now instead of within the hour. */
  runRetention(): Promise<void>;
  /** Takes the mails that have come in now instead of when the server tells of them. */
  receiveMails(): Promise<void>;
  /** Stops accepting, finishes running turns and sends, closes sockets and the database. */
  close(): Promise<void>;
}

/** A page that is back within this was loaded anew. */
const reloadMs = 5000;
const timersEveryMs = 5000;
const mailsEveryMs = 2000;
const hubEveryMs = 500;
const retentionEveryMs = 60 * 60 * 1000;
/** The server tells of new mail at once; this is the net below. */
const mailboxEveryMs = 60_000;
const randomId = (): string => randomBytes(24).toString('base64url');
const webFolder = join(import.meta.dirname, '../dist/web');

/** What has been opened, closed again in reverse order. */
class Opened {
  readonly #closers: (() => unknown)[] = [];

  closeWith(closer: () => unknown): void {
    this.#closers.unshift(closer);
  }

  async close(): Promise<void> {
    for (const closer of this.#closers.splice(0)) await closer();
  }
}

/** In: checked settings, a log, the clock. Out: the app, serving. Rejects with an error whose message says what to do; nothing stays open then. */
export async function startApp(config: Config, log: Log, now: () => number = Date.now): Promise<App> {
  const opened = new Opened();
  try {
    return await build(config, log, now, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function build(config: Config, log: Log, now: () => number, opened: Opened): Promise<App> {
  const { production } = config;
  makeDataFolder(config.DATA_DIR);
  const secrets = ensureSecrets(config);
  const { storage, content, knowledge } = await openBasis(config, log, opened, secrets.ledgerKey);
  let ready = false;
  let url = config.PUBLIC_URL ?? '';
  const publicUrl = () => url;

  const engine = makeEngine({
    store: storage,
    snapshot: content.current,
    publicUrl,
    newId: randomUUID,
    newToken: randomId,
    log,
    hub: config.HANDOFF_HUB_URL === undefined ? 'own' : 'foreign',
    pause: (attempt) => new Promise((resolve) => setTimeout(resolve, attempt * 5 * Math.random())),
  });
  const timers = makeTimers({ store: storage, engine, now, log });
  const retention = makeRetention({
    store: storage,
    uploads: uploadStore(join(config.DATA_DIR, 'uploads')),
    retentionDays: () => knowledge().service.retentionDays,
    now,
    log,
  });
  const typing = makeTyping();
  // Of several servers over one database none knows whose page another has open.
  const openPages = config.DATABASE_URL === undefined ? makeOpenPages(reloadMs, now) : undefined;
  const scan = config.CLAMD_URL === undefined ? undefined : clamdScan({ url: config.CLAMD_URL, timeoutMs: 20_000, log });
  const webchat = directLine({
    engine,
    typing,
    pages: openPages,
    store: storage,
    secrets: { token: secrets.tokenSecret, identity: secrets.identitySecret },
    production,
    publicUrl: config.PUBLIC_URL,
    origins: config.WEBCHAT_ORIGINS,
    botName: () => knowledge().service.botName,
    uploadFolder: join(config.DATA_DIR, 'uploads'),
    scan,
    log,
    now,
    randomId,
  });
  const tickets = connectTicketing(config, { engine, store: storage, now, log, publicUrl });
  const searchAnswers = (words: string) => {
    const { understanding, ...now } = content.current();
    return search(now.knowledge, understanding.understand(words), words).hits.map(({ id }) => id);
  };
  const fileAddress = async (uploadId: string) => {
    const { path, until } = await webchat.filePath(uploadId);
    return { url: publicUrl() + path, until };
  };
  const bot = botChannel({ config, engine, store: storage, knowledge, searchAnswers, publicUrl, fileAddress, log });
  const ops = metrics({ token: config.METRICS_TOKEN, trustProxy: config.TRUST_PROXY, openSockets: webchat.openSockets });
  const chat = await webPages({
    folder: webFolder,
    knowledge,
    production,
    publicUrl: config.PUBLIC_URL,
    origins: config.WEBCHAT_ORIGINS,
    uploads: true,
  });
  const mail = outgoingMail({
    store: storage,
    knowledge,
    publicUrl,
    tokenSecret: secrets.tokenSecret,
    smtpUrl: config.SMTP_URL,
    from: config.MAIL_FROM,
    replyTo: config.MAIL_REPLY_TO,
    isRead: config.IMAP_URL !== undefined,
    filesOf: mailedReceipt({ store: storage, knowledge, now }),
    dataDir: config.DATA_DIR,
    now,
    random: Math.random,
    log,
  });
  const inbox = connectMailbox(config, { engine, store: storage, scan, knowledge, now, log });
  const mailBox = production ? undefined : mail.box;
  const webFiles = await openWebFiles(webFolder);
  const understand = (text: string) => content.current().understanding.understand(text);
  const pages = portal({
    engine,
    store: storage,
    snapshotKnowledge: knowledge,
    understand,
    uploads: portalUploads(join(config.DATA_DIR, 'uploads'), scan),
    app: webFiles.app(),
    takesRequests: config.TICKETING === 'embedded',
    secrets: { token: secrets.tokenSecret },
    production,
    sendsMail: config.SMTP_URL !== undefined || !production,
    mailPage: mailBox && '/dev/mail',
    publicUrl,
    now,
    randomId,
    log,
  });

  const desk = agents({
    engine,
    store: storage,
    snapshotKnowledge: knowledge,
    understand,
    entra: entraCheck({
      appId: config.MicrosoftAppId,
      tenants: config.STAFF_TENANTS,
      authority: config.ENTRA_AUTHORITY,
      publicUrl,
      now,
      log,
    }),
    app: { ...webFiles.app('agent'), styles: [webFiles.url('portal.css'), webFiles.url('agent.css')] },
    uploads: portalUploads(join(config.DATA_DIR, 'uploads'), scan),
    typing,
    pages: openPages,
    reloadMs,
    secrets: { token: secrets.tokenSecret },
    production,
    demoAgents: production ? [] : demoAgents.map(({ id }) => id),
    editors: production ? config.EDITORS : [...config.EDITORS, ...demoAgents.slice(0, 1).map(({ id }) => id)],
    editorReport: (from, until) => reportOf(storage, knowledge(), from, until),
    publicUrl,
    now,
    randomId,
    log,
  });

  const { HANDOFF_HUB_URL: hubUrl, HANDOFF_HUB_SECRET: hubSecret } = config;
  const hub = hubUrl && hubSecret ? foreignHub({ url: hubUrl, secret: hubSecret, engine, store: storage, now, log }) : undefined;

  opened.closeWith(webchat.close);
  opened.closeWith(pages.close);
  opened.closeWith(desk.close);
  if (hub) opened.closeWith(hub.worker.close);
  opened.closeWith(mail.worker.close);
  if (inbox) opened.closeWith(inbox.close);
  opened.closeWith(bot.close);
  if (tickets) opened.closeWith(tickets.close);
  opened.closeWith(engine.close);
  const server = await startServer({
    host: config.HOST,
    port: config.PORT,
    trustProxy: config.TRUST_PROXY,
    upgrade: webchat.upgrade,
    log,
    observe: ops.observe,
    routes: routes({
      bot: { messages: bot.handler, config: teamsConfigPage({ knowledge, files: webFiles, publicUrl }) },
      directline: webchat.handlers,
      chat,
      portal: pages.handlers,
      devMail: mailBox && devMail(mailBox),
      ticketing: tickets,
      hub,
      agents: desk.handlers,
      ops: { ...health({ ping: storage.ping, isReady: () => ready }), metrics: ops.handler },
    }),
  });
  opened.closeWith(server.close);
  opened.closeWith(timers.close);
  opened.closeWith(retention.close);
  opened.closeWith(() => {
    ready = false;
  });

  url = config.PUBLIC_URL ?? `http://localhost:${server.port}`;
  ready = true;
  if (config.CHANNELS.includes('teams')) await bot.warm();
  bot.start();
  tickets?.start();
  hub?.worker.start(hubEveryMs);
  timers.start(timersEveryMs);
  retention.start(retentionEveryMs);
  void timers.runDue();
  mail.worker.start(mailsEveryMs);
  inbox?.start(mailboxEveryMs);
  const runTicketing = async () => void (await tickets?.worker.runDue());
  return {
    url,
    runTicketing,
    runTimers: timers.runDue,
    sendMails: mail.worker.runDue,
    runRetention: retention.run,
    receiveMails: async () => void (await inbox?.run()),
    close: () => opened.close(),
  };
}

/** Database and content, opened side by side; they are what everything else stands on. */
async function openBasis(config: Config, log: Log, opened: Opened, ledgerKey: Parameters<typeof openStorage>[0]['ledgerKey']) {
  const contentDir = config.CONTENT_DIR;
  const keepVersion = keepLive({ contentDir, versions: versionStore(config.DATA_DIR), now: Date.now, log });
  let keeping = Promise.resolve();
  const contentOptions = {
    contentDir,
    cacheDir: join(config.DATA_DIR, 'model'),
    exampleRates: config.exampleRates,
    onLive: () => {
      keeping = keeping.then(keepVersion);
    },
  };
  const onError = (error: unknown) => log.error({ err: error }, 'storage');
  const ticketSystem = config.TICKETING === 'embedded' ? undefined : config.TICKETING;
  const opening = openStorage({ dataDir: config.DATA_DIR, databaseUrl: config.DATABASE_URL, ledgerKey, ticketSystem, onError });
  opened.closeWith(() => opening.then((storage) => storage.close()).catch(() => undefined));
  const [storage, first] = await Promise.all([opening, loadSnapshot(contentOptions)]);
  if (config.production && first.knowledge.service.privacyNotice === undefined) {
    throw new Error('The privacy notice is missing: set privacyNotice in content/service.yaml before running in production.');
  }
  if (!config.production) await seedDemo(storage);
  if (!config.production) await seedDemoAgents(storage);
  await seedAgents(storage, config.AGENTS, first.knowledge.texts['agent.shownName'], Date.now());
  const content = watchSnapshot(first, contentOptions, log);
  opened.closeWith(() => keeping);
  opened.closeWith(content.close);
  return { storage, content, knowledge: () => content.current().knowledge };
}

/** In: checked settings. Out: the connection to the ticket system outside, not started yet; nothing when our own tickets are the only ones. */
function connectTicketing(
  config: Config,
  { publicUrl, engine, ...parts }: { engine: TurnEngine; store: Storage; now: () => number; log: Log; publicUrl: () => string },
): Ticketing | undefined {
  if (config.TICKETING === 'embedded') return undefined;
  const [url, key] = config.TICKETING === 'rt' ? [config.RT_URL, config.RT_TOKEN] : [config.REDMINE_URL, config.REDMINE_KEY];
  const uploads = uploadStore(join(config.DATA_DIR, 'uploads'));
  const fileOf = async (id: string) => {
    const info = await uploads.info(id);
    return info ? [{ fileName: info.name, contentType: info.contentType, bytes: await uploads.content(id) }] : [];
  };
  return ticketing({
    ...parts,
    settings: {
      kind: config.TICKETING,
      file: config.TICKETING_CONFIG ?? '',
      url: url ?? '',
      key: key ?? '',
      webhookSecret: config.TICKETING_WEBHOOK_SECRET,
    },
    random: Math.random,
    turns: outsideTurns({ ...parts, engine, system: config.TICKETING }),
    pageOf: (number) => `${publicUrl()}/portal/tickets/${number}`,
    files: async (ids) => (await Promise.all(ids.map(fileOf))).flat(),
  });
}

interface MailboxParts {
  readonly engine: TurnEngine;
  readonly store: Storage;
  readonly scan: VirusScan | undefined;
  readonly knowledge: () => Knowledge;
  readonly now: () => number;
  readonly log: Log;
}

/** In: checked settings. Out: the mailbox that answers and requests come to, not connected yet; nothing when nobody reads one. */
function connectMailbox(config: Config, { engine, store, scan, ...parts }: MailboxParts): Mailbox | undefined {
  const { IMAP_URL: url, MAIL_FROM: from, MAIL_REPLY_TO: replyTo } = config;
  if (url === undefined || from === undefined) return undefined;
  const uploads = portalUploads(join(config.DATA_DIR, 'uploads'));
  return incomingMail({
    ...parts,
    url,
    from,
    replyTo,
    store,
    turns: mailTurns({ engine, store, now: parts.now }),
    files: {
      ...uploads.rules,
      accept: uploads.accept,
      scan,
      async save(file, conversationId, at, content) {
        if (await uploads.info(file.id)) return;
        // What a crash left of it.
        await uploads.remove(file.id);
        await uploads.save({ ...file, conversationId, at }, content);
      },
    },
  });
}
