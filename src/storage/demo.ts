/** The demo organisation that stands in for a customer outside production; every name says that it is one. */
import type { Contact, Organisation } from '../domain/identity.ts';
import type { IdentityStore } from '../domain/ports.ts';

export const demoOrganisation: Organisation = {
  id: 'organisation-demo',
  customerNo: 'D-10001',
  name: 'Muster Hausverwaltung GmbH (Demo)',
  products: ['hausperfekt', 'karthago'],
  contracts: ['hausperfekt'],
};

/** May order. */
export const demoCustomer: Contact = {
  id: 'contact-demo',
  organisationId: demoOrganisation.id,
  email: 'demo@muster-hausverwaltung.example',
  name: 'Demo Kundin',
  mayOrder: true,
};

/** May not order. */
export const demoColleague: Contact = {
  id: 'contact-demo-colleague',
  organisationId: demoOrganisation.id,
  email: 'kollege@muster-hausverwaltung.example',
  name: 'Demo Kollege',
  mayOrder: false,
};

/** Saves the demo organisation; again changes nothing. Never called in production. */
export async function seedDemo(storage: Pick<IdentityStore, 'saveCustomers'>): Promise<void> {
  await storage.saveCustomers([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
}
