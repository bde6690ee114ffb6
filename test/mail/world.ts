/** A mail worker over a real SQLite outbox, the shipped texts, and a clock that tests move. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import type { MailJob } from '../../src/domain/mail.ts';
import type { Storage } from '../../src/domain/ports.ts';
import type { MailTransport } from '../../src/mail/message.ts';
import { smtpTransport } from '../../src/mail/smtp.ts';
import { makeMailWorker } from '../../src/mail/worker.ts';
import type { OutboxWorker } from '../../src/outbox/worker.ts';
import { seedDemo } from '../../src/storage/demo.ts';
import { openStorage } from '../../src/storage/open.ts';
import { at, run } from '../storage/things.ts';

export const sender = 'Support-Lotse <lotse@support.example>';

const loaded = loadKnowledge('content', { exampleRates: true });
if (!loaded.ok) throw new Error('The shipped content does not load');
export const knowledge = loaded.knowledge;

export interface MailWorld {
  readonly storage: Storage;
  /** What was logged, as `level message {fields}`. */
  readonly logged: readonly string[];
  put(key: string, job: MailJob): Promise<void>;
  worker(transport: MailTransport): OutboxWorker;
  /** A worker that sends to this server. */
  sendsTo(url: string, timeoutMs?: number): OutboxWorker;
  passTime(ms: number): void;
  now(): number;
  close(): Promise<void>;
}

export async function mailWorld(): Promise<MailWorld> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lotse-mail-'));
  const storage = await openStorage({ dataDir, ledgerKey: { id: 'test', secret: 'a-ledger-key-of-forty-characters-xxxxxxx' } });
  await seedDemo(storage);
  const logged: string[] = [];
  const keep = (level: string) => (fields: object, message: string) => void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const workers: OutboxWorker[] = [];
  let ahead = 0;
  const now = () => at + ahead;
  const worker = (transport: MailTransport) => {
    const made = makeMailWorker({
      store: storage,
      transport,
      knowledge: () => knowledge,
      publicUrl: () => 'https://support.example',
      linkPath: (seed) => `/portal/link/${seed}`,
      domain: 'support.example',
      now,
      random: () => 0.5,
      log: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') },
    });
    workers.push(made);
    return made;
  };
  return {
    storage,
    logged,
    now,
    worker,
    sendsTo: (url, timeoutMs) => worker(smtpTransport({ url, from: sender, timeoutMs })),
    put: async (key, job) => {
      await run(storage, `conversation ${key}`, { kind: 'enqueue', work: 'mail', key, payload: job });
    },
    passTime: (ms) => {
      ahead += ms;
    },
    async close() {
      for (const each of workers) await each.close();
      await storage.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
