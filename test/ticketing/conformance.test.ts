/** What every ticket system must do behind the port; the same lines for ours, for Request Tracker and for Redmine. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { consultantsCategory } from '../../src/domain/ticket.ts';
import type { SystemDraft, SystemTicket, TicketSystemError } from '../../src/domain/ticketing.ts';
import { nextFaults } from './fault-proxy.ts';
import { type Connected, draft, freshReference, systems } from './systems.ts';

describe.each(systems)('the ticket system $name', ({ name, connect, places }) => {
  let connected: Connected;
  const closing: Connected[] = [];
  const also = async (options: Parameters<typeof connect>[0]): Promise<Connected> => {
    const another = await connect(options);
    closing.push(another);
    return another;
  };
  beforeAll(async () => {
    connected = await also({});
  });
  beforeEach(() => connected.faults.plan());
  afterAll(async () => {
    for (const one of closing) await one.close();
  });

  const overNetwork = name !== 'embedded';
  const make = async (change: Partial<SystemDraft> = {}): Promise<SystemTicket> => (await connected.system.create(draft(change))).ticket;
  const failure = (work: Promise<unknown>): Promise<TicketSystemError> =>
    work.then(
      () => expect.fail('it should have failed'),
      (error: TicketSystemError) => error,
    );

  test('is set up as the tests need it', async () => {
    expect((await connected.system.health()).missing).toEqual([]);
  });

  test('makes a ticket with umlauts and gives it back whole', async () => {
    const wanted = draft();
    const { ticket, outcome, dropped } = await connected.system.create(wanted);
    expect({ outcome, dropped }).toEqual({ outcome: 'created', dropped: [] });
    expect(ticket).toMatchObject({ subject: wanted.subject, reference: wanted.reference, state: 'new' });
    expect(await connected.system.get(ticket.id)).toEqual(ticket);
    const [first] = await connected.system.history(ticket.id);
    expect(first?.text).toContain(wanted.body);
  });

  test('puts a request to the consultants where they look, and treats it like any other', async () => {
    const { system, desk } = connected;
    const from = (await system.changedSince('')).next;
    const email = `${freshReference().toLowerCase()}@muster.example`;
    const wanted = draft({ category: consultantsCategory, requester: { email } });
    const { ticket, dropped } = await system.create(wanted);
    expect(dropped).toEqual([]);
    expect(await desk.placeOf(ticket.id)).toBe(places.consultants);
    expect(await desk.placeOf((await make()).id)).toBe(places.support);
    expect((await system.findByReference(wanted.reference)).map(({ id }) => id)).toEqual([ticket.id]);
    expect((await system.changedSince(from)).items.map(({ id }) => id)).toContain(ticket.id);
    expect((await system.listByRequester(email, { limit: 10 })).items.map(({ id }) => id)).toEqual([ticket.id]);
    expect((await system.changeStatus(ticket.id, 'waitingCustomer')).state).toBe('waitingCustomer');
  });

  test('finds a ticket by its reference, and none by a part of it', async () => {
    const wanted = draft();
    const { ticket } = await connected.system.create(wanted);
    expect((await connected.system.findByReference(wanted.reference)).map(({ id }) => id)).toEqual([ticket.id]);
    expect(await connected.system.findByReference(wanted.reference.slice(0, -2))).toEqual([]);
    expect(await connected.system.findByReference(freshReference())).toEqual([]);
    expect(await connected.system.get('999999999')).toBeUndefined();
  });

  test.each(["O'Brien", 'back\\slash', `' OR Subject LIKE '%`, 'a|b', '!~*', 'Größe "x"'])(
    'takes the reference %j as a value, never as a query',
    async (odd) => {
      const reference = `${odd}-${freshReference()}`;
      const { ticket } = await connected.system.create(draft({ reference }));
      expect((await connected.system.findByReference(reference)).map(({ id }) => id)).toEqual([ticket.id]);
      expect(await connected.system.findByReference(odd)).toEqual([]);
    },
  );

  test('shows a second ticket of the same reference and folds it into the first', async () => {
    const wanted = draft();
    const first = await connected.system.create(wanted);
    const second = await connected.system.create(wanted);
    const native = connected.system.capabilities.idempotency === 'native';
    expect(second.outcome).toBe(native ? 'found' : 'created');
    const found = await connected.system.findByReference(wanted.reference);
    expect(found.map(({ id }) => id)).toEqual(native ? [first.ticket.id] : [first.ticket.id, second.ticket.id]);
    if (!native) await connected.system.foldDuplicate(second.ticket.id, first.ticket);
    const left = (await connected.system.findByReference(wanted.reference)).filter((ticket) => ticket.state !== 'closed');
    expect(left.map(({ id }) => id)).toEqual([first.ticket.id]);
  });

  test('says that the outcome is unknown when the answer is lost; a look-up finds the one ticket', async () => {
    const wanted = draft();
    connected.faults.plan(nextFaults('cutAnswer'));
    expect(await failure(connected.system.create(wanted))).toMatchObject({ kind: 'unknown', outcome: 'unknown' });
    expect(await connected.system.findByReference(wanted.reference)).toHaveLength(1);
  });

  test('says the same when the answer is garbled', async () => {
    const wanted = draft();
    connected.faults.plan(nextFaults('garble'));
    expect(await failure(connected.system.create(wanted))).toMatchObject({ kind: 'unknown', outcome: 'unknown' });
    expect(await connected.system.findByReference(wanted.reference)).toHaveLength(1);
  });

  test.each(['cut', 500, 503] as const)('says that the outcome is unknown after %s, and a look-up finds nothing', async (fault) => {
    const wanted = draft();
    connected.faults.plan(nextFaults(fault));
    expect(await failure(connected.system.create(wanted))).toMatchObject({ kind: 'unknown', outcome: 'unknown' });
    expect(await connected.system.findByReference(wanted.reference)).toEqual([]);
  });

  test('says when to come again after 429, and that nothing was done', async () => {
    connected.faults.plan(nextFaults(429));
    expect(await failure(connected.system.create(draft()))).toMatchObject({ kind: 'rateLimited', outcome: 'notDone', retryAfterMs: 7000 });
  });

  if (overNetwork)
    test('gives up waiting, refuses a wrong key, and knows when nothing was sent', async () => {
      const impatient = await also({ timeoutMs: 300 });
      impatient.faults.plan(nextFaults('hang'));
      expect(await failure(impatient.system.create(draft()))).toMatchObject({ kind: 'unknown', outcome: 'unknown' });
      const stranger = await also({ key: 'nobody-has-this-key' });
      expect(await failure(stranger.system.findByReference('x'))).toMatchObject({ kind: 'auth', outcome: 'notDone' });
      const gone = await connect();
      await gone.close();
      expect(await failure(gone.system.create(draft()))).toMatchObject({ kind: 'unreachable', outcome: 'notDone' });
    });

  test('marks internal notes in the history, so that no customer sees one', async () => {
    const { id } = await make();
    await connected.system.addMessage(id, { reference: 'n-1', text: 'Nur für uns: ärgerlich', visibility: 'internal', mayExist: false });
    await connected.desk.note(id, 'Nur am Schreibtisch');
    await connected.system.addMessage(id, { reference: 'm-1', text: 'Für alle: fröhlich', visibility: 'public', mayExist: false });
    await connected.desk.reply(id, 'Antwort für alle');
    const history = await connected.system.history(id);
    const texts = (visibility: string) =>
      history
        .filter((line) => line.visibility === visibility)
        .map((line) => line.text ?? '')
        .join('\n');
    expect(texts('internal')).toMatch(/Nur für uns: ärgerlich[\s\S]*Nur am Schreibtisch/);
    expect(texts('public')).toMatch(/Für alle: fröhlich[\s\S]*Antwort für alle/);
    expect(texts('public')).not.toContain('Nur');
    expect(history.find((line) => line.text?.includes('fröhlich'))?.author).toBe('us');
  });

  if (name === 'rt')
    test('reads an answer that was written in HTML as plain words', async () => {
      const { id } = await make();
      await connected.desk.replyInHtml?.(id, '<p>Größe &gt; 5 &amp; Maß<br>Zeile zwei</p><ul><li>eins</li><li>zwei</li></ul>');
      const answers = (await connected.system.history(id)).filter((line) => line.kind === 'message' && line.author === 'agent');
      expect(answers.map((line) => line.text)).toEqual(['Größe > 5 & Maß\nZeile zwei\n\n- eins\n- zwei']);
    });

  test('gives only what came after a line of the history', async () => {
    const { id } = await make();
    const last = (await connected.system.history(id)).at(-1);
    await connected.desk.reply(id, 'Das Neue');
    const later = (await connected.system.history(id, last?.id)).filter((line) => line.kind === 'message');
    expect(later.map((line) => line.text)).toEqual([expect.stringContaining('Das Neue')]);
  });

  test('adds a message once though it is sent again, and changes no status by it', async () => {
    const { id } = await make();
    const message = { reference: 'twice-1', text: 'Einmal genügt', visibility: 'public', mayExist: false } as const;
    connected.faults.plan(nextFaults('cutAnswer'));
    await failure(connected.system.addMessage(id, message));
    connected.faults.plan();
    await connected.system.addMessage(id, { ...message, mayExist: true });
    const said = (await connected.system.history(id)).filter((line) => line.text?.includes('Einmal genügt'));
    expect(said).toHaveLength(1);
    expect((await connected.system.get(id))?.state).toBe('new');
  });

  test('changes a status and says what it is afterwards; the history has it', async () => {
    const { id } = await make();
    const changed = await connected.system.changeStatus(id, 'waitingCustomer');
    expect(changed.state).toBe('waitingCustomer');
    expect(await connected.system.get(id)).toMatchObject({ state: 'waitingCustomer' });
    const line = (await connected.system.history(id)).findLast((event) => event.kind === 'status');
    expect(line).toMatchObject({ author: 'us', to: changed.rawStatus, visibility: 'public' });
  });

  test('says so when it refuses a status, whatever its answer was', async () => {
    const strange = await also({ strangeStatus: true });
    const { id } = (await strange.system.create(draft())).ticket;
    // Ours refuses by its rules, the others because they do not know the status.
    if (!overNetwork) await strange.system.changeStatus(id, 'closed');
    const before = await strange.system.get(id);
    const refused = await failure(strange.system.changeStatus(id, overNetwork ? 'resolved' : 'open'));
    expect(['refused', 'misconfigured']).toContain(refused.kind);
    expect((await strange.system.get(id))?.rawStatus).toBe(before?.rawStatus);
  });

  test('names a field it dropped while it said that all was well', async () => {
    const strange = await also({ strangeProduct: true });
    const wanted = draft();
    const { ticket, dropped } = await strange.system.create(wanted);
    const named = strange.refusedField === undefined ? [] : [strange.refusedField];
    expect(dropped).toEqual(named);
    expect(await strange.system.update(ticket.id, wanted)).toEqual(named);
    expect((await strange.system.findByReference(wanted.reference)).map(({ id }) => id)).toEqual([ticket.id]);
  });

  test('takes later billing fields, and a second time without a change', async () => {
    const wanted = draft();
    const { ticket } = await connected.system.create(wanted);
    expect(await connected.system.update(ticket.id, { ...wanted, coverage: 'billable' })).toEqual([]);
    const after = await connected.system.get(ticket.id);
    expect(await connected.system.update(ticket.id, { ...wanted, coverage: 'billable' })).toEqual([]);
    expect(await connected.system.get(ticket.id)).toEqual(after);
  });

  test('takes a corrected subject and product, and a second time without a change', async () => {
    const wanted = draft();
    const { ticket } = await connected.system.create(wanted);
    const corrected = { ...wanted, subject: 'Berichtigter Betreff', product: 'karthago' };
    expect(await connected.system.update(ticket.id, corrected)).toEqual([]);
    const after = await connected.system.get(ticket.id);
    expect(after).toMatchObject({ subject: 'Berichtigter Betreff', number: ticket.number, rawStatus: ticket.rawStatus });
    expect(await connected.system.update(ticket.id, corrected)).toEqual([]);
    expect(await connected.system.get(ticket.id)).toEqual(after);
  });

  test('lists the tickets of one person page by page, each once, the closed ones on request', async () => {
    const requester = draft().requester;
    const made: string[] = [];
    // Numbers are drawn here, so only the time says which ticket came first: no two in one millisecond.
    const begun = Date.now() - 5;
    for (let count = 0; count < 5; count += 1) made.push((await make({ requester, createdAt: begun + count })).id);
    await connected.system.changeStatus(made[2] ?? '', 'closed');
    const listed = await pages((cursor) => connected.system.listByRequester(requester.email ?? '', { limit: 2, cursor }));
    expect(listed).toEqual(made);
    const open = await pages((cursor) => connected.system.listByRequester(requester.email ?? '', { limit: 2, cursor, open: true }));
    expect(open).toEqual(made.filter((id) => id !== made[2]));
  });

  test('tells what has changed since the last time, and leaves nothing out', async () => {
    const old = await make();
    const { next } = await connected.system.changedSince('');
    const made = [await make(), await make(), await make()];
    await connected.system.changeStatus(old.id, 'open');
    const since = await connected.system.changedSince(next);
    const ids = since.items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([old.id, ...made.map(({ id }) => id)]));
    expect(new Set(ids).size).toBe(ids.length);
    expect(since.items.find(({ id }) => id === old.id)?.state).toBe('open');
    expect(Number(since.next)).toBeGreaterThanOrEqual(Number(next));
  });
});

async function pages(
  read: (cursor: string | undefined) => Promise<{ items: readonly SystemTicket[]; next?: string | undefined }>,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== undefined);
  return ids;
}
