/** The ticket systems the suite runs against: ours always, Request Tracker and Redmine when RT_URL and REDMINE_URL say where they are. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ticketNumber } from '../../src/domain/ticket.ts';
import type { SystemDraft, TicketSystem } from '../../src/domain/ticketing.ts';
import { openStorage } from '../../src/storage/open.ts';
import { embedded } from '../../src/ticketing/embedded.ts';
import { makeHttp } from '../../src/ticketing/http.ts';
import { redmine } from '../../src/ticketing/redmine.ts';
import { requestTracker } from '../../src/ticketing/rt.ts';
import { type RedmineSettings, type RtSettings, readTicketingFile } from '../../src/ticketing/settings.ts';
import { ledgerKey } from '../storage/ledger-key.ts';
import { type FaultSwitch, faultProxy, faultSwitch } from './fault-proxy.ts';
import { faulty } from './faulty-system.ts';

export interface Connected {
  /** Through the fault proxy. */
  readonly system: TicketSystem;
  readonly faults: FaultSwitch;
  /** A person at the system's own desk. */
  readonly desk: Desk;
  /** A field whose value the system will not take, and how the adapter names it; ours takes all. */
  readonly refusedField?: string;
  close(): Promise<void>;
}

export interface Desk {
  setStatus(id: string, raw: string): Promise<void>;
  note(id: string, text: string): Promise<void>;
  reply(id: string, text: string): Promise<void>;
  /** With the desk's own editor, where that writes HTML. */
  replyInHtml?(id: string, html: string): Promise<void>;
  /** Where a person looks for it: the queue, or the project with its category; ours knows the kind of request. */
  placeOf(id: string): Promise<string>;
}

export interface Options {
  readonly timeoutMs?: number;
  readonly key?: string;
  /** Maps a product to a value the system does not know. */
  readonly strangeProduct?: boolean;
  /** Maps a state to a status the system does not know. */
  readonly strangeStatus?: boolean;
  readonly webhookSecret?: string;
  /** The clock of our own system. */
  readonly now?: () => number;
}

export interface SystemUnderTest {
  readonly name: 'embedded' | 'rt' | 'redmine';
  /** Where requests to the consultants lie, and all others. */
  readonly places: { readonly consultants: string; readonly support: string };
  connect(options?: Options): Promise<Connected>;
}

const env = (name: string): string => process.env[name] ?? '';
const never = new AbortController().signal;

const ours: SystemUnderTest = {
  name: 'embedded',
  places: { consultants: 'case/vor-ort', support: 'akutes-problem' },
  async connect({ now = Date.now } = {}) {
    const dataDir = await import('../storage/engines.ts').then((engines) => engines.temporaryFolder());
    const storage = await openStorage({ dataDir, ledgerKey });
    const parts = { store: storage, now, newId: randomUUID };
    const plain = embedded(parts);
    const faults = faultSwitch();
    const line = (ticketId: string) => ({ id: randomUUID(), ticketId, at: now(), kind: 'message', author: 'agent' }) as const;
    return {
      system: faulty(plain, faults.next),
      faults,
      desk: {
        setStatus: async (id, raw) => void (await plain.changeStatus(id, raw as never)),
        note: (id, text) => storage.addOwnEvent({ ...line(id), visibility: 'internal', text }),
        reply: (id, text) => storage.addOwnEvent({ ...line(id), visibility: 'public', text }),
        placeOf: async (id) => (await storage.ticketFile(id))?.ticket.category ?? '',
      },
      close: () => storage.close(),
    };
  },
};

export const rtFile = (): RtSettings => readTicketingFile('rt', 'docs/ticketing/rt.yaml');

const rtTicket = z.object({ Queue: z.object({ id: z.union([z.string(), z.number()]) }) });
const rtQueue = z.object({ Name: z.string() });
const issueSchema = z.object({
  issue: z.object({ project: z.object({ name: z.string() }), category: z.object({ name: z.string() }).optional() }),
});

const rt: SystemUnderTest = {
  name: 'rt',
  places: { consultants: 'Berater', support: 'Produktsupport' },
  async connect({ timeoutMs = 20_000, key = env('RT_TOKEN'), strangeProduct, strangeStatus, webhookSecret } = {}) {
    const proxy = await faultProxy(env('RT_URL'));
    const file = rtFile();
    const settings: RtSettings = {
      ...file,
      consultantsQueue: 'Berater',
      products: strangeProduct ? { hausperfekt: 'Kennt dort niemand' } : file.products,
      write: strangeStatus ? { ...file.write, resolved: 'kennt dort niemand' } : file.write,
    };
    const http = makeHttp({
      baseUrl: `${proxy.url}/REST/2.0`,
      headers: { authorization: `token ${key}` },
      timeoutMs,
      signal: never,
      now: Date.now,
    });
    const headers = { authorization: `token ${env('RT_AGENT_TOKEN')}` };
    const desk = makeHttp({ baseUrl: `${env('RT_URL')}/REST/2.0`, headers, timeoutMs: 20_000, signal: never, now: Date.now });
    const say =
      (path: string, ContentType = 'text/plain') =>
      async (id: string, text: string) =>
        void (await desk({ method: 'POST', path: `/ticket/${id}/${path}`, json: { Content: text, ContentType } }));
    return {
      system: requestTracker({ http, settings, baseUrl: env('RT_URL'), webhookSecret }),
      faults: proxy,
      refusedField: settings.fields.product ?? '',
      desk: {
        setStatus: async (id, raw) => void (await desk({ method: 'PUT', path: `/ticket/${id}`, json: { Status: raw } })),
        note: say('comment'),
        reply: say('correspond'),
        replyInHtml: say('correspond', 'text/html'),
        async placeOf(id) {
          const { Queue } = rtTicket.parse((await desk({ method: 'GET', path: `/ticket/${id}` })).body);
          return rtQueue.parse((await desk({ method: 'GET', path: `/queue/${Queue.id}` })).body).Name;
        },
      },
      close: proxy.close,
    };
  },
};

