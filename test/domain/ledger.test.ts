import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  emptyHead,
  type LedgerDraft,
  type LedgerHead,
  type LedgerPrivate,
  type LedgerRow,
  seal,
  verifyLedger,
} from '../../src/domain/ledger.ts';

const key = { id: 'k1', secret: 'a secret of at least thirty-two characters' };

function draft(n: number): LedgerDraft {
  const kind = n % 2 === 0 ? 'offered' : 'ordered';
  return {
    kind,
    at: 1000 + n,
    offerId: `offer-${n}`,
    requestId: `request-${n}`,
    facts: { rate: { net: 12_000 } },
    personal: { name: `Person ${n}`, shown: 'Text' },
  };
}

interface Chain {
  rows: LedgerRow[];
  privates: LedgerPrivate[];
  head: LedgerHead;
}

function chain(length: number): Chain {
  let salt = 0;
  const made: Chain = { rows: [], privates: [], head: emptyHead };
  for (let n = 1; n <= length; n += 1) {
    salt += 1;
    const sealed = seal(key, made.head, draft(n), () => `salt-${salt}`);
    made.rows.push(sealed.row);
    made.privates.push(...sealed.privates);
    made.head = sealed.head;
  }
  return made;
}

const verdict = ({ rows, head, privates }: Chain) => verifyLedger(rows, head, privates, [key]);

describe('the ledger', () => {
  it('verifies as written', () => expect(verdict(chain(20))).toEqual({ ok: true, count: 20, erased: 0 }));

  it('verifies after personal values were erased', () => {
    const made = chain(5);
    made.privates = made.privates.filter(({ n }) => n !== 3);
    expect(verdict(made)).toEqual({ ok: true, count: 5, erased: 2 });
  });

  it('holds no personal value in the hashed body', () => {
    const { rows } = chain(3);
    for (const row of rows) expect(row.body).not.toContain('Person');
  });

  it('finds any changed character of a row and names the row', () => {
    const made = chain(12);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 11 }),
        fc.nat(),
        fc.constantFrom('body', 'hash', 'previous', 'keyId', 'offerId', 'requestId'),
        (at, place, field) => {
          const rows = made.rows.map((row, index) => (index === at ? tampered(row, field, place) : row));
          expect(verifyLedger(rows, made.head, made.privates, [key])).toMatchObject({ ok: false, row: at + 1 });
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['the first row removed', (rows: LedgerRow[]) => rows.slice(1), 1],
    ['a middle row removed', (rows: LedgerRow[]) => rows.filter((_, index) => index !== 4), 5],
    ['the last row removed', (rows: LedgerRow[]) => rows.slice(0, -1), 10],
    ['two rows swapped', (rows: LedgerRow[]) => rows.with(3, rows[4] as LedgerRow).with(4, rows[3] as LedgerRow), 4],
    ['a row inserted', (rows: LedgerRow[]) => rows.toSpliced(5, 0, rows[5] as LedgerRow), 7],
  ])('finds %s', (_, change, row) => {
    const made = chain(10);
    expect(verdict({ ...made, rows: change(made.rows) })).toMatchObject({ ok: false, row });
  });

  it('finds a changed personal value, and one of a row that never was', () => {
    const made = chain(4);
    const changed = made.privates.map((entry, index) => (index === 5 ? { ...entry, value: 'Somebody else' } : entry));
    expect(verdict({ ...made, privates: changed })).toMatchObject({ ok: false, row: 3 });
    expect(verdict({ ...made, privates: [...made.privates, { n: 9, field: 'name', value: 'x', salt: 'y' }] })).toMatchObject({
      ok: false,
      row: 9,
    });
  });

  it('finds a head that was set back with its rows only by its own count and hash', () => {
    const made = chain(6);
    expect(verdict({ ...made, head: { count: 6, hash: '0'.repeat(64) } })).toMatchObject({ ok: false });
  });

  it('cannot be checked with another key', () => {
    const made = chain(2);
    expect(verifyLedger(made.rows, made.head, made.privates, [{ ...key, secret: 'another secret of thirty-two letters' }])).toMatchObject({
      ok: false,
      row: 1,
    });
  });
});

function tampered(row: LedgerRow, field: string, place: number): LedgerRow {
  const value = String(row[field as keyof LedgerRow]);
  const at = place % value.length;
  const other = value[at] === 'x' ? 'y' : 'x';
  return { ...row, [field]: value.slice(0, at) + other + value.slice(at + 1) };
}

describe('canonical JSON', () => {
  it('is the same for the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned as never)).toBe(canonicalJson(value as never));
        expect(JSON.parse(canonicalJson(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
