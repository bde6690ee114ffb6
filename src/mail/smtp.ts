/** Sends through the mail server of `SMTP_URL`. */
import type { SendMailOptions, TransportOptions } from 'nodemailer';
import { MailError, type MailTransport, type OutgoingMail } from './message.ts';
import { whenFirstUsed } from './when-first-used.ts';

export interface SmtpOptions {
  /** `smtps://` = TLS from the start; `smtp://` = STARTTLS, needed unless the host is this machine or the URL says `?ignoreTLS=true`. */
  readonly url: string;
  /** Address, or `Name <address>`. */
  readonly from: string;
  /** Where answers go, if elsewhere. */
  readonly replyTo?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

const connections = 3;

/** In: the options. Out: the transport; it connects when the first mail is sent. */
export function smtpTransport({ url, from, replyTo, timeoutMs = 20_000 }: SmtpOptions): MailTransport {
  const options = {
    url,
    pool: true,
    maxConnections: connections,
    requireTLS: !isThisMachine(url) && !/[?&](ignoreTLS|requireTLS)=/i.test(url),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as TransportOptions;
  const transporter = whenFirstUsed(({ createTransport }) => createTransport(options));
  return {
    async send(mail, at) {
      try {
        await (await transporter()).sendMail(toOptions(mail, { from, replyTo }, at));
      } catch (error) {
        throw toMailError(error);
      }
    },
    close: () => transporter.ifUsed((made) => made.close()),
  };
}

const isThisMachine = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

export interface Senders {
  readonly from: string;
  readonly replyTo?: string | undefined;
}

/** The mail as nodemailer takes it, with the headers that keep threads together and answering machines quiet. */
export function toOptions(mail: OutgoingMail, { from, replyTo }: Senders, at: number): SendMailOptions {
  const { messageId, thread, answers, to, subject, text, html, files = [] } = mail;
  const references = [thread, answers].filter((id) => id !== undefined).map((id) => `<${id}>`);
  return {
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: { name: '', address: to },
    subject,
    text,
    html,
    ...(files.length > 0 && {
      attachments: files.map(({ name, contentType, content }) => ({ filename: name, contentType, content: Buffer.from(content) })),
    }),
    messageId: `<${messageId}>`,
    date: new Date(at),
    ...(references.length > 0 && { inReplyTo: references.at(-1), references }),
    headers: { 'Auto-Submitted': answers === undefined ? 'auto-generated' : 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Only a clear no to this recipient or this mail is final; whatever else goes wrong may go well later. */
function toMailError(error: unknown): MailError {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  const refused = responseCode !== undefined && responseCode >= 500 && responseCode !== 521;
  const permanent = refused && (command === 'RCPT TO' || command === 'DATA');
  const name = [code, command, responseCode].filter((part) => part !== undefined).join(' ');
  return new MailError(name === '' ? 'unknown' : name, permanent, error);
}
