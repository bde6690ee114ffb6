/** Hand-offs in the database: one open per conversation, one owner, a limit per agent, and who is there. */
import { describe, expect, test } from 'vitest';
import type { Agent } from '../../src/domain/agent.ts';
import { goneAfterMs, type Handoff, type HandoffEvent } from '../../src/domain/handoff.ts';
import type { CommitOutcome, Storage } from '../../src/domain/ports.ts';
import type { Request } from '../../src/domain/request.ts';
import { engines } from './engines.ts';
import { at, customer, event, fresh, load, request, run, ticket } from './things.ts';

const asked = (of: Request, change: Partial<Handoff> = {}): Handoff => ({
  id: fresh('handoff'),
  conversationId: of.conversationId,
  requestId: of.id,
  ownerId: of.ownerId,
  organisationId: of.organisationId,
  state: 'queued',
  reason: 'asked',
  product: 'hausperfekt',
  summary: { asked: ['Könnte mich jemand anrufen?'], answered: [], entities: { products: ['hausperfekt'] } },
  requestedAt: at,
  deadlineAt: at + 600_000,
  version: 0,
  ...change,
});

const happened = (kind: HandoffEvent['kind'], change: Partial<HandoffEvent> = {}): HandoffEvent => ({
  kind,
  at,
  by: 'agent',
  byId: 'agent',
  ...change,
});

const stored = (handoff: Handoff): Handoff => ({ ...handoff, version: handoff.version + 1 });

const takenBy = (handoff: Handoff, agentId: string): Handoff => ({
  ...handoff,
  state: 'accepted',
  acceptedBy: agentId,
  acceptedByName: 'Erna E.',
  acceptedAt: at + 1000,
  firstAcceptedAt: at + 1000,
});

async function open(storage: Storage, c: string, change: Partial<Handoff> = {}): Promise<Handoff> {
  const about = request(c);
  const handoff = asked(about, change);
  const events = [happened('requested', { by: 'customer', byName: 'Erika Muster' }), happened('queued', { by: 'bot' })];
  expect(await run(storage, c, { kind: 'saveRequest', request: about }, { kind: 'requestHandoff', handoff, events })).toBe('committed');
  return stored(handoff);
}

const claim = (storage: Storage, handoff: Handoff, agentId: string, limit = 3): Promise<CommitOutcome> =>
  run(storage, handoff.conversationId, {
    kind: 'changeHandoff',
    handoff: takenBy(handoff, agentId),
    from: 'queued',
    events: [happened('accepted', { byId: agentId })],
    limit,
  });

async function someAgent(storage: Storage, seenAt?: number, isAvailable = true): Promise<Agent> {
  const id = fresh('local:agent');
  const agent: Agent = { id, name: id, shownName: 'Erna E.', state: 'active', createdAt: at };
  await storage.saveAgent(agent);
  if (seenAt !== undefined) await storage.agentSeen(id, seenAt, isAvailable);
  return agent;
}

