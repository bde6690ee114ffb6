/** The whole app with a mailbox and a mail server of its own, and mails as people's programs write them. */
import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type ImapBox, startImap } from './imap.ts';
import { type MailServer, startMailServer } from './smtp.ts';

export const ourAddress = 'lotse@support.example';
export const customerAddress = demoCustomer.email;
export const colleagueAddress = demoColleague.email;

export interface Letter {
  readonly from?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly messageId?: string;
  /** Further header lines. */
  readonly headers?: readonly string[];
  readonly files?: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[];
}

/** A mail as a mail program writes it. */
export function letter({ from = customerAddress, subject = 'Frage', text = 'Guten Tag', files = [], ...more }: Letter = {}): string {
  const { messageId = `${randomUUID()}@kunde.example`, headers = [] } = more;
  const encoded = `=?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const body = (type: string, content: Buffer, extra: readonly string[] = []) =>
    [
      `Content-Type: ${type}`,
      ...extra,
      'Content-Transfer-Encoding: base64',
      '',
      content.toString('base64').replaceAll(/(.{76})/g, '$1\r\n'),
    ].join('\r\n');
  const words = body('text/plain; charset=utf-8', Buffer.from(text));
  const parts = [
    words,
    ...files.map(({ name, type, content }) => body(type, content, [`Content-Disposition: attachment; filename="${name}"`])),
  ];
  const whole =
    files.length === 0
      ? words
      : ['Content-Type: multipart/mixed; boundary="=_b"', '', ...parts.flatMap((part) => ['--=_b', part]), '--=_b--', ''].join('\r\n');
  return [
    `From: ${from}`,
    `To: ${ourAddress}`,
    `Subject: ${encoded}`,
    `Message-ID: <${messageId}>`,
    'Date: Fri, 27 Nov 2026 10:00:00 +0100',
    'MIME-Version: 1.0',
    ...headers,
    whole,
  ].join('\r\n');
}

export interface IncomingWorld {
  readonly app: App;
  readonly running: RunningApp;
  readonly imap: ImapBox;
  readonly smtp: MailServer;
  /** Puts mails into the mailbox and waits until the app has taken them. */
  receive(...letters: readonly Letter[]): Promise<void>;
  /** Everything that was sent since the last time. */
  sent(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function incomingWorld(env: Record<string, string> = {}): Promise<IncomingWorld> {
  const imap = await startImap();
  const smtp = await startMailServer();
  const running = await runApp({ SMTP_URL: smtp.url, MAIL_FROM: `Support-Lotse <${ourAddress}>`, IMAP_URL: imap.url, ...env });
  // The first look marks where reading begins.
  await running.app.receiveMails();
  let read = 0;
  return {
    app: running.app,
    running,
    imap,
    smtp,
    async receive(...letters) {
      for (const one of letters) imap.deliver(letter(one));
      await running.app.receiveMails();
    },
    async sent() {
      await running.app.sendMails();
      const news = smtp.mails.slice(read).map(({ raw }) => raw);
      read = smtp.mails.length;
      return news;
    },
    async close() {
      await running.close();
      await smtp.close();
      await imap.close();
    },
  };
}
