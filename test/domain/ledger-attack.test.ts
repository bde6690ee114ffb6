/** Ten thousand attacks on a ledger: rows changed, removed, inserted, reordered, the head and the side table too. Every one is found, with its row. */
import { describe, expect, it } from 'vitest';
import {
  emptyHead,
  type LedgerDraft,
  type LedgerHead,
  type LedgerPrivate,
  type LedgerRow,
  ledgerKinds,
  seal,
  verifyLedger,
} from '../../src/domain/ledger.ts';
import { count, tell } from '../long/figures.ts';

const key = { id: 'k1', secret: 'a secret of at least thirty-two characters' };
const attacks = Number(process.env.LEDGER_ATTACKS ?? 10_000);
const length = 24;

/** Small and seeded, so that a failure can be repeated. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Ledger {
  rows: LedgerRow[];
  privates: LedgerPrivate[];
  head: LedgerHead;
}

function draft(n: number): LedgerDraft {
  return {
    kind: ledgerKinds[n % ledgerKinds.length] ?? 'offered',
    at: 1_790_000_000_000 + n * 1000,
    offerId: n % 5 === 0 ? '' : `offer-${n % 7}`,
    requestId: `request-${n % 7}`,
    ...(n % 3 === 0 ? { orderId: `order-${n % 7}` } : {}),
    facts: { rate: { netCentsPerHour: 12_000 }, minutes: n },
    personal: { actorName: `Person ${n}`, shown: `Angebot ${n}` },
  };
}

function whole(): Ledger {
  const ledger: Ledger = { rows: [], privates: [], head: emptyHead };
  for (let n = 1; n <= length; n += 1) {
    const sealed = seal(key, ledger.head, draft(n), () => `salt-${n}`);
    ledger.rows.push(sealed.row);
    ledger.privates.push(...sealed.privates);
    ledger.head = sealed.head;
  }
  return ledger;
}

type Random = (below: number) => number;
/** Changes the ledger in place. Out: the row that must be named; nothing when chance changed nothing. */
type Attack = (ledger: Ledger, random: Random) => number | undefined;

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error('out of range');
  return found;
};

const otherCharacter = (text: string, random: Random): string => {
  if (text === '') return 'x';
  const place = random(text.length);
  const now = text.charCodeAt(place);
  const other = String.fromCharCode(now === 48 ? 49 : 48);
  return text.slice(0, place) + other + text.slice(place + 1);
};

const changeRow: Attack = ({ rows }, random) => {
  const index = random(rows.length);
  const row = at(rows, index);
  const field = at(['body', 'hash', 'previous', 'keyId', 'offerId', 'requestId', 'orderId', 'kind', 'at', 'n'] as const, random(10));
  const value = row[field];
  const changed = typeof value === 'number' ? value + 1 + random(9) : otherCharacter(value ?? '', random);
  rows[index] = { ...row, [field]: changed };
  return index + 1;
};

/** With the row's own hash made to fit: only the key is missing. */
const forgeBody: Attack = ({ rows }, random) => {
  const index = random(rows.length);
  const row = at(rows, index);
  const forged = seal(
    { ...key, secret: 'another secret of thirty-two characters' },
    { count: row.n - 1, hash: row.previous },
    draft(row.n + 1),
    () => 's',
  );
  rows[index] = { ...forged.row, keyId: key.id };
  return index + 1;
};

const removeRow: Attack = ({ rows }, random) => {
  const index = random(rows.length);
  rows.splice(index, 1);
  return index + 1;
};

const removeTail: Attack = ({ rows }, random) => {
  const keep = random(rows.length);
  rows.length = keep;
  return keep + 1;
};

const insertRow: Attack = ({ rows }, random) => {
  const index = random(rows.length + 1);
  const copied = at(rows, random(rows.length));
  rows.splice(index, 0, copied);
  // The copy of the row that stands there anyway shows only in the place after it.
  return at(rows, index).n === index + 1 ? index + 2 : index + 1;
};

/** A row that follows the last one in everything but the key. */
const appendRow: Attack = ({ rows, head }) => {
  const forged = seal({ ...key, secret: 'another secret of thirty-two characters' }, head, draft(length + 1), () => 's');
  rows.push(forged.row);
  return length + 1;
};

