/** The whole app with a mailbox and a mail server of its own, and mails as people's programs write them. */
import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app.ts';
import type { AgentAction } from '../../src/domain/agent-action.ts';
import type { RequestDetail } from '../../src/domain/agent-ports.ts';
import type { Storage } from '../../src/domain/ports.ts';
import type { QueuesView } from '../../src/handoff/api/shapes.ts';
import { demoAgents, demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { openStorage } from '../../src/storage/open.ts';
import { temporaryFolder } from '../storage/engines.ts';
import { ledgerKey } from '../storage/ledger-key.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type ImapBox, startImap } from './imap.ts';
import { startMailServer } from './smtp.ts';

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
  readonly dataDir: string;
  /** What is stored, read beside the running app. */
  readonly storage: Storage;
  /** Puts mails into the mailbox and waits until the app has taken them. */
  receive(...letters: readonly Letter[]): Promise<void>;
  /** Everything that was sent since the last time. */
  sent(): Promise<readonly string[]>;
  /** Numbers of all tickets. */
  numbers(): Promise<readonly string[]>;
  detail(number: string): Promise<RequestDetail>;
  /** As an agent reads it. */
  queue(): Promise<QueuesView>;
  /** An agent's action; fails when it is refused. */
  agent(action: AgentAction): Promise<void>;
  /** An agent's decision about a held mail. Out: the status. */
  decide(id: string, body: object): Promise<number>;
  close(): Promise<void>;
}

/** In: further settings, what lies in the mailbox before. Out: the app, which has looked into the mailbox once. */
export async function incomingWorld(env: Record<string, string> = {}, before: (imap: ImapBox) => void = () => {}): Promise<IncomingWorld> {
  const imap = await startImap();
  before(imap);
  const smtp = await startMailServer();
  const dataDir = temporaryFolder();
  const secrets = { LEDGER_KEY: ledgerKey.secret, DATA_DIR: dataDir };
  const running = await runApp({ ...secrets, SMTP_URL: smtp.url, MAIL_FROM: `Support-Lotse <${ourAddress}>`, IMAP_URL: imap.url, ...env });
  // The first look marks where reading begins.
  await running.app.receiveMails();
  const storage = await openStorage({ dataDir, ledgerKey, role: 'command' });
  const cookie = await signedIn(running.url);
  const api = (path: string, body?: object) =>
    fetch(`${running.url}/agent/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { cookie, origin: running.url, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  let read = 0;
  return {
    app: running.app,
    running,
    imap,
    dataDir,
    storage,
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
    async numbers() {
      const agent = { kind: 'agent', id: 'a', mayOrder: false, verifiedBy: 'entra', at: 0 } as const;
      return (await storage.tickets(agent)).map(({ number }) => number);
    },
    async detail(number) {
      const requestId = await storage.requestIdOfTicket(number);
      const found = requestId && (await storage.requestDetail(requestId));
      if (!found) throw new Error(`there is no ticket ${number}`);
      return found;
    },
    queue: async () => (await (await api('/queue')).json()) as QueuesView,
    async agent(action) {
      const answer = await api('/actions', { id: randomUUID(), action });
      if (answer.status !== 200) throw new Error(await answer.text());
    },
    decide: async (id, body) => (await api(`/mails/${id}`, body)).status,
    async close() {
      await storage.close();
      await running.close();
      await smtp.close();
      await imap.close();
    },
  };
}

async function signedIn(url: string): Promise<string> {
  const body = new URLSearchParams({ agent: demoAgents[0]?.id ?? '' });
  const answer = await fetch(`${url}/agent/sign-in`, { method: 'POST', headers: { origin: url }, body, redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
