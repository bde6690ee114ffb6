/** Tables that grow are read by an index: every statement of a working day is explained by SQLite. */
import Sqlite from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { Handoff } from '../../src/domain/handoff.ts';
import type { Storage } from '../../src/domain/ports.ts';
import type { Request } from '../../src/domain/request.ts';
import { engines } from './engines.ts';
import {
  agent,
  aMail,
  at,
  customer,
  entry,
  event,
  load,
  makeOffer,
  offer,
  order,
  placeOrder,
  query,
  reply,
  request,
  run,
  saved,
  take,
  ticket,
} from './things.ts';

/** Reading the whole ledger is what its check is for, and the head of the ledger is one row. */
const scansByIntention = /^select .* from "(ledger|ledger_privates|ledger_head)"|^update "ledger_head"/;

/** A day with a ticket system outside, and with our own tickets as one. */
async function ticketingDay(storage: Storage, ticketId: string): Promise<void> {
  const found = { id: '7', number: '#7', rawStatus: 'new', subject: 'x', createdAt: at, updatedAt: at };
  await storage.ticketFile(ticketId);
  await storage.ticketEvents(['a']);
  await storage.posting(ticketId, at);
  await storage.posted(ticketId, at);
  await storage.posted(ticketId, undefined);
  await storage.brought(ticketId, found, at, at);
  await storage.keepRaw(ticketId, found);
  const messages = [{ id: '1', at, kind: 'message', visibility: 'public', author: 'agent', text: 'x' }] as const;
  await storage.keepForeign(ticketId, found, { takeover: { kind: 'keep', alarm: 'orderRule' }, messages, lastEvent: '1' }, at);
  await storage.readChanged('rt', [found], at);
  await storage.webhookArrived('rt', { deliveryId: 'd', ticketId: '7' }, at, at);
  await storage.saveCursor('rt', await storage.cursor('rt'));
  await storage.raiseAlarm({ about: ticketId, kind: 'gone', text: 'x', at });
  await storage.alarms(10);
  await storage.clearAlarm(ticketId, 'gone');
  await storage.revive(ticketId, at);
  const [own] = await storage.ownChangedSince(at, 10);
  await storage.ownTicketByNumber('x');
  await storage.ownTicketsOf('e@muster.example', true, 10, 0);
  await storage.ownTicketsOf('e@muster.example', false, 10, 0);
  await storage.ownEvents(own?.id ?? '');
}

/** Somebody signs in by a mailed link, somebody registers, a wish is taken up. */
async function peopleDay(storage: Storage): Promise<void> {
  const limits = { since: at, perAddress: 5, perIp: 20 };
  const link = { tokenHash: 'h', purpose: 'register', email: 'n@example.test', next: '/portal', ip: 'i', at, expiresAt: at + 1 } as const;
  await storage.keepMailLink({ ...link, registration: { name: 'N', company: '', customerNo: 'K-1' } }, limits);
  await storage.mailLink('h');
  await storage.takeMailLink({ tokenHash: 'h', form: 'f', at, repeatMs: 1, newId: 'p', mails: () => [] });
  await storage.registrationById('p');
  await storage.pendingRegistrations('o');
  await storage.decideRegistration({ id: 'p', organisationId: 'o', decision: 'confirm', by: 'b', at, mails: () => [] });
  await storage.wish('offer');
}

/** A conversation is handed over, taken, passed on and closed. */
async function handoffDay(storage: Storage, about: Request): Promise<void> {
  await storage.agentSeen('a', at, true);
  const asked: Handoff = {
    id: 'handoff',
    conversationId: 'c',
    requestId: about.id,
    ownerId: about.ownerId,
    organisationId: about.organisationId,
    state: 'queued',
    reason: 'asked',
    requestedAt: at,
    deadlineAt: at + 1,
    version: 0,
  };
  const requested = { kind: 'requested', at, by: 'customer', byId: 'c' } as const;
  await run(storage, 'c', { kind: 'requestHandoff', handoff: asked, events: [requested] });
  const taken: Handoff = { ...saved(asked), state: 'accepted', acceptedBy: 'a', acceptedAt: at, firstAcceptedAt: at };
  await run(storage, 'c', { kind: 'changeHandoff', handoff: taken, from: 'queued', events: [], limit: 3 });
  await load(storage, 'c', { handoffId: 'handoff', desk: { at, mayAsk: true, passTo: 'a' } });
  await storage.openHandoffs(10);
  await storage.handoffDetail('handoff');
  await storage.openHandoffOf('c');
  await storage.conversationForAgents(about.id);
  await storage.handoffMark();
  await storage.presentAgents(at);
  await storage.agentLeft('a');
}

