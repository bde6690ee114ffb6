/** Customers, sessions and one-time ids. */
import { describe, expect, test } from 'vitest';
import { demoColleague, demoCustomer, demoOrganisation, seedDemo } from '../../src/storage/demo.ts';
import { engines } from './engines.ts';
import { at, customer } from './things.ts';

const organisation = {
  id: 'organisation-1',
  customerNo: 'K-1',
  name: 'Müller & Söhne',
  products: ['hausperfekt'],
  contracts: ['hausperfekt'],
};
const contact = { id: 'contact-1', organisationId: organisation.id, email: 'erika@example.test', name: 'Erika', mayOrder: true };

describe.each(engines)('identity on $name', ({ open }) => {
  test('finds a contact by id and by address, however it is capitalised', async () => {
    const { storage } = await open();
    await storage.saveCustomers([{ organisation, contacts: [{ ...contact, email: 'Erika@Example.test' }] }]);
    expect(await storage.contactById('contact-1')).toEqual({ contact, organisation });
    expect(await storage.contactByEmail(' ERIKA@example.TEST ')).toEqual({ contact, organisation });
    expect(await storage.organisationByCustomerNo('K-1')).toEqual(organisation);
    expect(await storage.contactById('nobody')).toBeUndefined();
    expect(await storage.contactByEmail('nobody@example.test')).toBeUndefined();
    expect(await storage.organisationByCustomerNo('K-2')).toBeUndefined();
  });

  test('updates by customer number and address and keeps the ids that are known', async () => {
    const { storage } = await open();
    await storage.saveCustomers([{ organisation, contacts: [contact] }]);
    const renamed = {
      organisation: { ...organisation, id: 'new', name: 'Neuer Name' },
      contacts: [{ ...contact, id: 'new', mayOrder: false }],
    };
    await storage.saveCustomers([renamed]);
    expect(await storage.contactByEmail(contact.email)).toEqual({
      contact: { ...contact, mayOrder: false },
      organisation: { ...organisation, name: 'Neuer Name' },
    });
  });

  test('saves nothing when one address belongs to another organisation', async () => {
    const { storage } = await open();
    await storage.saveCustomers([{ organisation, contacts: [contact] }]);
    const other = {
      organisation: { ...organisation, id: 'organisation-2', customerNo: 'K-2' },
      contacts: [{ ...contact, id: 'contact-2' }],
    };
    await expect(storage.saveCustomers([other])).rejects.toMatchObject({ code: 'contact-elsewhere' });
    expect(await storage.organisationByCustomerNo('K-2')).toBeUndefined();
  });

  test('keeps a browser session and its end', async () => {
    const { storage } = await open();
    const session = { userId: 'dl_1', conversationId: 'c', principal: customer, createdAt: at };
    await storage.saveWebSession(session);
    expect(await storage.webSession('dl_1')).toEqual(session);
    await storage.saveWebSession({ ...session, revokedAt: at + 1 });
    expect(await storage.webSession('dl_1')).toEqual({ ...session, revokedAt: at + 1 });
    expect(await storage.webSession('dl_2')).toBeUndefined();
  });

  test('reads a browser session with the rights its contact has now', async () => {
    const { storage } = await open();
    await storage.saveCustomers([{ organisation, contacts: [contact] }]);
    await storage.saveWebSession({ userId: 'dl_1', conversationId: 'c', principal: { ...customer, id: contact.id }, createdAt: at });
    expect((await storage.webSession('dl_1'))?.contact).toEqual(contact);
    await storage.saveCustomers([{ organisation, contacts: [{ ...contact, mayOrder: !contact.mayOrder }] }]);
    expect((await storage.webSession('dl_1'))?.contact).toEqual({ ...contact, mayOrder: !contact.mayOrder });
  });

  test('lets a one-time id be used once, however many try', async () => {
    const { storage } = await open();
    const tries = await Promise.all(Array.from({ length: 10 }, () => storage.useOnce('jti-1', at)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await storage.useOnce('jti-2', at)).toBe(true);
  });

  test('seeds the demo organisation as often as it likes', async () => {
    const { storage } = await open();
    await seedDemo(storage);
    await seedDemo(storage);
    expect(await storage.contactById('contact-demo')).toEqual({ contact: demoCustomer, organisation: demoOrganisation });
    expect(await storage.contactById('contact-demo-colleague')).toMatchObject({ contact: demoColleague });
  });
});
