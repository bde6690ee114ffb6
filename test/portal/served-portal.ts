/** The portal on the real server, over a fresh SQLite folder, the real turn engine and the shipped content. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Knowledge } from '../../src/content/knowledge.ts';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import { clamdScan } from '../../src/directline/clamd.ts';
import { portalUploads } from '../../src/directline/portal-uploads.ts';
import type { Contact, Principal } from '../../src/domain/identity.ts';
import type { Log } from '../../src/domain/log.ts';
import type { Offer } from '../../src/domain/offer.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { openWebFiles } from '../../src/http/pages/web-files.ts';
import { webPages } from '../../src/http/pages/web-pages.ts';
import { routes } from '../../src/http/routes.ts';
import { startServer } from '../../src/http/server.ts';
import { portal } from '../../src/portal/portal.ts';
import { makeSessions } from '../../src/portal/session.ts';
import { demoCustomer, seedDemo } from '../../src/storage/demo.ts';
import { openStorage } from '../../src/storage/open.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { TurnEngine } from '../../src/turn/types.ts';
import { trained } from '../understanding/trained.ts';

const webFolder = path.resolve(import.meta.dirname, '../../dist/web');
const tokenSecret = 'a-token-secret-of-forty-characters-xxxxx';
export const ledgerKey = { id: 'test', secret: 'a-ledger-key-of-forty-characters-xxxxxxx' };
const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Of another organisation than the demo customers. */
export const stranger: Contact = {
  id: 'contact-other',
  organisationId: 'organisation-other',
  email: 'fremd@andere-verwaltung.example',
  name: 'Demo Fremde',
  mayOrder: true,
};

export interface Browser {
  get(path: string): Promise<Response>;
  /** Posts a form as our own page would; `headers` replace what a browser sends. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

export interface ServedPortal {
  readonly url: string;
  readonly dataDir: string;
  readonly storage: Storage;
  readonly engine: TurnEngine;
  /** Moves the server's clock on. */
  passTime(ms: number): void;
  now(): number;
  /** A visitor with a session of this contact; without one, nobody is signed in. */
  browser(contact?: Contact): Promise<Browser>;
  /** A cookie as the portal would set it. */
  cookie(contact: Contact, verifiedBy?: 'demo' | 'mailLink'): Promise<string>;
  /** Somebody (the demo customer, unless said otherwise) asks in the chat for something billable. Out: the offer that is shown. */
  offerInChat(who?: Contact, text?: string): Promise<Offer>;
  /** Presses a button of the newest card in the chat. */
  pressInChat(who: Contact, offer: Offer, title: string): Promise<void>;
  /** From now on the price list has other terms. */
  changeRates(): void;
  close(): Promise<void>;
}

const billable = 'Meine Kollegin hat im Dezember in Hausperfekt alle Mieten doppelt gebucht, könnt ihr das bereinigen?';

