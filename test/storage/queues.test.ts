/** What waits: timers, work for outside systems, messages for the connector. */
import { describe, expect, test } from 'vitest';
import { engines } from './engines.ts';
import { aMail, at, message, reply, run, take, turn } from './things.ts';

const minute = 60_000;

describe.each(engines)('queues on $name', ({ open }) => {
  test('give timers when they are due, oldest first', async () => {
    const { storage } = await open();
    const timer = (key: string, dueAt: number) => ({ kind: 'schedule', key, dueAt, name: 'reminder', payload: { offerId: key } }) as const;
    await run(storage, 'c', timer('late', at + 2 * minute), timer('soon', at + minute), timer('far', at + 99 * minute));
    expect(await storage.dueTimers(at, 10)).toEqual([]);
    expect(await storage.dueTimers(at + 2 * minute, 10)).toEqual([
      { key: 'soon', name: 'reminder', conversationId: 'c', dueAt: at + minute, payload: { offerId: 'soon' } },
      { key: 'late', name: 'reminder', conversationId: 'c', dueAt: at + 2 * minute, payload: { offerId: 'late' } },
    ]);
    expect(await storage.dueTimers(at + 2 * minute, 1)).toHaveLength(1);
  });

  test('move a timer that is scheduled again, and forget one that is unscheduled', async () => {
    const { storage } = await open();
    await run(
      storage,
      'c',
      { kind: 'schedule', key: 'a', dueAt: at, name: 'n', payload: 1 },
      { kind: 'schedule', key: 'b', dueAt: at, name: 'n', payload: 1 },
    );
    await run(storage, 'c', { kind: 'schedule', key: 'a', dueAt: at + minute, name: 'n', payload: 2 }, { kind: 'unschedule', key: 'b' });
    expect(await storage.dueTimers(at + minute, 10)).toMatchObject([{ key: 'a', payload: 2 }]);
  });

  test('keep a timer that its own turn set anew', async () => {
    const { storage } = await open();
    await run(storage, 'c', { kind: 'schedule', key: 'a', dueAt: at, name: 'n', payload: null });
    await run(storage, 'c', { kind: 'schedule', key: 'a', dueAt: at + minute, name: 'n', payload: null });
    await storage.removeTimer('a', at);
    expect(await storage.dueTimers(at + minute, 10)).toHaveLength(1);
    await storage.removeTimer('a', at + minute);
    expect(await storage.dueTimers(at + minute, 10)).toEqual([]);
  });

  test('give work to one worker at a time, in order, and again when the worker died', async () => {
    const { storage } = await open();
    const mail = (key: string) => ({ kind: 'enqueue', work: 'mail', key, payload: aMail }) as const;
    await run(storage, 'c', mail('first'), mail('second'), mail('first'));
    const claims = await Promise.all([storage.claim(at, at + minute, 5), storage.claim(at, at + minute, 5)]);
    expect(claims.flat().map((item) => [item.key, item.attempts])).toEqual([
      ['first', 1],
      ['second', 1],
    ]);
    expect(await storage.claim(at + minute - 1, at + 2 * minute, 5)).toEqual([]);
    expect((await storage.claim(at + minute, at + 2 * minute, 5)).map((item) => [item.key, item.attempts])).toEqual([
      ['first', 2],
      ['second', 2],
    ]);
  });

  test('give failed work again at its time, dead and finished work never', async () => {
    const { storage, sql } = await open();
    const mail = (key: string) => ({ kind: 'enqueue', work: 'mail', key, payload: aMail }) as const;
    await run(storage, 'c', mail('done'), mail('later'), mail('dead'));
    const [done, later, dead] = await storage.claim(at, at + minute, 5);
    await storage.done(done?.id ?? 0, at);
    await storage.failed(later?.id ?? 0, at + 5 * minute, 'mail server away');
    await storage.failed(dead?.id ?? 0, 'dead', 'no such address');
    expect(await storage.claim(at + 4 * minute, at + 9 * minute, 5)).toEqual([]);
    expect((await storage.claim(at + 5 * minute, at + 9 * minute, 5)).map((item) => item.key)).toEqual(['later']);
    expect(await storage.claim(at + 99 * minute, at + 100 * minute, 1)).toMatchObject([{ key: 'later' }]);
    expect(await sql(`select last_error from outbox where key = 'dead'`)).toEqual([{ last_error: 'no such address' }]);
    const kept = await sql('select key, payload from outbox');
    const words = (key: string) => JSON.stringify(kept.find((row) => row.key === key)?.payload);
    expect(words('later')).toContain(aMail.values.number);
    for (const key of ['done', 'dead']) expect(words(key)).not.toContain(aMail.values.number);
  });

  test('take work in once: the same key again changes nothing, in any later turn', async () => {
    const { storage } = await open();
    await run(storage, 'c', { kind: 'enqueue', work: 'mail', key: 'k', payload: aMail });
    expect(await run(storage, 'c', { kind: 'enqueue', work: 'mail', key: 'k', payload: { ...aMail, values: { number: 'another' } } })).toBe(
      'committed',
    );
    expect(await storage.claim(at, at + minute, 5)).toMatchObject([{ payload: aMail }]);
  });

  test('give messages that are due or unknown with their address, until they are sent', async () => {
    const { storage } = await open();
    const address = { serviceUrl: 'https://example.test/' };
    const first = turn(
      'c',
      {},
      { messages: [message('c', 1), reply('c', 2, { delivery: 'due' }), reply('c', 3, { delivery: 'due', at: at + 1 })] },
    );
    await storage.commit({ ...first, conversation: { ...first.conversation, address } });
    await take(storage, 'no-address', { messages: [reply('no-address', 1, { delivery: 'due' })] });
    expect(await storage.dueMessages(10)).toMatchObject([{ seq: 2, address, attempts: 0, delivery: 'due' }, { seq: 3 }]);
    await storage.markDelivery('c', 2, 'sent');
    await storage.markDelivery('c', 3, 'unknown');
    expect(await storage.dueMessages(10)).toMatchObject([{ seq: 3, delivery: 'unknown' }]);
    await storage.markDelivery('c', 3, 'dead');
    expect(await storage.dueMessages(10)).toEqual([]);
  });

  test('give a message to one sender only', async () => {
    const { storage } = await open();
    await take(storage, 'c', { messages: [reply('c', 1, { delivery: 'due' })] });
    const claims = await Promise.all(Array.from({ length: 8 }, () => storage.claimDelivery?.('c', 1, 0)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await storage.claimDelivery?.('c', 1, 1)).toBe(true);
    await storage.markDelivery('c', 1, 'sent');
    expect(await storage.claimDelivery?.('c', 1, 2)).toBe(false);
  });
});
