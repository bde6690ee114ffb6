/** The demo organisation that stands in for a customer outside production; every name says that it is one. */
import type { Agent } from '../domain/agent.ts';
import type { AgentStore } from '../domain/agent-ports.ts';
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

/** Two, so that one can decide about objections to the other's classing. */
export const demoAgents: readonly Agent[] = [
  { id: 'local:demo-1', name: 'Demo Support Eins', shownName: 'Support Eins (Demo)', state: 'active', createdAt: 0 },
  { id: 'local:demo-2', name: 'Demo Support Zwei', shownName: 'Support Zwei (Demo)', state: 'active', createdAt: 0 },
];

/** Saves the demo agents that are not known yet. Never called in production. */
export async function seedDemoAgents(storage: Pick<AgentStore, 'agentById' | 'saveAgent'>): Promise<void> {
  for (const agent of demoAgents) if (!(await storage.agentById(agent.id))) await storage.saveAgent(agent);
}

/** Saves the demo organisation; again changes nothing. Never called in production. */
export async function seedDemo(storage: Pick<IdentityStore, 'saveCustomers'>): Promise<void> {
  await storage.saveCustomers([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
}
