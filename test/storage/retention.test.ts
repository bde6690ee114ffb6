/** Conversations are emptied after their time: words and files go, what something needs stays, and the database refuses to lose more. */
import { describe, expect, test } from 'vitest';
import { uploadStore } from '../../src/directline/upload-store.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import type { Principal } from '../../src/domain/identity.ts';
import { verifyLedger } from '../../src/domain/ledger.ts';
import type { Request } from '../../src/domain/request.ts';
import { makeRetention } from '../../src/turn/retention.ts';
import { engines, type Opened, temporaryFolder } from './engines.ts';
import { ledgerKey } from './ledger-key.ts';
import {
  at,
  customer,
  event,
  load,
  makeOffer,
  message,
  offer,
  order,
  placeOrder,
  reply,
  request,
  run,
  saved,
  take,
  ticket,
  turn,
} from './things.ts';

const DAY = 86_400_000;
/** Later than every conversation of these tests that was made old. */
const limit = Date.now() - 90 * DAY;

const age = ({ sql }: Opened, c: string) => sql(`update conversations set changed_at = ${limit - DAY} where id = '${c}'`);

/** Everything the tables hold about a conversation. */
async function rowsOf({ sql }: Opened, c: string): Promise<Record<string, number>> {
  const tables = ['messages', 'seen', 'presses', 'dialogs', 'sent_cards', 'requests', 'offers', 'tickets', 'handoffs'];
  const counts = await Promise.all(tables.map((table) => sql(`select 1 as found from ${table} where conversation_id = '${c}'`)));
  return Object.fromEntries(tables.flatMap((table, n) => (counts[n]?.length ? [[table, counts[n].length]] : [])));
}

const handoffOf = (about: Request): Handoff => ({
  id: `handoff-${about.id}`,
  conversationId: about.conversationId,
  requestId: about.id,
  ownerId: about.ownerId,
  organisationId: about.organisationId,
  state: 'queued',
  reason: 'asked',
  summary: { asked: ['Könnte mich jemand anrufen?'], answered: [], entities: { products: ['hausperfekt'] } },
  requestedAt: at,
  deadlineAt: at + 600_000,
  version: 0,
});
const asksFor = (about: Request): Effect => ({
  kind: 'requestHandoff',
  handoff: handoffOf(about),
  events: [{ kind: 'requested', at, by: 'customer', byId: about.ownerId, byName: 'Erika Muster' }],
});

/** An old conversation with a request and whatever else, and its rows as they are then. */
async function old(opened: Opened, c: string, more: (about: Request) => Effect[] = () => []): Promise<Request> {
  const about = request(c);
  expect(await run(opened.storage, c, { kind: 'saveRequest', request: about }, ...more(about))).toBe('committed');
  await age(opened, c);
  return about;
}

