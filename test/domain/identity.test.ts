import { describe, expect, it } from 'vitest';
import { mayAnswerOffer, mayPlaceOrder, maySee, type Principal } from '../../src/domain/identity.ts';

const base = { id: 'p', mayOrder: false, verifiedBy: 'none', at: 0 } as const;
const people = {
  anonymous: { ...base, kind: 'anonymous' },
  owner: { ...base, kind: 'customer', id: 'owner', organisationId: 'a', verifiedBy: 'mailLink' },
  colleague: { ...base, kind: 'customer', id: 'other', organisationId: 'a', verifiedBy: 'hostSignature' },
  orderer: { ...base, kind: 'customer', id: 'orderer', organisationId: 'a', mayOrder: true, verifiedBy: 'hostSignature' },
  unverifiedOrderer: { ...base, kind: 'customer', organisationId: 'a', mayOrder: true },
  foreignOrderer: { ...base, kind: 'customer', organisationId: 'b', mayOrder: true, verifiedBy: 'hostSignature' },
  ordererWithoutCompany: { ...base, kind: 'customer', mayOrder: true, verifiedBy: 'mailLink' },
  staff: { ...base, kind: 'staff', mayOrder: true, verifiedBy: 'entra', organisationId: 'a' },
  agent: { ...base, kind: 'agent', mayOrder: true, verifiedBy: 'entra' },
} satisfies Record<string, Principal>;

const offer = { organisationId: 'a', ownerId: 'owner' };
const orphan = { organisationId: undefined, ownerId: 'p' };

describe('who may do what with an offer of organisation a', () => {
  it.each<[keyof typeof people, boolean, boolean, boolean]>([
    // person, see, order, answer otherwise
    ['anonymous', false, false, false],
    ['owner', true, false, true],
    ['colleague', true, false, true],
    ['orderer', true, true, true],
    ['unverifiedOrderer', false, false, false],
    ['foreignOrderer', false, false, false],
    ['ordererWithoutCompany', false, false, false],
    ['staff', false, false, false],
    ['agent', true, false, false],
  ])('%s: see %s, order %s, answer %s', (name, see, order, answer) => {
    const person = people[name];
    expect([maySee(person, offer), mayPlaceOrder(person, offer), mayAnswerOffer(person, offer)]).toEqual([see, order, answer]);
  });

  it('an offer without an organisation can be ordered by nobody, and is seen by its owner only', () => {
    for (const person of Object.values(people)) expect(mayPlaceOrder(person, orphan)).toBe(false);
    expect(maySee(people.anonymous, orphan)).toBe(true);
    expect(maySee(people.orderer, orphan)).toBe(false);
  });
});
