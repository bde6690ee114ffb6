/** Watches one mailbox: every mail that is new in it is handed over once, in order; a lost connection is made again. The client is loaded with the first connection. */
import type { ImapFlow } from 'imapflow';
import type { Log } from '../domain/log.ts';

export interface MailboxParts {
  /** `imaps://user:password@host/Folder` = TLS from the start; `imap://` = STARTTLS, needed unless the host is this machine or the URL says `?ignoreTLS=true`. */
  readonly url: string;
  /** Where reading goes on. */
  readonly store: { cursor(name: string): Promise<string>; saveCursor(name: string, cursor: string): Promise<void> };
  /** Decides about one mail; rejects when nothing was decided. Out: false for one that is left unread in the mailbox. */
  readonly take: (raw: Uint8Array) => Promise<boolean>;
  /** Told instead of `take` when a mail is too large to be read, or could not be taken several times. */
  readonly giveUp: (envelope: MailEnvelope) => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
  readonly timeoutMs?: number | undefined;
}

export interface MailEnvelope {
  readonly messageId: string;
  readonly address: string;
  readonly subject: string;
  /** Tells this mail from every other in this mailbox. */
  readonly place: string;
}

export interface Mailbox {
  /** Takes what is new. Out: how many mails were decided; failures are logged and tried again with the next call. */
  run(): Promise<number>;
  /** Looks at once, when the server says that something came, and every so often. */
  start(everyMs: number): void;
  close(): Promise<void>;
}

const largest = 30 * 1024 * 1024;
const mostAttempts = 3;
const dayMs = 86_400_000;
/** From here on an operator should know. */
const failuresUntilError = 3;

export function mailbox(parts: MailboxParts): Mailbox {
  const { url, store, log } = parts;
  const where = placeOf(url);
  let client: ImapFlow | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let handle: NodeJS.Timeout | undefined;
  let closed = false;
  let failures = 0;
  const attempts = new Map<number, number>();

  const connected = async (): Promise<ImapFlow> => {
    if (client?.usable) return client;
    const { ImapFlow: Client } = await import('imapflow');
    const made = new Client(optionsOf(url, parts.timeoutMs ?? 20_000));
    // Without a listener a broken line would end the process; the next run connects anew.
    made.on('error', (error: unknown) => log.debug({ err: error }, 'mail.in-line-broken'));
    await made.connect();
    try {
      await made.mailboxOpen(where.folder);
    } catch (error) {
      made.close();
      throw error;
    }
    made.on('exists', () => void run());
    client = made;
    return made;
  };

  const runOnce = async (): Promise<number> => {
    if (closed) return 0;
    const line = await connected();
    const open = line.mailbox;
    if (!open) throw new Error('the mailbox is not open');
    const validity = String(open.uidValidity);
    const [kept, lastUid] = (await store.cursor(where.name)).split(':');
    const after = kept === validity && lastUid ? Number(lastUid) : await firstAfter(line, parts.now());
    const save = (uid: number) => store.saveCursor(where.name, `${validity}:${uid}`);
    if (kept !== validity) await save(after);
    const found = (await line.search({ uid: `${after + 1}:*` }, { uid: true })) || [];
    let decided = 0;
    for (const uid of found.filter((one) => one > after).toSorted((a, b) => a - b)) {
      if (closed) return decided;
      await takeOne(line, uid, validity);
      await save(uid);
      decided += 1;
    }
    return decided;
  };

  const takeOne = async (line: ImapFlow, uid: number, validity: string): Promise<void> => {
    const head = await line.fetchOne(String(uid), { size: true }, { uid: true });
    // Deleted meanwhile.
    if (!head) return;
    const isLarge = (head.size ?? 0) > largest;
    const whole = !isLarge && (await line.fetchOne(String(uid), { source: true }, { uid: true }));
    const source = whole ? whole.source : undefined;
    const outcome = source ? await attempt(uid, source) : 'impossible';
    if (outcome === 'impossible') await parts.giveUp(await envelopeOf(line, uid, `${where.name}:${validity}:${uid}`));
    if (outcome === 'taken') await line.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  };

  /** A mail that cannot be taken although the database answers must not keep those behind it. */
  const attempt = async (uid: number, raw: Uint8Array): Promise<'taken' | 'left' | 'impossible'> => {
    try {
      const isTaken = await parts.take(raw);
      attempts.delete(uid);
      return isTaken ? 'taken' : 'left';
    } catch (error) {
      await store.cursor(where.name);
      const tries = (attempts.get(uid) ?? 0) + 1;
      attempts.set(uid, tries);
      if (tries < mostAttempts) throw error;
      log.error({ err: error, mailbox: where.name, uid }, 'mail.in-unreadable');
      return 'impossible';
    }
  };

  const guarded = async (): Promise<number> => {
    try {
      const decided = await runOnce();
      // Ends by itself with the next command; a line that breaks meanwhile is made anew by the next run.
      if (client && !closed) client.idle().catch((error: unknown) => log.debug({ err: error }, 'mail.in-line-broken'));
      if (failures >= failuresUntilError) log.info({ mailbox: where.name }, 'mail.in-works-again');
      failures = 0;
      return decided;
    } catch (error) {
      failures += 1;
      client?.close();
      client = undefined;
      if (closed) return 0;
      // Once: a server that is away for a day must not fill the log.
      if (failures === failuresUntilError) log.error({ err: error, mailbox: where.name }, 'mail.in-failed');
      else log.warn({ err: error, mailbox: where.name }, 'mail.in-failed-once');
      return 0;
    }
  };

  const run = (): Promise<number> => {
    const result = running.then(guarded);
    running = result;
    return result;
  };

  return {
    run,
    start(everyMs) {
      handle = setInterval(() => void run(), everyMs).unref();
      void run();
    },
    async close() {
      closed = true;
      clearInterval(handle);
      // A hanging server must not keep us: closing the line ends what waits for it.
      const hanging = setTimeout(() => client?.close(), 5000).unref();
      await running;
      clearTimeout(hanging);
      client?.close();
    },
  };
}

