/** A turn is one transaction: what it loads, what it writes, and who wins. */
import { describe, expect, test } from 'vitest';
import { engines, type Opened } from './engines.ts';
import { at, customer, fresh, load, message, query, reply, request, take, turn } from './things.ts';

describe.each(engines)('a turn on $name', ({ open, shared }) => {
  test('finds nothing of a conversation that never was', async () => {
    const { storage } = await open();
    expect(await load(storage, 'nobody')).toEqual({
      conversation: undefined,
      dialog: undefined,
      lastOut: undefined,
      requests: [],
      offers: [],
      orders: [],
      tickets: [],
      efforts: [],
      objections: [],
      ownTickets: [],
      orderers: [],
    });
  });

  test('gives the next turn what it wrote', async () => {
    const { storage, c } = await shared();
    const address = { serviceUrl: 'https://example.test/', conversation: { id: 'x' } };
    const first = turn(c, {});
    const commit = { ...first, conversation: { ...first.conversation, address }, dialog: { ...first.dialog, state: { step: 'wait' } } };
    expect(await storage.commit(commit)).toBe('committed');
    const loaded = await load(storage, c);
    expect(loaded.conversation).toEqual({ ...commit.conversation, lastSeq: 2, version: 1 });
    expect(loaded.dialog).toEqual({ state: { step: 'wait' }, version: 1 });
    expect(loaded.lastOut).toEqual(commit.messages[1]);
    expect(await storage.messagesAfter(c, 0, 10)).toEqual(commit.messages);
    expect(await storage.conversation(c)).toEqual(loaded.conversation);
  });

  test('keeps messages as they were rendered, card, umlauts and astral characters included', async () => {
    const { storage, c } = await shared();
    const rich = reply(c, 2, {
      content: {
        text: 'Größe 🏠 "zitiert" \\ \u2028',
        card: { type: 'AdaptiveCard', z: 1, a: [null, true, 1.5] },
        buttons: [{ title: 'Ja', a: '2.0', once: true }],
      },
      actions: [{ kind: 'helped', faqId: 'x', helped: false }],
      important: true,
    });
    await storage.commit(turn(c, {}, { messages: [message(c, 1), rich] }));
    const [stored] = await storage.messagesAfter(c, 1, 1);
    expect(stored).toEqual(rich);
    expect(JSON.stringify(stored?.content)).toBe(JSON.stringify(rich.content));
  });

  test('is recognised when it is delivered again', async () => {
    const { storage, c } = await shared();
    const commit = turn(c, {});
    await storage.commit(commit);
    expect((await load(storage, c, { activity: commit.activity })).seen).toEqual({ firstSeq: 1, lastSeq: 2 });
    expect((await load(storage, c, { activity: { ...commit.activity, conversationId: 'other' } })).seen).toBeUndefined();
  });

  test('is refused and leaves nothing when the same activity was committed meanwhile', async () => {
    const { storage, c } = await shared();
    const first = turn(c, {});
    await storage.commit(first);
    const loaded = await load(storage, c);
    expect(await storage.commit(turn(c, loaded, { activity: first.activity }))).toBe('conflict');
    expect((await load(storage, c)).conversation).toEqual(loaded.conversation);
    expect(await storage.messagesAfter(c, 2, 10)).toEqual([]);
  });

  test('is refused when the conversation moved on since it loaded', async () => {
    const { storage, c } = await shared();
    await take(storage, c);
    const stale = await load(storage, c);
    await take(storage, c);
    expect(await storage.commit(turn(c, stale))).toBe('conflict');
    expect((await load(storage, c)).conversation).toMatchObject({ lastSeq: 4, version: 2 });
  });

  test('is refused when two people begin the same conversation at once', async () => {
    const { storage, c } = await shared();
    const outcomes = await Promise.all([storage.commit(turn(c, {})), storage.commit(turn(c, {}))]);
    expect(outcomes.sort()).toEqual(['committed', 'conflict']);
  });

  test('is refused when the dialog state moved on', async () => {
    const { storage, c } = await shared();
    await take(storage, c);
    const loaded = await load(storage, c);
    const dialog = { key: `${c}|main`, state: {}, expectedVersion: 7 };
    expect(await storage.commit(turn(c, loaded, { dialog }))).toBe('conflict');
    expect(await storage.commit(turn(c, loaded, { dialog: { ...dialog, expectedVersion: 0 } }))).toBe('conflict');
  });

  test('wins exactly once per version when 50 run at the same time', async () => {
    const { storage, again } = await open();
    const c = 'c';
    const second = await otherInstance({ storage, again }, engineIsShared(open));
    for (let version = 1; version <= 5; version += 1) {
      const loaded = await load(storage, c);
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? storage : second).commit(turn(c, loaded))));
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
      expect((await load(storage, c)).conversation).toMatchObject({ version, lastSeq: version * 2 });
    }
    expect((await storage.messagesAfter(c, 0, 1000)).map((row) => row.seq)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
  });

  test('counts every one of 50 that load and decide again after a conflict', async () => {
    const { storage, c } = await shared();
    const until = async (): Promise<void> => {
      while ((await take(storage, c)) === 'conflict');
    };
    await Promise.all(Array.from({ length: 50 }, until));
    expect((await load(storage, c)).conversation).toMatchObject({ version: 50, lastSeq: 100 });
  });

  test('records a one-time press with its result and refuses the second', async () => {
    const { storage, c } = await shared();
    await take(storage, c);
    await take(storage, c, { press: '2.0' });
    const loaded = await load(storage, c, { button: { seq: 2, n: 0, a: '2.0' } });
    expect(loaded.pressedBefore).toEqual({ firstSeq: 3, lastSeq: 4 });
    expect(loaded.pressedMessage?.seq).toBe(2);
    expect(await take(storage, c, { press: '2.0' })).toBe('conflict');
    expect(await take(storage, c, { press: '2.1' })).toBe('committed');
  });

  test('finds the words a pressed guess refers to', async () => {
    const { storage, c } = await shared();
    const guess = reply(c, 2, {
      actions: [
        { kind: 'helped', faqId: 'x', helped: true },
        { kind: 'guess', label: 'case/schulung', ofSeq: 1 },
      ],
    });
    await storage.commit(turn(c, {}, { messages: [message(c, 1), guess] }));
    expect((await load(storage, c, { button: { seq: 2, n: 1, a: '2.1' } })).guessedMessage?.content.text).toBe('Nachricht 1');
    expect((await load(storage, c, { button: { seq: 2, n: 0, a: '2.0' } })).guessedMessage).toBeUndefined();
    expect((await load(storage, c, { button: { seq: 9, n: 0, a: '9.0' } })).pressedMessage).toBeUndefined();
  });

  test('may leave no message', async () => {
    const { storage, c } = await shared();
    await take(storage, c);
    const silent = turn(c, await load(storage, c), { messages: [] });
    expect(await storage.commit(silent)).toBe('committed');
    expect((await load(storage, c)).conversation).toMatchObject({ version: 2, lastSeq: 2 });
    expect((await load(storage, c, { activity: silent.activity })).seen).toEqual({ firstSeq: 3, lastSeq: 2 });
  });

  test('must not leave a gap between messages', async () => {
    const { storage, c } = await shared();
    await expect(storage.commit(turn(c, {}, { messages: [message(c, 2)] }))).rejects.toMatchObject({ code: 'turn-inconsistent' });
    expect(await storage.conversation(c)).toBeUndefined();
  });

  test('loses all of its changes when one of them fails', async () => {
    const { storage, c } = await shared();
    const broken = request(c, { state: 'nonsense' as 'draft' });
    await expect(
      take(storage, c, {
        effects: [
          { kind: 'note', about: 'helped' },
          { kind: 'saveRequest', request: broken },
        ],
      }),
    ).rejects.toThrow();
    expect(await storage.conversation(c)).toBeUndefined();
    expect(await take(storage, c)).toBe('committed');
  });

  test('tells listeners once it is committed, and no one else', async () => {
    const { storage, c } = await shared();
    const heard: unknown[] = [];
    const stop = storage.onCommitted((news) => heard.push(news));
    await take(storage, c);
    await storage.commit(turn(c, {}));
    stop();
    await take(storage, c);
    expect(heard).toEqual([{ conversationId: c, lastSeq: 2 }]);
  });

  test('knows the organisation of the person and who may order there', async () => {
    const { storage, c } = await shared();
    const organisation = { id: customer.organisationId ?? '', customerNo: 'K-1', name: 'Muster', products: ['hausperfekt'], contracts: [] };
    const contact = { id: customer.id, organisationId: organisation.id, email: 'e@example.test', name: 'Erika Muster', mayOrder: true };
    const contacts = [contact, { ...contact, id: 'contact-2', email: 'k@example.test', mayOrder: false }];
    await storage.saveCustomers([{ organisation, contacts }]);
    expect(await load(storage, c)).toMatchObject({ organisation, orderers: [contact] });
    const stranger = { ...customer, organisationId: undefined };
    expect(await load(storage, c, { principal: stranger as never })).not.toHaveProperty('organisation');
  });

  test('keeps notes for editors', async () => {
    const { storage, sql, c } = await shared();
    await take(storage, c, { effects: [{ kind: 'note', about: 'unanswered', seq: 1 }] });
    expect(await sql('select conversation_id, about, label, faq_id from notes')).toEqual([
      { conversation_id: c, about: 'unanswered', label: null, faq_id: null },
    ]);
  });

  test('asks for nothing but its own conversation', async () => {
    const { storage, c } = await shared();
    const other = fresh('conversation');
    await take(storage, other, { effects: [{ kind: 'saveRequest', request: request(other) }] });
    expect((await storage.load(query(c))).requests).toEqual([]);
    expect((await load(storage, other)).requests).toMatchObject([{ createdAt: at, version: 1 }]);
  });
});

/** PostgreSQL is used by several servers; SQLite by one. */
const engineIsShared = (open: unknown): boolean => engines.find((engine) => engine.open === open)?.name === 'PostgreSQL';
const otherInstance = ({ storage, again }: Pick<Opened, 'storage' | 'again'>, shared: boolean) => (shared ? again() : storage);