test('no statement of a working day scans a table that grows', async () => {
  const prepared = vi.spyOn(Sqlite.prototype, 'prepare');
  const sqlite = engines.find((engine) => engine.name === 'SQLite');
  if (!sqlite) throw new Error('There is no SQLite engine');
  const { storage, sql } = await sqlite.open();
  const before = prepared.mock.calls.length;

  const asked = request('c');
  const made = offer(asked);
  const placed = order(made);
  const opened = ticket(asked, { orderId: placed.id });
  await run(storage, 'c', { kind: 'saveRequest', request: asked }, makeOffer(made));
  await run(
    storage,
    'c',
    { kind: 'saveRequest', request: saved(asked) },
    { kind: 'forwardOffer', offer: saved(made), at, ledger: entry('forwarded', made) },
  );
  const forwarded = { ...saved(made), version: 2 };
  await run(storage, 'c', placeOrder(forwarded, placed), { kind: 'createTicket', ticket: opened, events: [event(opened.id)] });
  await run(storage, 'c', { kind: 'changeTicket', ticket: saved(opened), events: [] });
  await run(
    storage,
    'c',
    { kind: 'schedule', key: 'k', dueAt: at, name: 'n', payload: 1 },
    { kind: 'unschedule', key: 'x' },
    { kind: 'note', about: 'helped' },
  );
  await run(storage, 'c', { kind: 'enqueue', work: 'mail', key: 'k', payload: aMail });
  await take(storage, 'c', { press: '2.0' });
  await take(storage, 'd', { messages: [reply('d', 1, { delivery: 'due' })] });
  await load(storage, 'c', { button: { seq: 2, n: 0, a: '2.0' }, wantTickets: true });
  await storage.load(query('elsewhere', { offerId: made.id }));
  for (const principal of [customer, agent]) {
    await storage.tickets(principal);
    await storage.openOffers(principal);
    await storage.ticketByNumber(principal, opened.number);
    await storage.offerById(principal, made.id);
    await storage.receipt(principal, placed.id);
  }
  await storage.messagesAfter('c', 0, 10);
  await storage.dueMessages(10);
  await storage.claimDelivery?.('d', 1, 0);
  await storage.markDelivery('d', 1, 'sent');
  await storage.dueTimers(at, 10);
  await storage.removeTimer('k', at);
  const [item] = await storage.claim(at, at + 1, 10);
  await storage.failed(item?.id ?? 0, at, 'away');
  await storage.failed(item?.id ?? 0, 'dead', 'away');
  await storage.done(item?.id ?? 0, at);
  await storage.contactByEmail('a@example.test');
  await storage.contactById('a');
  await storage.organisationByCustomerNo('K-1');
  await storage.webSession('dl_1');
  await storage.useOnce('jti', at);
  await storage.reserveTicketNumbers(2026, 1);
  await peopleDay(storage);
  await ticketingDay(storage, opened.id);
  await handoffDay(storage, asked);
  await take(storage, 'd', { counts: ['answered'] });
  await storage.weekFigures(0, at + 1);
  await storage.deleteFigures(0);
  await run(storage, 'e', { kind: 'saveRequest', request: request('e') });
  expect(await storage.deleteOldConversations(Date.now() + 1000, 10)).toMatchObject({ conversations: 2 });

  const statements = [...new Set(prepared.mock.calls.slice(before).map(([text]) => text))].filter((text) => !scansByIntention.test(text));
  prepared.mockRestore();
  expect(statements.length).toBeGreaterThan(40);
  const scans: string[] = [];
  for (const text of statements) {
    const plan = await sql(`explain query plan ${text.replaceAll('+?', 'null').replaceAll('?', 'null')}`);
    for (const { detail } of plan)
      if (/^SCAN (?!CONSTANT|.* VALUES CLAUSE)(?!.*USING (COVERING )?INDEX)/.test(String(detail))) scans.push(`${detail}: ${text}`);
  }
  expect(scans).toEqual([]);
});
