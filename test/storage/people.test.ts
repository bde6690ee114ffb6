/** One-time links, registrations and wishes on both engines. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LinkUse, NewMailLink } from '../../src/domain/people.ts';
import { engines } from './engines.ts';
import { aMail, at, fresh, request, run } from './things.ts';

const minute = 60_000;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const limits = { since: at - 30 * minute, perAddress: 5, perIp: 20 };

function link(change: Partial<NewMailLink> = {}): NewMailLink {
  const name = fresh('link');
  return {
    tokenHash: hash(name),
    purpose: 'signIn',
    email: `${name}@muster.example`,
    personId: 'contact-1',
    next: '/portal',
    ip: name,
    at,
    expiresAt: at + 30 * minute,
    ...change,
  };
}

const use = (tokenHash: string, change: Partial<LinkUse> = {}): LinkUse => ({
  tokenHash,
  form: 'form-1',
  at: at + minute,
  repeatMs: 2 * minute,
  newId: fresh('person'),
  mails: () => [],
  ...change,
});

const organisation = { id: 'organisation-1', customerNo: 'D-1', name: 'Muster GmbH (Demo)', products: [], contracts: [] };
const orderer = { id: 'contact-1', organisationId: organisation.id, email: 'erika@muster.example', name: 'Erika Muster', mayOrder: true };
const registration = { name: 'Neue Person', company: 'Muster', customerNo: 'D-1' };

describe.each(engines)('people on $name', ({ open }) => {
  test('have the language of their newest request that told one, else the one they registered from', async () => {
    const { storage } = await open();
    const person = fresh('person');
    expect(await storage.languageOf(person)).toBeUndefined();
    const kept = link({ purpose: 'register', personId: undefined, registration: { ...registration, language: 'en' } });
    await storage.keepMailLink(kept, limits);
    await storage.takeMailLink(use(kept.tokenHash, { newId: person }));
    expect(await storage.languageOf(person)).toBe('en');
    for (const [language, createdAt] of [
      ['de', at],
      ['en', at - 1],
      [undefined, at + 1],
    ] as const) {
      const conversationId = fresh('conversation');
      await run(storage, conversationId, {
        kind: 'saveRequest',
        request: request(conversationId, { ownerId: person, language, createdAt }),
      });
    }
    expect(await storage.languageOf(person)).toBe('de');
  });

  test('are signed in by one press, even of 20 at once', async () => {
    const { storage } = await open();
    const kept = link();
    await storage.keepMailLink(kept, limits);
    const presses = await Promise.all(
      Array.from({ length: 20 }, (_, n) => storage.takeMailLink(use(kept.tokenHash, { form: `form-${n}` }))),
    );
    expect(presses.filter((found) => found !== undefined)).toEqual([{ personId: 'contact-1', next: '/portal' }]);
  });

  test('are not signed in by a link that is over, unknown, or of an address nobody has', async () => {
    const { storage } = await open();
    const [over, ofNobody] = [link(), link({ personId: undefined })];
    for (const kept of [over, ofNobody]) await storage.keepMailLink(kept, limits);
    expect(await storage.takeMailLink(use(over.tokenHash, { at: at + 30 * minute }))).toBeUndefined();
    expect(await storage.takeMailLink(use(hash('unknown')))).toBeUndefined();
    expect(await storage.takeMailLink(use(ofNobody.tokenHash))).toBeUndefined();
    expect(await storage.registrationByEmail(ofNobody.email)).toBeUndefined();
  });

  test('get a limited number of links by address and by network; the mail goes out with the link or not at all', async () => {
    const { storage } = await open();
    const mail = () => ({ key: fresh('mail'), payload: aMail });
    const outcomes = [];
    for (let n = 0; n < 6; n += 1) outcomes.push(await storage.keepMailLink(link({ email: 'One@muster.example', mail: mail() }), limits));
    for (let n = 0; n < 21; n += 1) outcomes.push(await storage.keepMailLink(link({ ip: 'one network', mail: mail() }), limits));
    expect(outcomes.filter((outcome) => outcome === 'limitedAddress')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'limitedIp')).toHaveLength(1);
    expect(await storage.claim(at, at + minute, 100)).toHaveLength(25);
  });

  test('who register wait for their company, whose orderers are told once; confirmed they are contacts under the same id', async () => {
    const { storage } = await open();
    await storage.saveCustomers([{ organisation, contacts: [orderer] }]);
    const kept = link({ purpose: 'register', personId: undefined, registration });
    await storage.keepMailLink(kept, limits);
    const told: string[][] = [];
    const mails: LinkUse['mails'] = (_, orderers) => {
      told.push(orderers.map(({ id }) => id));
      return [{ key: 'told', payload: aMail }];
    };
    const first = await storage.takeMailLink(use(kept.tokenHash, { newId: 'person', mails }));
    expect(await storage.takeMailLink(use(kept.tokenHash, { newId: 'another', mails }))).toEqual(first);
    expect(first?.personId).toBe('person');
    expect(told).toEqual([['contact-1']]);
    expect(await storage.pendingRegistrations(organisation.id)).toMatchObject([{ id: 'person', email: kept.email, state: 'pending' }]);
    const decision = { id: 'person', decision: 'confirm', by: 'contact-1', at, mails: () => [] } as const;
    expect(await storage.decideRegistration({ ...decision, organisationId: 'another' })).toBe(false);
    expect(await storage.decideRegistration({ ...decision, organisationId: organisation.id })).toBe(true);
    expect(await storage.decideRegistration({ ...decision, organisationId: organisation.id, decision: 'confirmOrder' })).toBe(false);
    expect((await storage.contactById('person'))?.contact).toMatchObject({ email: kept.email, mayOrder: false });
    expect(await storage.pendingRegistrations(organisation.id)).toEqual([]);
  });

  test('who register with an address that became a contact meanwhile are that contact', async () => {
    const { storage } = await open();
    const kept = link({ purpose: 'register', email: orderer.email, personId: undefined, registration });
    await storage.keepMailLink(kept, limits);
    await storage.saveCustomers([{ organisation, contacts: [orderer] }]);
    expect((await storage.takeMailLink(use(kept.tokenHash)))?.personId).toBe('contact-1');
    expect(await storage.registrationByEmail(orderer.email)).toBeUndefined();
  });

  test('leave no link behind a day after it ended', async () => {
    const { storage, sql } = await open();
    await storage.keepMailLink(link(), limits);
    await storage.keepMailLink(link({ at: at + 25 * 60 * minute, expiresAt: at + 26 * 60 * minute }), limits);
    expect(await sql('select email from mail_links')).toHaveLength(1);
  });
});
