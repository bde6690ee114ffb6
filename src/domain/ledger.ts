/** The ledger (Nachweis): an append-only chain of HMACs over what was offered and decided; personal fields appear only as salted hashes. */
import { createHash, createHmac } from 'node:crypto';
import type { Json, JsonObject } from './message.ts';

export const ledgerKinds = [
  'offered',
  'ordered',
  'declined',
  'reviewRequested',
  'forwarded',
  'superseded',
  'expired',
  'withdrawn',
  'confirmed',
  'cancelled',
  'fulfilled',
  'retracted',
  'classified',
  'objected',
  'objectionUpheld',
  'objectionGranted',
  'effort',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** What a turn wants recorded. `personal` values and the text as shown go to the side table, which erasure may empty. */
export interface LedgerDraft {
  readonly kind: LedgerKind;
  readonly at: number;
  /** Empty where there is no offer yet. */
  readonly offerId: string;
  readonly requestId: string;
  readonly orderId?: string | undefined;
  readonly ticketNumber?: string | undefined;
  readonly facts: JsonObject;
  readonly personal: Readonly<Record<string, string>>;
}

export interface LedgerRow {
  /** 1, 2, 3 … without gaps. */
  readonly n: number;
  readonly kind: LedgerKind;
  readonly at: number;
  readonly offerId: string;
  readonly requestId: string;
  readonly orderId?: string | undefined;
  /** Canonical JSON of everything that is hashed. */
  readonly body: string;
  readonly previous: string;
  readonly keyId: string;
  readonly hash: string;
}

export interface LedgerPrivate {
  readonly n: number;
  readonly field: string;
  readonly value: string;
  readonly salt: string;
}

export interface LedgerHead {
  readonly count: number;
  readonly hash: string;
}

/** The head with the moment of its newest row. */
export interface DatedHead extends LedgerHead {
  readonly at: number;
}

export interface LedgerKey {
  readonly id: string;
  readonly secret: string;
}

export const emptyHead: LedgerHead = { count: 0, hash: '0'.repeat(64) };

/** JSON with sorted keys and without `undefined`, the same bytes for the same value. */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as JsonObject)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const saltedHash = (salt: string, field: string, value: string): string => sha256(`${salt}\n${field}\n${value}`);

function rowHash(key: LedgerKey, previous: string, body: string): string {
  return createHmac('sha256', key.secret).update(`${key.id}\n${previous}\n${body}`).digest('hex');
}

/** Seals one entry onto the chain. In: key, head before it, draft, a source of salts. Out: row, side rows, new head. Pure given its salts. */
export function seal(
  key: LedgerKey,
  head: LedgerHead,
  draft: LedgerDraft,
  salt: () => string,
): { row: LedgerRow; privates: LedgerPrivate[]; head: LedgerHead } {
  const n = head.count + 1;
  const privates = Object.entries(draft.personal).map(([field, value]) => ({ n, field, value, salt: salt() }));
  const personal = Object.fromEntries(privates.map((entry) => [entry.field, saltedHash(entry.salt, entry.field, entry.value)]));
  const { kind, at, offerId, requestId, orderId, ticketNumber, facts } = draft;
  const optional = { ...(orderId ? { orderId } : {}), ...(ticketNumber ? { ticketNumber } : {}) };
  const body = canonicalJson({ n, kind, at, offerId, requestId, ...optional, facts, personal });
  const hash = rowHash(key, head.hash, body);
  return {
    row: { n, kind, at, offerId, requestId, orderId, body, previous: head.hash, keyId: key.id, hash },
    privates,
    head: { count: n, hash },
  };
}

export type LedgerVerdict =
  | { readonly ok: true; readonly count: number; readonly erased: number }
  | { readonly ok: false; readonly row: number; readonly reason: string };

/** Checks chain, head and side table. Rows ordered as stored; names the first bad row. A side row whose value was erased (absent) is fine, a changed one is not. */
export function verifyLedger(
  rows: readonly LedgerRow[],
  head: LedgerHead,
  privates: readonly LedgerPrivate[],
  keys: readonly LedgerKey[],
): LedgerVerdict {
  const byRow = Map.groupBy(privates, (entry) => entry.n);
  let previous = emptyHead.hash;
  let erased = 0;
  for (const [index, row] of rows.entries()) {
    const reason = badRow(row, index + 1, previous, keys);
    if (reason) return { ok: false, row: index + 1, reason };
    const side = checkSide(row, byRow.get(row.n) ?? []);
    if (typeof side === 'string') return { ok: false, row: row.n, reason: side };
    erased += side.erased;
    previous = row.hash;
  }
  if (head.count !== rows.length || head.hash !== previous)
    return { ok: false, row: Math.min(rows.length, head.count) + 1, reason: 'head does not match the last row' };
  const stray = privates.find((entry) => entry.n > rows.length || entry.n < 1);
  if (stray) return { ok: false, row: stray.n, reason: 'side row without ledger row' };
  return { ok: true, count: rows.length, erased };
}

function badRow(row: LedgerRow, n: number, previous: string, keys: readonly LedgerKey[]): string | undefined {
  if (row.n !== n) return `expected row ${n}, found ${row.n}`;
  if (row.previous !== previous) return 'previous hash does not match';
  const key = keys.find((candidate) => candidate.id === row.keyId);
  if (!key) return `key ${row.keyId} is not known`;
  if (rowHash(key, row.previous, row.body) !== row.hash) return 'hash does not match';
  return columnsDiffer(row) ? 'columns differ from the hashed body' : undefined;
}

function columnsDiffer(row: LedgerRow): boolean {
  const body = JSON.parse(row.body) as Record<string, unknown>;
  return (
    body.n !== row.n ||
    body.kind !== row.kind ||
    body.at !== row.at ||
    body.offerId !== row.offerId ||
    body.requestId !== row.requestId ||
    (body.orderId ?? undefined) !== (row.orderId ?? undefined)
  );
}

function checkSide(row: LedgerRow, side: readonly LedgerPrivate[]): string | { erased: number } {
  const body = JSON.parse(row.body) as { personal: Record<string, string> };
  const wrong = side.find((entry) => body.personal[entry.field] !== saltedHash(entry.salt, entry.field, entry.value));
  if (wrong) return `side value ${wrong.field} does not match`;
  if (new Set(side.map((entry) => entry.field)).size !== side.length) return 'side value stored twice';
  return { erased: Object.keys(body.personal).length - side.length };
}