const swapRows: Attack = ({ rows }, random) => {
  const [one, other] = [random(rows.length), random(rows.length)];
  if (one === other) return undefined;
  const kept = at(rows, one);
  rows[one] = at(rows, other);
  rows[other] = kept;
  return Math.min(one, other) + 1;
};

const changeHead: Attack = (ledger, random) => {
  const shorter = random(length);
  ledger.head =
    random(2) === 0
      ? { count: shorter, hash: at(ledger.rows, Math.max(0, shorter - 1)).hash }
      : { ...ledger.head, hash: otherCharacter(ledger.head.hash, random) };
  return Math.min(length, ledger.head.count) + 1;
};

const changeSide: Attack = ({ privates }, random) => {
  const index = random(privates.length);
  const entry = at(privates, index);
  const field = at(['value', 'salt', 'field'] as const, random(3));
  privates[index] = { ...entry, [field]: otherCharacter(entry[field], random) };
  return entry.n;
};

/** A value of one row put beside another. */
const moveSide: Attack = ({ privates }, random) => {
  const index = random(privates.length);
  const entry = at(privates, index);
  const n = 1 + random(length);
  if (n === entry.n) return undefined;
  privates[index] = { ...entry, n };
  return n;
};

const doubleSide: Attack = ({ privates }, random) => {
  const entry = at(privates, random(privates.length));
  privates.splice(random(privates.length + 1), 0, entry);
  return entry.n;
};

const straySide: Attack = ({ privates }, random) => {
  const n = length + 1 + random(5);
  privates.push({ ...at(privates, random(privates.length)), n });
  return n;
};

/** All rows after it sealed anew with another key, so that the chain fits again. */
const resealEnd: Attack = (ledger, random) => {
  const from = random(length);
  const forger = { ...key, secret: 'another secret of thirty-two characters' };
  let head: LedgerHead = { count: from, hash: from === 0 ? emptyHead.hash : at(ledger.rows, from - 1).hash };
  const privates = ledger.privates.filter(({ n }) => n <= from);
  ledger.rows.length = from;
  for (let n = from + 1; n <= length; n += 1) {
    const sealed = seal(forger, head, draft(n + 1), () => `salt-${n}`);
    ledger.rows.push(sealed.row);
    privates.push(...sealed.privates);
    head = sealed.head;
  }
  ledger.privates = privates;
  ledger.head = head;
  return from + 1;
};

/** Rows taken from the middle and put elsewhere. */
const moveRows: Attack = ({ rows }, random) => {
  const from = random(length - 1);
  const moved = rows.splice(from, 1 + random(3));
  const to = random(rows.length + 1);
  if (to === from) return undefined;
  rows.splice(to, 0, ...moved);
  return Math.min(from, to) + 1;
};

const attackKinds: Record<string, Attack> = {
  'a side value moved': moveSide,
  'a side value doubled': doubleSide,
  'a side value of no row': straySide,
  'an end sealed anew': resealEnd,
  'rows moved': moveRows,
  'a changed field': changeRow,
  'a row sealed with another key': forgeBody,
  'a removed row': removeRow,
  'a removed end': removeTail,
  'an inserted row': insertRow,
  'an appended row': appendRow,
  'two rows swapped': swapRows,
  'a changed head': changeHead,
  'a changed side value': changeSide,
};

describe('the ledger under attack', () => {
  const original = whole();

  it('is whole before', () => {
    expect(verifyLedger(original.rows, original.head, original.privates, [key])).toEqual({ ok: true, count: length, erased: 0 });
  });

  it(
    `finds each of ${attacks} attacks and names the row`,
    () => {
      const random = randomNumbers(20_261_122);
      const names = Object.keys(attackKinds);
      const missed: string[] = [];
      let done = 0;
      while (done < attacks) {
        const name = at(names, done % names.length);
        const ledger = { rows: [...original.rows], privates: [...original.privates], head: original.head };
        const row = attackKinds[name]?.(ledger, random);
        if (row === undefined) continue;
        done += 1;
        const verdict = verifyLedger(ledger.rows, ledger.head, ledger.privates, [key]);
        if (verdict.ok) missed.push(`${name}: not found`);
        else if (verdict.row !== row) missed.push(`${name}: row ${row}, named ${verdict.row} (${verdict.reason})`);
      }
      expect(missed).toEqual([]);
      tell({ size: `${count(done)} attacked ledgers`, faults: `${count(done)} attacks of ${names.length} kinds`, lost: missed.length });
    },
    60_000 + attacks * 5,
  );
});