/** The fields' ids differ from one installation to the next. */
export function redmineFile(): RedmineSettings {
  const ids = JSON.parse(env('REDMINE_FIELDS') || '{}') as Record<string, number>;
  const file = readTicketingFile('redmine', 'docs/ticketing/redmine.yaml');
  return {
    ...file,
    project: env('REDMINE_PROJECT') || file.project,
    consultantsProject: env('REDMINE_CONSULTANTS_PROJECT') || undefined,
    consultantsCategory: env('REDMINE_CONSULTANTS_CATEGORY') || undefined,
    fields: { reference: ids.BotReferenz ?? file.fields.reference, requester: ids.Kontakt, billing: ids.Abrechnung },
  };
}

const redmineSystem: SystemUnderTest = {
  name: 'redmine',
  places: { consultants: 'Berater, Vor-Ort-Termin', support: 'Produktsupport' },
  async connect({ timeoutMs = 20_000, key = env('REDMINE_KEY'), strangeProduct, strangeStatus } = {}) {
    const proxy = await faultProxy(env('REDMINE_URL'));
    const file = redmineFile();
    const settings: RedmineSettings = {
      ...file,
      products: { hausperfekt: 'Hausperfekt' },
      fields: strangeProduct ? { ...file.fields, product: 999 } : file.fields,
      write: strangeStatus ? { ...file.write, resolved: 'kennt dort niemand' } : file.write,
    };
    const http = makeHttp({ baseUrl: proxy.url, headers: { 'x-redmine-api-key': key }, timeoutMs, signal: never, now: Date.now });
    const headers = { 'x-redmine-api-key': env('REDMINE_AGENT_KEY') };
    const desk = makeHttp({ baseUrl: env('REDMINE_URL'), headers, timeoutMs: 20_000, signal: never, now: Date.now });
    const put = async (id: string, issue: object) => void (await desk({ method: 'PUT', path: `/issues/${id}.json`, json: { issue } }));
    const statuses = JSON.parse(env('REDMINE_STATUSES') || '{}') as Record<string, number>;
    return {
      system: redmine({ http, settings, baseUrl: env('REDMINE_URL') }),
      faults: proxy,
      refusedField: 'field 999',
      desk: {
        setStatus: (id, raw) => put(id, { status_id: statuses[raw] }),
        note: (id, text) => put(id, { notes: text, private_notes: true }),
        reply: (id, text) => put(id, { notes: text }),
        async placeOf(id) {
          const { issue } = issueSchema.parse((await desk({ method: 'GET', path: `/issues/${id}.json` })).body);
          return [issue.project.name, issue.category?.name].filter(Boolean).join(', ');
        },
      },
      close: proxy.close,
    };
  },
};

const real = [
  { system: rt, url: 'RT_URL', script: 'test/ticketing/rt-setup.sh' },
  { system: redmineSystem, url: 'REDMINE_URL', script: 'test/ticketing/redmine-setup.sh' },
] as const;

const missing = real.filter(({ url }) => env(url) === '');
for (const { url, script } of missing) {
  console.log(`NOT RUN: the ticketing tests against ${url.replace('_URL', '')}; start it by ${script} and set what that prints.`);
}
if (env('TICKETING_TESTS') === 'all' && missing.length > 0)
  throw new Error(`TICKETING_TESTS=all, but not set: ${missing.map(({ url }) => url).join(', ')}`);

export const realSystems: readonly SystemUnderTest[] = real.filter(({ url }) => env(url) !== '').map(({ system }) => system);
export const systems: readonly SystemUnderTest[] = [ours, ...realSystems];

/** A ticket number nobody has: the systems are shared by many runs. */
export const freshReference = (): string => ticketNumber(2026, 100_000_000 + Math.floor(Math.random() * 899_999_999));

export function draft(change: Partial<SystemDraft> = {}): SystemDraft {
  return {
    reference: freshReference(),
    subject: 'Fehlermeldung beim Buchen – „Übertrag ungültig“',
    body: 'Größe 5 > 3 & kein „Ü“?\nZweite Zeile: ä ö ü ß €',
    requester: { email: `kundin-${randomUUID().slice(0, 8)}@muster.example`, name: 'Änne Öhler' },
    product: 'hausperfekt',
    category: 'akutes-problem',
    state: 'new',
    coverage: 'undecided',
    createdAt: Date.now(),
    ...change,
  };
}
