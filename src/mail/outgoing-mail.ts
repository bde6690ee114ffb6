/** Outgoing mail, put together: through a mail server, or into files where none is set. */
import { join } from 'node:path';
import type { Knowledge } from '../content/knowledge.ts';
import { linkToken } from '../domain/link-token.ts';
import type { Log } from '../domain/log.ts';
import type { MailBox } from '../domain/mail.ts';
import type { IdentityStore, OutboxStore } from '../domain/ports.ts';
import type { OutboxWorker } from '../outbox/worker.ts';
import { fileBox } from './file-box.ts';
import { smtpTransport } from './smtp.ts';
import { type MailWorkerParts, makeMailWorker } from './worker.ts';

export interface OutgoingMailOptions {
  readonly store: OutboxStore & Pick<IdentityStore, 'contactById'>;
  readonly knowledge: () => Knowledge;
  readonly publicUrl: () => string;
  /** Signs our own tokens; one-time links are made from it. */
  readonly tokenSecret: string;
  readonly smtpUrl?: string | undefined;
  readonly from?: string | undefined;
  /** Where answers go, if elsewhere. */
  readonly replyTo?: string | undefined;
  /** True when answers are read. */
  readonly isRead?: boolean | undefined;
  /** What goes with a mail that is really sent; files for /dev/mail stay without. */
  readonly filesOf?: MailWorkerParts['filesOf'];
  readonly dataDir: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

const fileSender = 'Support-Lotse <lotse@localhost>';

/** In: the options. Out: the worker, and the box of mails that were not sent when there is no mail server. */
export function outgoingMail(options: OutgoingMailOptions): { readonly worker: OutboxWorker; readonly box?: MailBox } {
  const { smtpUrl, dataDir, tokenSecret, replyTo } = options;
  const from = options.from ?? fileSender;
  const box = smtpUrl === undefined ? fileBox(join(dataDir, 'mails'), from, replyTo) : undefined;
  const transport = box ?? smtpTransport({ url: smtpUrl ?? '', from, replyTo });
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
  const worker = makeMailWorker({
    ...options,
    transport,
    domain,
    filesOf: box ? undefined : options.filesOf,
    linkPath: (seed) => `/portal/link/${linkToken(tokenSecret, seed)}`,
  });
  return box ? { worker, box } : { worker };
}
