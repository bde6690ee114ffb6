/** Requests to the consultants lie in a queue of their own, where one is named; look-ups and news cover both queues. */
import { expect, it } from 'vitest';
import type { SystemDraft } from '../../src/domain/ticketing.ts';
import type { Http } from '../../src/ticketing/http.ts';
import { requestTracker } from '../../src/ticketing/rt.ts';

const settings = {
  queue: 'Produktsupport',
  botUser: 'bot',
  fields: { reference: 'Ref' },
  read: { new: 'new' as const },
  write: { new: 'new' },
  billing: {},
  products: {},
  timeoutSeconds: 1,
  settleSeconds: 1,
  pollSeconds: 1,
};
const draft: SystemDraft = {
  reference: 'IMM-2026-000001-7',
  subject: 'Termin',
  body: 'Termin',
  requester: {},
  category: 'case/vor-ort',
  state: 'new',
  coverage: 'notOffered',
  createdAt: 0,
};

/** Answers as Request Tracker does, and keeps what it was asked. */
function recorded(missing: readonly string[] = []) {
  const asked: { path: string; query: string; json: { Queue?: string } }[] = [];
  const ticket = { id: 1, Status: 'new', Subject: 'Termin', Created: '2026-01-01T00:00:00Z', LastUpdated: '2026-01-01T00:00:00Z' };
  const answers: Record<string, object> = {
    '/rt': { Version: '5.0.3' },
    '/ticket': { id: 1 },
    '/ticket/1': { ...ticket, CustomFields: [{ name: 'Ref', values: [draft.reference] }] },
    '/tickets': { items: [] },
  };
  const http: Http = async ({ path, query = [], json = {} }) => {
    asked.push({ path, query: query.find(([name]) => name === 'query')?.[1] ?? '', json: json as { Queue?: string } });
    const queue = /^\/queue\/(.+)$/.exec(path)?.[1];
    if (queue !== undefined && missing.includes(queue)) return { status: 404, body: {} };
    return { status: 200, body: queue === undefined ? answers[path] : { Name: queue, TicketCustomFields: [{ name: 'Ref' }] } };
  };
  return { http, asked };
}

it.each([
  ['case/vor-ort', 'Berater', 'Berater'],
  ['case/akutes-problem', 'Berater', 'Produktsupport'],
  ['case/vor-ort', undefined, 'Produktsupport'],
])('%s with the consultants in %s goes to %s', async (category, consultantsQueue, queue) => {
  const { http, asked } = recorded();
  const system = requestTracker({ http, settings: { ...settings, consultantsQueue }, baseUrl: 'http://rt' });
  await system.create({ ...draft, category });
  expect(asked.find(({ path }) => path === '/ticket')?.json.Queue).toBe(queue);
});

it('looks for changes and for a requester in both queues, and misses one that is not there', async () => {
  const { http, asked } = recorded(['Berater']);
  const system = requestTracker({ http, settings: { ...settings, consultantsQueue: 'Berater' }, baseUrl: 'http://rt' });
  await system.listByRequester('a@b.example', { limit: 10 });
  await system.changedSince('');
  const queries = asked.flatMap(({ path, query }) => (path === '/tickets' ? [query] : []));
  expect(queries.every((query) => query.startsWith("(Queue = 'Produktsupport' OR Queue = 'Berater') AND "))).toBe(true);
  expect(queries.length).toBeGreaterThan(1);
  expect(await system.health()).toEqual({ version: '5.0.3', missing: ['queue Berater'] });
});
