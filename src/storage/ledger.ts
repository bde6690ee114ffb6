/** The ledger's tables: sealing drafts onto the head inside a commit, and reading everything for the check. */
import { randomBytes } from 'node:crypto';
import {
  type LedgerDraft,
  type LedgerHead,
  type LedgerKey,
  type LedgerKind,
  type LedgerPrivate,
  type LedgerRow,
  seal,
} from '../domain/ledger.ts';
import type { LedgerStore } from '../domain/ports.ts';
import { type Database, type Executor, insert, mustChange } from './database.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

export const toLedgerRow = (row: Row<'ledger'>): LedgerRow => ({
  n: row.n,
  kind: row.kind as LedgerKind,
  at: row.at,
  offerId: row.offer_id,
  requestId: row.request_id,
  orderId: row.order_id ?? undefined,
  body: row.body,
  previous: row.previous,
  keyId: row.key_id,
  hash: row.hash,
});

const fromLedgerRow = (row: LedgerRow): Row<'ledger'> => ({
  n: row.n,
  kind: row.kind,
  at: row.at,
  offer_id: row.offerId,
  request_id: row.requestId,
  order_id: row.orderId ?? null,
  body: row.body,
  previous: row.previous,
  key_id: row.keyId,
  hash: row.hash,
});

/** The head and when its row was written; nothing while the ledger is empty. */
export const head = statement<object>()((db) =>
  db
    .selectFrom('ledger_head')
    .innerJoin('ledger', 'ledger.n', 'ledger_head.count')
    .select(['ledger_head.count', 'ledger_head.hash', 'ledger.at']),
);
const headForUpdate = statement<object>()((db, _p, engine) => {
  const query = db.selectFrom('ledger_head').select(['count', 'hash']);
  return engine === 'postgres' ? query.forUpdate() : query;
});
const moveHead = statement<LedgerHead & { expected: number }>()((db, p) =>
  db
    .updateTable('ledger_head')
    .set({ count: p('count'), hash: p('hash') })
    .where('count', '=', p('expected')),
);
const allRows = statement<object>()((db) => db.selectFrom('ledger').selectAll().orderBy('n'));
const allPrivates = statement<object>()((db) => db.selectFrom('ledger_privates').selectAll().orderBy('n').orderBy('field'));

/** Seals the drafts in order onto the head; the last thing of a commit, because all turns with drafts queue for the head's row. */
export async function appendLedger(tx: Executor, key: LedgerKey, drafts: readonly LedgerDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const before = await tx.first(headForUpdate, {});
  if (!before) throw new Error('The ledger has no head');
  let at: LedgerHead = before;
  const rows: LedgerRow[] = [];
  const privates: LedgerPrivate[] = [];
  for (const draft of drafts) {
    const sealed = seal(key, at, draft, () => randomBytes(16).toString('hex'));
    rows.push(sealed.row);
    privates.push(...sealed.privates);
    at = sealed.head;
  }
  await insert(tx, 'ledger', rows.map(fromLedgerRow));
  await insert(tx, 'ledger_privates', privates);
  await mustChange(tx, moveHead, { ...at, expected: before.count });
}

const ordersWithoutRow = statement<{ limit: number }>()((db, p) =>
  db
    .selectFrom('orders')
    .select('orders.id')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('ledger').select('ledger.n').whereRef('ledger.order_id', '=', 'orders.id').where('ledger.kind', '=', 'ordered'),
        ),
      ),
    )
    .orderBy('orders.placed_at')
    .limit(p('limit')),
);
const offersWithoutRow = statement<{ limit: number }>()((db, p) =>
  db
    .selectFrom('offers')
    .select('id')
    .where('id', 'not in', (eb) => eb.selectFrom('ledger').select('offer_id').where('kind', '=', 'offered'))
    .orderBy('offered_at')
    .limit(p('limit')),
);

export function ledgerStore(db: Database): LedgerStore {
  return {
    async missingInLedger(limit) {
      const [orders, offers] = [await db.rows(ordersWithoutRow, { limit }), await db.rows(offersWithoutRow, { limit })];
      return [...orders.map(({ id }) => ({ what: 'order', id }) as const), ...offers.map(({ id }) => ({ what: 'offer', id }) as const)];
    },
    /** One moment of the three tables, so that a turn in between does not look like damage. */
    readLedger: () =>
      db.transaction(async (tx) => {
        const current = await tx.first(headForUpdate, {});
        if (!current) throw new Error('The ledger has no head');
        return { rows: (await tx.rows(allRows, {})).map(toLedgerRow), privates: await tx.rows(allPrivates, {}), head: current };
      }),
  };
}