describe.each(engines)('hand-offs on $name', ({ open: openEngine, shared }) => {
  test('are given to the next turn as they were asked for', async () => {
    const { storage, c } = await shared();
    const handoff = await open(storage, c);
    expect((await load(storage, c)).handoff).toEqual(handoff);
    expect(await storage.openHandoffOf(c)).toEqual(handoff);
    expect(await storage.handoffById(handoff.id)).toEqual(handoff);
  });

  test('are open once per conversation', async () => {
    const { storage, c } = await shared();
    const handoff = await open(storage, c);
    const [about] = (await load(storage, c)).requests;
    if (!about) throw new Error('There is no request');
    expect(await run(storage, c, { kind: 'requestHandoff', handoff: asked(about), events: [] })).toBe('conflict');
    const over = { ...handoff, state: 'abandoned', endedAt: at + 5, outcome: 'leftByCustomer' } as const;
    expect(await run(storage, c, { kind: 'changeHandoff', handoff: over, from: 'queued', events: [] })).toBe('committed');
    expect((await load(storage, c)).handoff).toEqual(stored(over));
    const next = asked(about, { requestedAt: at + 10 });
    expect(await run(storage, c, { kind: 'requestHandoff', handoff: next, events: [] })).toBe('committed');
    expect((await load(storage, c)).handoff?.id).toBe(next.id);
    expect((await load(storage, c, { handoffId: handoff.id })).handoff?.id).toBe(handoff.id);
  });

  test('change only from the state and version that were seen', async () => {
    const { storage, c } = await shared();
    const handoff = await open(storage, c);
    expect(await claim(storage, handoff, 'a')).toBe('committed');
    expect(await claim(storage, handoff, 'b')).toBe('conflict');
    expect(await claim(storage, stored(handoff), 'b')).toBe('conflict');
    expect((await storage.handoffById(handoff.id))?.acceptedBy).toBe('a');
  });

  test('that are over stay over', async () => {
    const { storage, c, sql } = await shared();
    const handoff = await open(storage, c);
    const over = { ...handoff, state: 'failed', endedAt: at + 5, outcome: 'nobodyInTime' } as const;
    await run(storage, c, { kind: 'changeHandoff', handoff: over, from: 'queued', events: [happened('failed', { by: 'bot' })] });
    await expect(sql(`update handoffs set state = 'queued', ended_at = null where id = '${handoff.id}'`)).rejects.toThrow(
      'does not come back',
    );
  });

  test('have one owner when twenty agents claim at once, whichever server they use', async () => {
    const { storage, again, c } = { ...(await openEngine()), c: fresh('c') };
    const handoff = await open(storage, c);
    const servers = engines.find(({ open: own }) => own === openEngine)?.name === 'PostgreSQL' ? [storage, await again()] : [storage];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => claim(servers[n % servers.length] ?? storage, handoff, `agent-${n}`)),
    );
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
  });

  test('never exceed what one agent has in hand, though ten are claimed at once', async () => {
    const { storage, again } = await openEngine();
    const agent = await someAgent(storage, at);
    const other = engines.find(({ open: own }) => own === openEngine)?.name === 'PostgreSQL' ? await again() : storage;
    const waiting: Handoff[] = [];
    for (let n = 0; n < 10; n += 1) waiting.push(await open(storage, fresh('c')));
    const outcomes = await Promise.all(waiting.map((handoff, n) => claim(n % 2 ? other : storage, handoff, agent.id, 3)));
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(3);
    expect((await storage.presentAgents(at))[0]).toMatchObject({ agent: { id: agent.id }, chats: 3 });
  });

  test('keep what happened, in order, for good', async () => {
    const { storage, c, sql } = await shared();
    const handoff = await open(storage, c);
    const before = await storage.handoffMark();
    await claim(storage, handoff, 'a');
    expect(await storage.handoffMark()).toBeGreaterThan(before);
    const detail = await storage.handoffDetail(handoff.id);
    expect(detail?.events.map(({ kind, by, byName }) => ({ kind, by, byName }))).toEqual([
      { kind: 'requested', by: 'customer', byName: 'Erika Muster' },
      { kind: 'queued', by: 'bot', byName: undefined },
      { kind: 'accepted', by: 'agent', byName: undefined },
    ]);
    await expect(sql(`update handoff_events set text = 'x' where handoff_id = '${handoff.id}'`)).rejects.toThrow('append-only');
  });

  test('are listed with those first that wait longest', async () => {
    const { storage } = await openEngine();
    const late = await open(storage, fresh('c'), { requestedAt: at + 50 });
    const early = await open(storage, fresh('c'), { requestedAt: at + 10 });
    const taken = await open(storage, fresh('c'), { requestedAt: at + 30 });
    await claim(storage, taken, 'a');
    const listed = await storage.openHandoffs(10);
    expect(listed.map(({ handoff }) => handoff.id)).toEqual([early.id, taken.id, late.id]);
    expect(listed[0]).toMatchObject({ channel: 'webchat', lastSeq: 2, lastAt: at, request: { id: early.requestId } });
    expect(await storage.openHandoffs(1)).toHaveLength(1);
  });

  test('show an agent the whole of a conversation and nothing of another customer', async () => {
    const { storage, c } = await shared();
    const handoff = await open(storage, c);
    const [about] = (await load(storage, c)).requests;
    if (!about) throw new Error('There is no request');
    const opened = ticket(about);
    await run(storage, c, { kind: 'createTicket', ticket: opened, events: [event(opened.id)] });
    const elsewhere = fresh('c');
    const foreign = request(elsewhere, { ownerId: 'somebody', organisationId: fresh('organisation') });
    const strange = ticket(foreign);
    await run(storage, elsewhere, { kind: 'saveRequest', request: foreign }, { kind: 'createTicket', ticket: strange, events: [] });
    const detail = await storage.handoffDetail(handoff.id);
    expect(detail?.requests.map(({ id }) => id)).toEqual([about.id]);
    expect(detail?.tickets.map(({ id }) => id)).toContain(opened.id);
    expect(detail?.tickets.map(({ id }) => id)).not.toContain(strange.id);
    expect(await storage.conversationForAgents(about.id)).toBe(c);
    expect(await storage.conversationForAgents('nothing')).toBeUndefined();
  });

  test('open no other conversation to agents', async () => {
    const { storage, c } = await shared();
    const chat = request(c);
    await run(storage, c, { kind: 'saveRequest', request: chat });
    expect(await storage.conversationForAgents(chat.id)).toBeUndefined();
  });

  test('count who is there: active, available and heard of lately', async () => {
    const { storage } = await openEngine();
    await someAgent(storage, at);
    await someAgent(storage, at - goneAfterMs - 1);
    await someAgent(storage, at, false);
    await someAgent(storage);
    const disabled = await someAgent(storage, at);
    await storage.saveAgent({ ...disabled, state: 'disabled' });
    const left = await someAgent(storage, at);
    await storage.agentLeft(left.id);
    const desk = { at, mayAsk: true };
    expect((await load(storage, fresh('c'), { desk })).desk).toEqual({ present: 1, ahead: 0, waits: [], ownChats: 0 });
    expect((await storage.presentAgents(at)).filter(({ isAvailable }) => isAvailable)).toHaveLength(1);
  });

  test('know their place, the one who has them, the colleague they go to, and the real waiting times', async () => {
    const { storage } = await openEngine();
    const agent = await someAgent(storage, at + 7);
    const colleague = await someAgent(storage, at + 8);
    const taken = await open(storage, fresh('c'), { requestedAt: at });
    await claim(storage, taken, agent.id);
    const first = await open(storage, fresh('c'), { requestedAt: at + 1 });
    const second = await open(storage, fresh('c'), { requestedAt: at + 2 });
    const desk = { at: at + 10, mayAsk: false, passTo: colleague.id };
    const principal = { ...customer, kind: 'agent', id: agent.id } as const;
    expect((await load(storage, taken.conversationId, { desk, principal })).desk).toEqual({
      present: 2,
      ahead: 0,
      waits: [1000],
      holderSeenAt: at + 7,
      holderName: 'Erna E.',
      ownChats: 1,
      target: { id: colleague.id, shownName: 'Erna E.', isPresent: true },
    });
    expect((await load(storage, first.conversationId, { desk })).desk).toMatchObject({ ahead: 0 });
    expect((await load(storage, second.conversationId, { desk })).desk).toMatchObject({ ahead: 1 });
    expect((await load(storage, fresh('c'), { desk: { ...desk, mayAsk: true } })).desk).toMatchObject({ ahead: 2 });
    expect((await load(storage, fresh('c'), { desk })).desk).toBeUndefined();
  });

  test('load the request they are about, however many came after it', async () => {
    const { storage, c } = await shared();
    const handoff = await open(storage, c);
    for (let n = 1; n <= 21; n += 1) await run(storage, c, { kind: 'saveRequest', request: request(c, { createdAt: at + n }) });
    const { requests } = await load(storage, c);
    expect(requests.map(({ id }) => id)).toContain(handoff.requestId);
    expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  });

  test('end with a person who is erased, and lose their words and names', async () => {
    const { storage, sql } = await openEngine();
    const c = fresh('c');
    const handoff = await open(storage, c);
    await run(storage, c, {
      kind: 'changeHandoff',
      handoff,
      from: 'queued',
      events: [happened('note', { text: 'Frau Muster ruft zurück' })],
    });
    await storage.erasePerson(customer.id);
    expect(await sql('select summary, state, outcome from handoffs')).toEqual([{ summary: null, state: 'abandoned', outcome: 'erased' }]);
    expect(await storage.openHandoffs(10)).toEqual([]);
    expect(await sql('select distinct by_name, text from handoff_events')).toEqual([{ by_name: null, text: null }]);
  });
});
