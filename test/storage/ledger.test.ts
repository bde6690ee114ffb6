/** The ledger as stored: sealed in the turn's transaction, and every kind of tampering is found at its row. */
import { describe, expect, test } from 'vitest';
import { verifyLedger } from '../../src/domain/ledger.ts';
import { engines, type Opened, type TestEngine } from './engines.ts';
import { ledgerKey } from './ledger-key.ts';
import { entry, makeOffer, offer, request, run, saved, take, turn } from './things.ts';

/** Five offers, each made and declined in turns of their own: ten rows. */
async function tenRows({ storage }: Opened) {
  for (let n = 0; n < 5; n += 1) {
    const asked = request('c');
    const made = offer(asked);
    await run(storage, 'c', { kind: 'saveRequest', request: asked }, makeOffer(made));
    await run(storage, 'c', { kind: 'decideOffer', offer: saved(made), to: 'declined', at: 1, ledger: entry('declined', made) });
  }
}

async function verdict({ storage }: Opened) {
  const { rows, head, privates } = await storage.readLedger();
  return verifyLedger(rows, head, privates, [ledgerKey]);
}

/** What somebody with full rights on the database would do first. */
const rules = ['ledger_no_update', 'ledger_no_delete', 'ledger_head_grows', 'ledger_privates_no_update'];
const tables = {
  ledger_no_update: 'ledger',
  ledger_no_delete: 'ledger',
  ledger_head_grows: 'ledger_head',
  ledger_privates_no_update: 'ledger_privates',
};

async function withoutRules(engine: TestEngine): Promise<Opened> {
  const opened = await engine.open();
  await tenRows(opened);
  for (const rule of rules) {
    await opened.sql(`drop trigger ${rule}${engine.name === 'PostgreSQL' ? ` on ${tables[rule as keyof typeof tables]}` : ''}`);
  }
  expect(await verdict(opened)).toMatchObject({ ok: true, count: 10 });
  return opened;
}

describe.each(engines)('the ledger on $name', (engine) => {
  test('is whole when only turns wrote to it', async () => {
    const opened = await engine.open();
    await tenRows(opened);
    const { rows, head, privates } = await opened.storage.readLedger();
    expect(rows.map((row) => [row.n, row.kind])).toEqual(Array.from({ length: 10 }, (_, n) => [n + 1, n % 2 ? 'declined' : 'offered']));
    expect(head).toEqual({ count: 10, hash: rows[9]?.hash });
    expect(privates).toHaveLength(20);
    expect(verifyLedger(rows, head, privates, [ledgerKey])).toEqual({ ok: true, count: 10, erased: 0 });
  });

  test('holds names and the text as shown only in the side table', async () => {
    const opened = await engine.open();
    await tenRows(opened);
    const { rows, privates } = await opened.storage.readLedger();
    expect(JSON.stringify(rows)).not.toMatch(/Erika|Angebot wie gezeigt/);
    expect(privates[0]).toMatchObject({ n: 1, field: 'name', value: 'Erika Muster' });
  });

  test('grows without a gap when conversations offer at the same time', async () => {
    const opened = await engine.open();
    const offers = Array.from({ length: 12 }, (_, n) => {
      const asked = request(`c${n}`);
      return turn(`c${n}`, {}, { effects: [{ kind: 'saveRequest', request: asked }, makeOffer(offer(asked))] });
    });
    expect(new Set(await Promise.all(offers.map((one) => opened.storage.commit(one))))).toEqual(new Set(['committed']));
    expect(await verdict(opened)).toMatchObject({ ok: true, count: 12 });
  });

  test('takes nothing of a turn that is refused', async () => {
    const opened = await engine.open();
    await take(opened.storage, 'c');
    const asked = request('c');
    const stale = turn('c', {}, { effects: [{ kind: 'saveRequest', request: asked }, makeOffer(offer(asked))] });
    expect(await opened.storage.commit(stale)).toBe('conflict');
    expect(await opened.storage.readLedger()).toMatchObject({ rows: [], head: { count: 0 }, privates: [] });
  });

  test.each<[string, string[], number]>([
    ['a changed row', [`update ledger set body = replace(body, 'declined', 'ordered') where n = 4`], 4],
    ['a changed column', [`update ledger set kind = 'ordered' where n = 4`], 4],
    ['a removed row', ['delete from ledger_privates where n = 4', 'delete from ledger where n = 4'], 4],
    ['a removed last row', ['delete from ledger_privates where n = 10', 'delete from ledger where n = 10'], 10],
    [
      'a removed last row with the head set back by count',
      ['delete from ledger_privates where n = 10', 'delete from ledger where n = 10', 'update ledger_head set count = 9'],
      10,
    ],
    [
      'an inserted row',
      [`insert into ledger select 11, kind, at, offer_id, request_id, order_id, body, previous, key_id, 'x' from ledger where n = 3`],
      11,
    ],
    [
      'two rows that changed places',
      ['update ledger set n = 99 where n = 3', 'update ledger set n = 3 where n = 5', 'update ledger set n = 5 where n = 99'],
      3,
    ],
    ['a changed side value', [`update ledger_privates set value = 'Jemand anders' where n = 7 and field = 'name'`], 7],
  ])('betrays %s', async (_what, tampering, row) => {
    const opened = await withoutRules(engine);
    const deferred =
      engine.name === 'PostgreSQL' ? ['set session_replication_role = replica', ...tampering] : ['pragma foreign_keys = off', ...tampering];
    await opened.sqlTogether(deferred);
    expect(await verdict(opened)).toMatchObject({ ok: false, row });
  });

  test('stays whole when personal values are erased', async () => {
    const opened = await engine.open();
    await tenRows(opened);
    await opened.sql(`delete from ledger_privates where field = 'name'`);
    expect(await verdict(opened)).toEqual({ ok: true, count: 10, erased: 10 });
  });
});