/** What the server itself read of its head; a mail so broken that it cannot is nameless. */
async function envelopeOf(line: ImapFlow, uid: number, place: string): Promise<MailEnvelope> {
  const head = await line.fetchOne(String(uid), { envelope: true }, { uid: true }).catch(() => false as const);
  const envelope = head ? head.envelope : undefined;
  const [sender] = envelope?.from ?? [];
  const messageId = (envelope?.messageId ?? '').replaceAll(/[<>\s]/g, '');
  return { messageId, address: sender?.address ?? '', subject: envelope?.subject ?? '', place };
}

/** The mailbox's name without the password, and its folder. */
function placeOf(url: string): { readonly name: string; readonly folder: string } {
  const { username, host, pathname } = new URL(url);
  const folder = decodeURIComponent(pathname.slice(1)) || 'INBOX';
  return { name: `imap:${decodeURIComponent(username)}@${host}/${folder}`, folder };
}

function optionsOf(url: string, timeoutMs: number) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'imaps:';
  const isThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const isOpen = isThisMachine || searchParams.get('ignoreTLS') === 'true';
  return {
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port === '' ? (secure ? 993 : 143) : Number(port),
    secure,
    ...(!secure && { doSTARTTLS: !isOpen }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false as const,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: Math.max(timeoutMs, 5 * 60_000),
  };
}

/** With the first connection: what came unread within a day is new; older mail is somebody's archive. */
async function firstAfter(line: ImapFlow, now: number): Promise<number> {
  const open = line.mailbox;
  const next = open ? open.uidNext : 1;
  const fresh = (await line.search({ seen: false, since: new Date(now - dayMs) }, { uid: true })) || [];
  return Math.min(next, ...fresh) - 1;
}
