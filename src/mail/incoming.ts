/** Incoming mail, put together: a mailbox, its mails as turns, and what agents have to look at. */
import { foldAddress, mailKey } from '../domain/incoming-mail.ts';
import { type IncomingParts, takeMail } from './incoming-mail.ts';
import { type Mailbox, type MailboxParts, mailbox } from './mailbox.ts';
import { readMail } from './read-mail.ts';

export interface IncomingOptions extends Omit<IncomingParts, 'own' | 'store'> {
  readonly url: string;
  readonly store: IncomingParts['store'] & MailboxParts['store'];
  /** Our sender, and where answers go if elsewhere; address, or `Name <address>`. */
  readonly from: string;
  readonly replyTo?: string | undefined;
}

/** Words of mails that do not wait are in their tickets; what became of them is kept for a while. */
const keepMs = 30 * 86_400_000;

/** In: the options. Out: the mailbox, not connected yet. */
export function incomingMail(options: IncomingOptions): Mailbox {
  const { url, store, now, log, from, replyTo } = options;
  const addresses = [from, replyTo ?? from].map(addressOf);
  const own = { domain: addresses[0]?.split('@')[1] ?? 'localhost', addresses };
  return mailbox({
    url,
    store,
    now,
    log,
    async take(raw) {
      const outcome = await takeMail({ ...options, own }, await readMail(raw), Buffer.from(raw).toString('latin1'));
      await store.forgetMails(now() - keepMs);
      return outcome !== 'ignored';
    },
    async giveUp({ messageId, address, subject, place }) {
      const id = mailKey({ messageId, from: { address } }, place);
      const held = { outcome: 'held', reason: 'unreadable', text: '', files: [] } as const;
      await store.keepMail({ ...held, id, at: now(), address: foldAddress(address), subject });
      log.warn({ mail: id, why: 'unreadable' }, 'mail.held');
    },
  });
}

const addressOf = (sender: string): string => foldAddress(/<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender);