/** In: whether it runs as in production, sends mails, takes requests itself, and serves the app instead of the plain pages, and where a virus scanner listens. Out: the running portal with demo customers and a stranger. */
export async function servePortal({
  production = false,
  sendsMail = true,
  takesRequests = true,
  app = false,
  clamd = '',
} = {}): Promise<ServedPortal> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lotse-portal-'));
  const storage = await openStorage({ dataDir, ledgerKey });
  await seedDemo(storage);
  const other = { id: 'organisation-other', customerNo: 'D-20002', name: 'Andere Verwaltung GmbH (Demo)', products: [], contracts: [] };
  await storage.saveCustomers([{ organisation: other, contacts: [stranger] }]);
  const loaded = loadKnowledge('content', { exampleRates: true });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  let knowledge: Knowledge = loaded.knowledge;
  const understanding = await trained();
  const engine = makeEngine({
    store: storage,
    snapshot: () => ({ knowledge, understanding }),
    publicUrl: () => 'http://localhost',
    newId: randomUUID,
    newToken: () => randomBytes(24).toString('base64url'),
    log: silent,
    pause: (attempt) => new Promise((resolve) => setTimeout(resolve, attempt)),
  });
  let ahead = 0;
  let url = '';
  const now = () => Date.now() + ahead;
  const files = await openWebFiles(webFolder);
  const pages = portal({
    engine,
    store: storage,
    snapshotKnowledge: () => knowledge,
    understand: (text) => understanding.understand(text),
    uploads: portalUploads(path.join(dataDir, 'uploads'), clamd ? clamdScan({ url: clamd, timeoutMs: 2000, log: silent }) : undefined),
    app: app ? files.app() : undefined,
    takesRequests,
    secrets: { token: tokenSecret },
    production,
    sendsMail,
    publicUrl: () => url,
    now,
    randomId: () => randomBytes(16).toString('base64url'),
    log: silent,
  });
  const ok = async () => ({ status: 200 });
  const chat = await webPages({ folder: webFolder, knowledge: () => knowledge, production: false, origins: [] });
  const table = routes({ chat, portal: pages.handlers, ops: { live: ok, ready: ok, metrics: ok } });
  const server = await startServer({ host: '127.0.0.1', port: 0, trustProxy: false, routes: table, log: silent });
  url = `http://localhost:${server.port}`;

  const cookie = async (contact: Contact, verifiedBy: 'demo' | 'mailLink' = 'mailLink') => {
    const header = await makeSessions(tokenSecret).open({ contactId: contact.id, verifiedBy, verifiedAt: now() });
    return header.split(';')[0] ?? '';
  };
  return {
    url,
    dataDir,
    storage,
    engine,
    now,
    passTime: (ms) => {
      ahead += ms;
    },
    cookie,
    browser: async (contact) => browserAt(url, contact ? await cookie(contact) : undefined),
    offerInChat: (who = demoCustomer, text = billable) => offerInChat(engine, storage, now(), who, text),
    pressInChat: (who, offer, title) => pressInChat(engine, storage, now(), who, offer, title),
    changeRates: () => {
      const entries = knowledge.rates.entries.map((entry) => ({
        ...entry,
        rate: { ...entry.rate, netCentsPerHour: 13_000, version: 'next' },
      }));
      knowledge = { ...knowledge, rates: { ...knowledge.rates, entries } };
    },
    async close() {
      pages.close();
      await server.close();
      await engine.close();
      await storage.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function browserAt(url: string, cookie: string | undefined): Browser {
  const own = cookie ? { cookie } : undefined;
  return {
    get: (page) => fetch(url + page, { headers: { ...own }, redirect: 'manual' }),
    post: (page, fields, headers = { origin: url }) =>
      fetch(url + page, { method: 'POST', headers: { ...own, ...headers }, body: new URLSearchParams(fields), redirect: 'manual' }),
  };
}

/** In: a contact. Out: the person as the chat sees them. */
export function principalOf({ id, name, email, organisationId, mayOrder }: Contact, at: number): Principal {
  return { kind: 'customer', id, name, email, organisationId, mayOrder, verifiedBy: 'demo', at };
}

const chat = { channel: 'webchat', conversationKind: 'personal', dialogScope: 'main' } as const;

async function offerInChat(engine: TurnEngine, storage: Storage, at: number, who: Contact, text: string): Promise<Offer> {
  const principal = principalOf(who, at);
  const before = new Set((await storage.openOffers(principal)).map(({ id }) => id));
  const place = { ...chat, conversationId: randomUUID(), activityId: randomUUID() };
  await engine.take({ ...place, principal, at, input: { kind: 'text', text, uploads: [] } });
  const made = (await storage.openOffers(principal)).find(({ id }) => !before.has(id));
  if (!made) throw new Error('The chat showed no offer');
  return made;
}

const cardSchema = z.object({ actions: z.array(z.object({ title: z.string(), data: z.object({ a: z.string() }) })) });

async function pressInChat(engine: TurnEngine, storage: Storage, at: number, who: Contact, offer: Offer, title: string): Promise<void> {
  const { conversationId } = offer;
  const messages = await storage.messagesAfter(conversationId, 0, 50);
  const { actions } = cardSchema.parse(messages.findLast(({ content }) => content.card)?.content.card);
  const a = actions.find((action) => action.title === title)?.data.a;
  if (!a) throw new Error(`The card has no button "${title}"`);
  const place = { ...chat, conversationId, activityId: randomUUID() };
  await engine.take({ ...place, principal: principalOf(who, at), at, input: { kind: 'press', a, values: {} } });
}

/** In: an offer's page. Out: what its form would send for a decision. */
export function formOf(page: string, decision: 'order' | 'decline' | 'review'): Record<string, string> {
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
  return { token: value('token'), form: value('form'), decision };
}
