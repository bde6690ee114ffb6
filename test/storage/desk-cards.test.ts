/** Cards of the agents' channel in the database: each step is taken by whoever keeps it first. */
import { describe, expect, test } from 'vitest';
import type { DeskCard } from '../../src/domain/desk-card.ts';
import { engines } from './engines.ts';
import { at, fresh } from './things.ts';

const card = (change: Partial<DeskCard> = {}): DeskCard => ({
  about: 'handoff',
  aboutId: fresh('handoff'),
  conversationId: '19:desk@thread.tacv2',
  shown: '',
  told: 0,
  isLive: true,
  tries: 1,
  triedAt: at,
  version: 0,
  ...change,
});

describe.each(engines)('desk cards on $name', ({ name, open }) => {
  test('are kept whole, and changed from the version that was seen', async () => {
    const { storage } = await open();
    const first = card();
    expect(await storage.deskCard('handoff', first.aboutId)).toBeUndefined();
    const kept = await storage.keepDeskCard(first);
    expect(kept).toEqual({ ...first, version: 1 });
    expect(await storage.deskCard('handoff', first.aboutId)).toEqual(kept);
    if (!kept) throw new Error('not kept');
    const sent = { ...kept, activityId: '1700000000123', shown: 'queued::', told: 3, tries: 0, triedAt: at + 9_000_000_000 };
    expect(await storage.keepDeskCard(sent)).toEqual({ ...sent, version: 2 });
    expect(await storage.keepDeskCard({ ...kept, shown: 'too late' })).toBeUndefined();
    expect(await storage.deskCard('handoff', first.aboutId)).toEqual({ ...sent, version: 2 });
  });

  test('of a hand-off and of a ticket with the same id are two', async () => {
    const { storage } = await open();
    const one = card({ aboutId: 'same' });
    await storage.keepDeskCard(one);
    expect(await storage.keepDeskCard({ ...one, about: 'ticket' })).toMatchObject({ about: 'ticket', version: 1 });
  });

  test('are taken by one of many who try at once, first and at each later step', async () => {
    const { storage, again } = await open();
    // A file has one process; on PostgreSQL two compete.
    const other = name === 'PostgreSQL' ? await again() : storage;
    const first = card();
    const race = (from: DeskCard) =>
      Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? storage : other).keepDeskCard({ ...from, tries: n })));
    const begun = (await race(first)).filter((kept) => kept !== undefined);
    expect(begun).toHaveLength(1);
    const [kept] = begun;
    if (!kept) throw new Error('not kept');
    const moved = (await race(kept)).filter((won) => won !== undefined);
    expect(moved).toHaveLength(1);
    expect(await other.deskCard('handoff', first.aboutId)).toEqual(moved[0]);
  });

  test('that still change are listed, those that were tried longest ago first', async () => {
    const { storage } = await open();
    const [late, early, over] = [card({ triedAt: at + 2 }), card({ triedAt: at + 1 }), card({ isLive: false })];
    for (const each of [late, early, over]) await storage.keepDeskCard(each);
    expect((await storage.liveDeskCards(10)).map(({ aboutId }) => aboutId)).toEqual([early.aboutId, late.aboutId]);
    expect(await storage.liveDeskCards(1)).toHaveLength(1);
  });
});
