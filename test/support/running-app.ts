/** The whole app on a free port with a data folder of its own and a clock that tests can move. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Log } from '../../src/domain/log.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { ensureSecrets } from '../../src/secrets.ts';
import { demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { openStorage } from '../../src/storage/open.ts';

export interface RunningApp {
  readonly app: App;
  readonly url: string;
  readonly errors: readonly string[];
  /** Moves the clock, ms. */
  advance(ms: number): void;
  /** What is stored, read after the app was stopped. */
  stored(): Promise<{ tickets: number; orders: number; minutes: number; lookups: number; ledger: string[]; transcripts: number }>;
  close(): Promise<void>;
}

/** In: settings on top of the test defaults. Out: the running app; its data folder is removed when closed. */
export async function runApp(env: Record<string, string> = {}): Promise<RunningApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lotse-'));
  const read = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...env });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const errors: string[] = [];
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`),
  };
  let shift = 0;
  const app = await startApp(read.config, log, () => Date.now() + shift);
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= app.close();
    return stopped;
  };
  return {
    app,
    url: app.url,
    errors,
    advance: (ms) => {
      shift += ms;
    },
    stored: async () => {
      await stop();
      const storage = await openStorage({
        dataDir,
        databaseUrl: read.config.DATABASE_URL,
        ledgerKey: ensureSecrets(read.config).ledgerKey,
      });
      const counted = await count(storage);
      await storage.close();
      return counted;
    },
    close: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function count(storage: Storage) {
  const { id, name, email, organisationId } = demoCustomer;
  const agent = { kind: 'agent', id, name, email, organisationId, mayOrder: false, verifiedBy: 'demo', at: 0 } as const;
  const tickets = await storage.tickets({ ...agent, kind: 'customer', organisationId: demoOrganisation.id });
  const { rows } = await storage.readLedger();
  const ledger = rows.map((row) => row.kind as string);
  const minutes = (await storage.orderLines(0, Number.MAX_SAFE_INTEGER))
    .flatMap(({ efforts }) => efforts)
    .reduce((sum, effort) => sum + effort.minutes, 0);
  const lookups = (await storage.lookups(1000)).length;
  const holds = (text: string | undefined): boolean => text?.includes('Verlauf des Gesprächs:') === true;
  const views = await Promise.all(tickets.map(({ number }) => storage.ticketByNumber(agent, number)));
  const transcripts = views.filter((view) => view && (holds(view.ticket.body) || view.events.some(({ text }) => holds(text)))).length;
  return { transcripts, tickets: tickets.length, lookups, minutes, orders: ledger.filter((kind) => kind === 'ordered').length, ledger };
}