describe.each(engines)('a conversation on $name', ({ open }) => {
  test('without anything that needs it is emptied once it is old, and a second run does nothing', async () => {
    const opened = await open();
    const { storage, sql } = opened;
    const file = { text: '', attachments: [{ uploadId: 'upload-1', name: 'bild.png' }] };
    const first = turn('c', {}, { messages: [message('c', 1, { content: file }), reply('c', 2)], press: '2.0' });
    await storage.commit({ ...first, conversation: { ...first.conversation, address: { user: 'Erika Muster' } } });
    await old(opened, 'c');
    await take(storage, 'young');

    expect(await storage.deleteOldConversations(limit, 200)).toEqual({ conversations: 1, uploads: ['upload-1'] });
    expect(await rowsOf(opened, 'c')).toEqual({});
    expect(JSON.stringify(await sql(`select * from conversations where id = 'c'`))).not.toContain('Erika');
    expect(await rowsOf(opened, 'young')).toEqual({ messages: 2, seen: 1, dialogs: 1 });
    expect(await storage.deleteOldConversations(limit, 200)).toEqual({ conversations: 0, uploads: [] });
  });

  const keeps: Record<string, (about: Request) => Effect[]> = {
    'a ticket': (about) => {
      const opened = ticket(about, { coverage: 'undecided' });
      return [{ kind: 'createTicket', ticket: opened, events: [event(opened.id)] }];
    },
    'an offer': (about) => [makeOffer(offer(about))],
    'an open hand-off': (about) => [asksFor(about)],
  };
  test.each(Object.entries(keeps))('with %s stays whole, however old', async (_what, effects) => {
    const opened = await open();
    await old(opened, 'c', effects);
    const before = await rowsOf(opened, 'c');
    expect(await opened.storage.deleteOldConversations(limit, 200)).toEqual({ conversations: 0, uploads: [] });
    expect(await rowsOf(opened, 'c')).toEqual(before);
    expect(before).toMatchObject({ messages: 2, requests: 1 });
  });

  test('with an order stays whole, and so does the ledger', async () => {
    const opened = await open();
    const { storage } = opened;
    const about = request('c');
    const made = offer(about);
    await run(storage, 'c', { kind: 'saveRequest', request: about }, makeOffer(made));
    expect(await run(storage, 'c', placeOrder(saved(made), order(saved(made))))).toBe('committed');
    await age(opened, 'c');
    await old(opened, 'other');
    expect(await storage.deleteOldConversations(limit, 200)).toMatchObject({ conversations: 1 });
    expect(await rowsOf(opened, 'c')).toMatchObject({ messages: 4, requests: 1, offers: 1 });
    const { rows, head, privates } = await storage.readLedger();
    expect(verifyLedger(rows, head, privates, [ledgerKey])).toMatchObject({ ok: true, count: 2 });
  });

  test('with a hand-off that is over loses what was said in it, not that it was', async () => {
    const opened = await open();
    const { storage, sql } = opened;
    const about = await old(opened, 'c', (asked) => [asksFor(asked)]);
    const ended: Handoff = { ...saved(handoffOf(about)), state: 'abandoned', outcome: 'left', endedAt: at + 1 };
    expect(await run(storage, 'c', { kind: 'changeHandoff', handoff: ended, from: 'queued', events: [], limit: 3 })).toBe('committed');
    await age(opened, 'c');
    expect(await storage.deleteOldConversations(limit, 200)).toMatchObject({ conversations: 1 });
    expect(await rowsOf(opened, 'c')).toEqual({ handoffs: 1 });
    const left = [await sql('select * from handoffs'), await sql('select * from handoff_events')];
    expect(JSON.stringify(left)).not.toMatch(/Erika|anrufen/);
    expect(left[1]).toHaveLength(1);
  });

  test('goes in batches, oldest first', async () => {
    const opened = await open();
    for (const c of ['a', 'b', 'c']) await old(opened, c);
    await opened.sql(`update conversations set changed_at = changed_at - 1 where id = 'b'`);
    expect(await opened.storage.deleteOldConversations(limit, 1)).toMatchObject({ conversations: 1 });
    expect(await rowsOf(opened, 'b')).toEqual({});
    expect(await opened.storage.deleteOldConversations(limit, 200)).toMatchObject({ conversations: 2 });
  });

  test('goes on afterwards with new numbers, is kept anew and is emptied anew', async () => {
    const opened = await open();
    const { storage, sql } = opened;
    await old(opened, 'c');
    const before = await load(storage, 'c');
    await storage.deleteOldConversations(limit, 200);
    expect(await storage.commit(turn('c', before))).toBe('conflict');
    expect(await take(storage, 'c')).toBe('committed');
    expect((await storage.messagesAfter('c', 0, 10)).map(({ seq }) => seq)).toEqual([3, 4]);
    await expect(sql('delete from messages')).rejects.toThrow(/append-only/);
    expect(await storage.deleteOldConversations(limit, 200)).toMatchObject({ conversations: 0 });
    await age(opened, 'c');
    expect(await storage.deleteOldConversations(limit, 200)).toMatchObject({ conversations: 1 });
    expect(await rowsOf(opened, 'c')).toEqual({});
  });

  test('that is needed cannot be marked for emptying', async () => {
    const opened = await open();
    await old(opened, 'c', (about) => [makeOffer(offer(about))]);
    const mark = `insert into expired_conversations (conversation_id, version) values ('c', 1)`;
    await expect(opened.sql(mark)).rejects.toThrow(/is needed/);
  });
});

