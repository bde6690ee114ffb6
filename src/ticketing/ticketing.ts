/** Ticketing as the app sees it: the system outside, its worker and its webhook; or nothing, when our own tickets are the only ones. */
import type { Handler } from '../domain/exchange.ts';
import type { Log } from '../domain/log.ts';
import type { OutboxStore } from '../domain/ports.ts';
import type { OutsideSystem, OutsideTurns, SystemFile, TicketingStore, TicketSystem } from '../domain/ticketing.ts';
import { type Http, makeHttp } from './http.ts';
import { redmine } from './redmine.ts';
import { requestTracker } from './rt.ts';
import { readTicketingFile } from './settings.ts';
import { webhook } from './webhook.ts';
import { makeWorker, type Worker } from './worker.ts';

/** Settings as `src/config.ts` has checked them: what the system needs is there. */
export interface TicketingSettings {
  readonly kind: OutsideSystem;
  /** The YAML file. */
  readonly file: string;
  readonly url: string;
  readonly key: string;
  readonly webhookSecret?: string | undefined;
}

export interface TicketingParts {
  readonly settings: TicketingSettings;
  readonly store: OutboxStore & TicketingStore;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly turns: OutsideTurns;
  readonly pageOf: (number: string) => string;
  /** Stored uploads by id; those that are gone are left out. */
  readonly files: (uploads: readonly string[]) => Promise<readonly SystemFile[]>;
}

export interface Ticketing {
  readonly webhook: Handler;
  readonly worker: Worker;
  start(): void;
  close(): Promise<void>;
}

const workMs = 1000;

/** Fails with one sentence when the file is not usable; a system that does not answer is no reason not to start. */
export function ticketing(parts: TicketingParts): Ticketing {
  const stop = new AbortController();
  const { system, pollMs } = outside(parts, stop.signal);
  const worker = makeWorker({ ...parts, system });
  return {
    webhook: webhook({ ...parts, system }),
    worker,
    start() {
      void checkHealth(parts, system);
      worker.start({ workMs, pollMs });
    },
    async close() {
      const closing = worker.close();
      stop.abort();
      await closing;
    },
  };
}

function outside({ settings, now }: TicketingParts, signal: AbortSignal): { system: TicketSystem; pollMs: number } {
  const { kind, file, url, key, webhookSecret } = settings;
  const baseUrl = url.replace(/\/+$/, '');
  const http = (at: string, headers: Record<string, string>, timeoutSeconds: number): Http =>
    makeHttp({ baseUrl: at, headers, timeoutMs: timeoutSeconds * 1000, signal, now });
  if (kind === 'rt') {
    const read = readTicketingFile('rt', file);
    const client = http(`${baseUrl}/REST/2.0`, { authorization: `token ${key}` }, read.timeoutSeconds);
    return { system: requestTracker({ http: client, settings: read, baseUrl, webhookSecret }), pollMs: read.pollSeconds * 1000 };
  }
  const read = readTicketingFile('redmine', file);
  const client = http(baseUrl, { 'x-redmine-api-key': key }, read.timeoutSeconds);
  return { system: redmine({ http: client, settings: read, baseUrl }), pollMs: read.pollSeconds * 1000 };
}

async function checkHealth({ store, now, log }: TicketingParts, system: TicketSystem): Promise<void> {
  try {
    const { missing, version } = await system.health();
    if (missing.length === 0) {
      log.info({ system: system.name, version }, 'ticketing.ready');
      await store.clearAlarm('system', 'setup');
      return;
    }
    log.error({ system: system.name, missing }, 'ticketing.setup-incomplete');
    await store.raiseAlarm({ about: 'system', kind: 'setup', text: `missing: ${missing.join(', ')}`, at: now() });
  } catch (error) {
    log.warn({ system: system.name, err: error }, 'ticketing.not-reachable');
  }
}
