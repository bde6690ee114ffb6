/** Sends what waits in the outbox: claimed, sent, recorded; again later when the server is away; given up with an alarm when it says no. At least once. */
import type { Knowledge } from '../content/knowledge.ts';
import type { Log } from '../domain/log.ts';
import type { MailFile, MailJob, MailRecipient } from '../domain/mail.ts';
import type { IdentityStore, OutboxItem, OutboxStore } from '../domain/ports.ts';
import { makeOutboxWorker, type OutboxWorker } from '../outbox/worker.ts';
import { compose } from './compose.ts';
import { readJob } from './job.ts';
import { MailError, type MailTransport } from './message.ts';

export interface MailWorkerParts {
  readonly store: OutboxStore & Pick<IdentityStore, 'contactById'>;
  readonly transport: MailTransport;
  readonly knowledge: () => Knowledge;
  readonly publicUrl: () => string;
  readonly linkPath: (seed: string) => string;
  readonly domain: string;
  /** True when answers to our mails are read. */
  readonly isRead?: boolean | undefined;
  /** What goes with a mail, if anything does. */
  readonly filesOf?: ((job: MailJob) => Promise<readonly MailFile[]>) | undefined;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}

const atOnce = 3;
/** Longer than a mail can take: nobody else sends it meanwhile, and after a crash it is sent again. */
const lockMs = 5 * 60_000;
const firstWaitMs = 30_000;
const longestWaitMs = 60 * 60_000;
/** With the waits above about a day. */
const mostAttempts = 30;

/** Out: the worker; closing it closes the transport too. */
export function makeMailWorker(parts: MailWorkerParts): OutboxWorker {
  const { store, now, log, transport } = parts;
  const worker = makeOutboxWorker({ store, kind: 'mail', atOnce, lockMs, now, log, bring: (item) => handleItem(parts, item) });
  return {
    ...worker,
    async close() {
      await worker.close();
      transport.close();
    },
  };
}

async function handleItem(parts: MailWorkerParts, item: OutboxItem): Promise<void> {
  const { store, now } = parts;
  try {
    const outcome = await sendItem(parts, item);
    if (outcome === 'sent' || outcome === 'late') await store.done(item.id, now());
    else await giveUp(parts, item, outcome);
  } catch (error) {
    const known = error instanceof MailError ? error : new MailError('failed', false, error);
    if (known.permanent || item.attempts >= mostAttempts) return giveUp(parts, item, known.code);
    await store.failed(item.id, now() + waitMs(item.attempts, parts.random()), known.code);
    parts.log.warn({ key: item.key, attempts: item.attempts, code: known.code }, 'mail.not-sent-yet');
  }
}

/** Out: sent; too late to be of use; or the reason why it never can be sent. */
async function sendItem(parts: MailWorkerParts, item: OutboxItem): Promise<'sent' | 'late' | 'unreadable' | 'noRecipient'> {
  const job = readJob(item.payload);
  if (!job) return 'unreadable';
  if (job.expiresAt !== undefined && job.expiresAt <= parts.now()) return 'late';
  const to = await addressOf(parts, job.to);
  if (to === undefined) return 'noRecipient';
  const { publicUrl, knowledge, linkPath, domain, isRead } = parts;
  const mail = compose(job, to, item.key, { knowledge: knowledge(), publicUrl: publicUrl(), linkPath, domain, isRead });
  const files = await filesOf(parts, job, item.key);
  await parts.transport.send({ ...mail, files }, parts.now());
  return 'sent';
}

/** The mail says where the same is to be found: without its file it is worth more than not at all. */
async function filesOf(parts: MailWorkerParts, job: MailJob, key: string): Promise<readonly MailFile[]> {
  try {
    return (await parts.filesOf?.(job)) ?? [];
  } catch (error) {
    parts.log.error({ key, err: error }, 'mail.file-not-made');
    return [];
  }
}

async function addressOf({ store }: MailWorkerParts, to: MailRecipient): Promise<string | undefined> {
  return 'email' in to ? to.email : (await store.contactById(to.contactId))?.contact.email;
}

/** The alarm names the event, never a person. */
async function giveUp({ store, log }: MailWorkerParts, item: OutboxItem, reason: string): Promise<void> {
  await store.failed(item.id, 'dead', reason);
  log.error({ key: item.key, attempts: item.attempts, code: reason }, 'mail.given-up');
}

/** 30 s, doubled with each attempt up to an hour, 20 % more or less so that not all come back at once. */
export function waitMs(attempts: number, random: number): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1));
  return Math.round(wait * (0.8 + 0.4 * random));
}
