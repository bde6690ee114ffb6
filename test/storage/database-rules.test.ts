/** Rules that the database keeps by itself, whoever writes to it. */
import { describe, expect, test } from 'vitest';
import { engines, type Opened } from './engines.ts';
import { makeOffer, offer, order, placeOrder, request, run, saved } from './things.ts';

/** A conversation with a message, an open offer, an accepted one with its order, and two ledger rows more than that. */
async function filled({ storage }: Opened) {
  const asked = request('c');
  const other = request('c');
  const [made, open] = [offer(asked), offer(other)];
  await run(
    storage,
    'c',
    { kind: 'saveRequest', request: asked },
    { kind: 'saveRequest', request: other },
    makeOffer(made),
    makeOffer(open),
  );
  const placed = order(saved(made));
  await run(storage, 'c', placeOrder(saved(made), placed));
  return { made, open, placed };
}

const refused: readonly [what: string, sql: string, reason: RegExp][] = [
  ['the text of a message', `update messages set content = '{"text":"anders"}' where seq = 1`, /append-only/],
  ['the author of a message', `update messages set author = 'bot' where seq = 1`, /append-only/],
  ['the place of a message', 'update messages set seq = 99 where seq = 1', /append-only/],
  ['messages by deleting them', 'delete from messages', /append-only/],
  ['a ledger row', `update ledger set kind = 'declined' where n = 1`, /append-only/],
  ['the ledger by deleting its last row', 'delete from ledger where n = 3', /append-only/],
  ['a side value of the ledger', `update ledger_privates set value = 'anders' where n = 1`, /never changed/],
  ['the head of the ledger by going back', 'update ledger_head set count = 1', /only grows/],
  ['the head of the ledger by deleting it', 'delete from ledger_head', /kept/],
  ['the terms of an open offer', `update offers set terms = '{}' where state = 'open'`, /frozen/],
  ['what an offer showed', `update offers set shown_text = 'anders' where state = 'open'`, /frozen/],
  ['the language an offer was made in', `update offers set language = 'en' where state = 'open'`, /frozen/],
  ['a decided offer', `update offers set state = 'open' where state = 'accepted'`, /does not change/],
  ['orders by deleting them', 'delete from orders', /kept/],
];

const onlyOnPostgres: typeof refused = [
  ['messages by emptying the table', 'truncate messages cascade', /append-only/],
  ['the ledger by emptying the table', 'truncate ledger cascade', /append-only/],
];

describe.each(engines)('$name refuses to change', ({ name, open }) => {
  const rules = name === 'PostgreSQL' ? [...refused, ...onlyOnPostgres] : refused;
  let shared: Promise<Opened> | undefined;
  const database = async () => {
    const opened = await open();
    await filled(opened);
    return opened;
  };

  test.each(rules)('%s', async (_what, sql, reason) => {
    shared ??= database();
    await expect((await shared).sql(sql)).rejects.toThrow(reason);
  });
});

describe.each(engines)('$name', ({ open }) => {
  test('takes no order for an offer that is not accepted', async () => {
    const opened = await open();
    const { open: openOffer } = await filled(opened);
    const values = `'stray', '${openOffer.id}', '${openOffer.requestId}', 'organisation-1', 'contact-1', 'Erika', 'placed', 1, 1`;
    await expect(opened.sql(`insert into orders values (${values})`)).rejects.toThrow(/acceptance/);
  });

  test('takes no second order for an offer', async () => {
    const opened = await open();
    const { made } = await filled(opened);
    const values = `'stray', '${made.id}', '${made.requestId}', 'organisation-1', 'contact-1', 'Erika', 'placed', 1, 1`;
    await expect(opened.sql(`insert into orders values (${values})`)).rejects.toThrow(/unique/i);
  });

  test('lets delivery and attempts of a message change', async () => {
    const opened = await open();
    await filled(opened);
    await opened.sql(`update messages set delivery = 'sent', attempts = 2 where seq = 1`);
    expect(await opened.sql('select delivery, attempts from messages where seq = 1')).toMatchObject([{ delivery: 'sent' }]);
  });

  test('lets side values of the ledger be erased', async () => {
    const opened = await open();
    await filled(opened);
    await opened.sql('delete from ledger_privates where n = 1');
    expect((await opened.storage.readLedger()).privates.filter((side) => side.n === 1)).toEqual([]);
  });

  test.each([
    [
      'a request without its conversation',
      `insert into requests (id, conversation_id, owner_id, label, subject, description, facts, asked, state, details, created_at, version) values ('x', 'nobody', 'o', 'none', '', '', '{}', 0, 'draft', '{}', 1, 1)`,
    ],
    ['a message without its conversation', `insert into messages values ('nobody', 1, 'in', 'customer', 'x', '{}', '[]', 0, 'none', 0, 1)`],
    ['a state that is none', `insert into timers (key) values ('x')`],
    ['JSON that is none', `insert into timers values ('x', 'n', 'c', 1, '{oops')`],
  ])('takes no %s', async (_what, sql) => {
    await expect((await open()).sql(sql)).rejects.toThrow();
  });
});