describe.each(engines)('what nobody comes back for, on $name:', ({ open }) => {
  test('a browser session goes with its age, unless its conversation goes on', async () => {
    const opened = await open();
    const { storage } = opened;
    const principal: Principal = { ...customer, email: 'erika@muster.example' };
    const session = (userId: string, conversationId: string, createdAt: number) =>
      storage.saveWebSession({ userId, conversationId, principal, createdAt });
    await take(storage, 'idle');
    await take(storage, 'goes-on');
    await age(opened, 'idle');
    await session('dl_silent', 'never-began', limit - 1);
    await session('dl_idle', 'idle', limit - DAY);
    await session('dl_active', 'goes-on', limit - DAY);
    await session('dl_young', 'never-began-either', limit);
    expect(await storage.deleteOldSessions(limit)).toBe(2);
    const left = ['dl_silent', 'dl_idle', 'dl_active', 'dl_young'].map((id) => storage.webSession(id));
    expect((await Promise.all(left)).map((found) => found?.userId)).toEqual([undefined, undefined, 'dl_active', 'dl_young']);
    expect(await storage.deleteOldSessions(limit)).toBe(0);
  });

  test('a used one-time id is forgotten once it has run out, and not before', async () => {
    const { storage } = await open();
    await storage.useOnce('over', at);
    await storage.useOnce('good', at + 2);
    await storage.forgetUsedIds(at + 1);
    expect(await storage.useOnce('good', at + 2)).toBe(false);
    expect(await storage.useOnce('over', at)).toBe(true);
  });

  test('a file is needed by the message, the request or the waiting mail that names it, wherever it says it belongs', async () => {
    const { storage } = await open();
    const attachments = [{ uploadId: 'upload-of-a-message' }];
    await storage.commit(turn('c', {}, { messages: [message('c', 1, { content: { text: '', attachments } })] }));
    await run(storage, 'd', { kind: 'saveRequest', request: request('d', { details: { attachments: ['upload-of-a-request'] } }) });
    const files = [{ id: 'upload-of-a-mail', name: 'bild.png' }];
    await storage.keepMail({ id: 'm', at, address: 'a@b.example', outcome: 'held', reason: 'forged', subject: '', text: '', files });
    const holders = (near: string) =>
      Promise.all(
        ['upload-of-a-message', 'upload-of-a-request', 'upload-of-a-mail', 'upload-of-a'].map((id) =>
          storage.conversationOfUpload(id, near),
        ),
      );
    expect(await holders('c')).toEqual(['c', 'd', 'mail.m', undefined]);
    expect(await holders('portal:contact-1')).toEqual(['c', 'd', 'mail.m', undefined]);
    await storage.settleMail('m', 'agent', at);
    expect(await storage.conversationOfUpload('upload-of-a-mail', 'mail.m')).toBeUndefined();
  });
});

test('The worker deletes old files that nobody sent, once a day, and none that something needs', async () => {
  const sqlite = engines[0];
  if (!sqlite) throw new Error('There is no engine');
  const { storage } = await sqlite.open();
  const files = uploadStore(temporaryFolder());
  const save = (id: string, conversationId: string, when: number) =>
    files.save({ id, name: 'bild.png', contentType: 'image/png', bytes: 3, conversationId, at: when }, Buffer.from('abc'));
  await save('never-sent-and-old', 'portal:contact-1', limit - DAY);
  await save('never-sent-but-new', 'portal:contact-1', limit + 10 * DAY);
  await save('sent-long-ago-and-kept', 'portal:contact-1', limit - DAY);
  const details = { attachments: ['sent-long-ago-and-kept'] };
  await run(storage, 'c', { kind: 'saveRequest', request: request('c', { details }) });
  let now = Date.now();
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (fields: unknown) => problems.push(fields) };
  const problems: unknown[] = [];
  const retention = makeRetention({ store: storage, uploads: files, retentionDays: () => 90, now: () => now, log });
  await retention.run();
  const left = async () =>
    (await files.olderThan(Number.POSITIVE_INFINITY)).map(({ id, conversationId }) => [id, conversationId]).toSorted();
  expect(await left()).toEqual([
    ['never-sent-but-new', 'portal:contact-1'],
    ['sent-long-ago-and-kept', 'c'],
  ]);
  expect(await files.content('sent-long-ago-and-kept')).toEqual(Buffer.from('abc'));
  now += 12 * 3_600_000;
  await save('found-in-the-morning', 'portal:contact-1', limit - DAY);
  await retention.run();
  expect(await left()).toHaveLength(3);
  now += 13 * 3_600_000;
  await retention.run();
  expect((await left()).map(([id]) => id)).toEqual(['never-sent-but-new', 'sent-long-ago-and-kept']);
  await retention.close();
  expect(problems).toEqual([]);
});

test('The worker deletes batch after batch, and the files of what it deleted', async () => {
  const sqlite = engines[0];
  if (!sqlite) throw new Error('There is no engine');
  const opened = await sqlite.open();
  const { storage } = opened;
  const files = uploadStore(temporaryFolder());
  const id = 'upload-of-the-old-one';
  await files.save({ id, name: 'bild.png', contentType: 'image/png', bytes: 3, conversationId: 'c', at }, Buffer.from('abc'));
  const content = { text: '', attachments: [{ uploadId: id }] };
  await storage.commit(turn('c', {}, { messages: [message('c', 1, { content })] }));
  for (let n = 0; n < 200; n++) await take(storage, `old-${n}`);
  await opened.sql(`update conversations set changed_at = ${limit - DAY}`);
  await take(storage, 'young');
  const problems: unknown[] = [];
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields: unknown) => problems.push(fields),
    error: (fields: unknown) => problems.push(fields),
  };
  const retention = makeRetention({ store: storage, uploads: files, retentionDays: () => 90, now: Date.now, log });
  await retention.run();
  await retention.close();
  expect(await opened.sql('select distinct conversation_id from messages')).toEqual([{ conversation_id: 'young' }]);
  expect(await files.info(id)).toBeUndefined();
  expect(problems).toEqual([]);
});
