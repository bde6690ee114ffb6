/** What staff enter for a customer by a form: the customer's ticket and offer, never an order, once per form. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/identity.ts';
import type { OnBehalf } from '../../src/domain/on-behalf.ts';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { TurnEngine, TurnResult } from '../../src/turn/types.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';

const at = Date.UTC(2026, 10, 22, 9, 0);
const staff: Principal = { kind: 'staff', id: 'tenant:person', name: 'Kollegin', mayOrder: false, verifiedBy: 'entra', at };
const customer: Principal = { kind: 'customer', ...demoCustomer, verifiedBy: 'demo', at };
const entry: OnBehalf = {
  kind: 'ticket',
  organisationId: demoOrganisation.id,
  contactId: demoCustomer.id,
  description: 'Die Abrechnung in Hausperfekt stürzt beim Drucken ab.',
};
const training: OnBehalf = {
  ...entry,
  kind: 'offer',
  description: 'Einweisung für eine neue Kollegin',
  product: 'hausperfekt',
  caseKind: 'training',
};

let rated: Snapshot;
let unrated: Snapshot;
let store: MemoryStore;
beforeAll(async () => {
  [rated, unrated] = await Promise.all([shippedSnapshot(true), shippedSnapshot(false)]);
}, 120_000);
beforeEach(() => {
  store = memoryStore([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
});

function engineWith(snapshot: Snapshot): TurnEngine {
  let count = 0;
  const next = (): string => {
    count += 1;
    return `id-${count}`;
  };
  const quiet = () => undefined;
  return makeEngine({
    store,
    snapshot: () => snapshot,
    publicUrl: () => 'https://support.example',
    newId: next,
    newToken: next,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    pause: async () => {},
  });
}

function enter(given: OnBehalf, by = staff, form = 'form-1', snapshot = rated): Promise<TurnResult> {
  return engineWith(snapshot).take({
    channel: 'system',
    conversationId: `system:${form}`,
    conversationKind: 'personal',
    dialogScope: 'main',
    activityId: form,
    principal: by,
    at,
    input: { kind: 'onBehalf', entry: given },
  });
}

describe('a ticket that staff enter', () => {
  it('is the contact’s: they own it, hear of it by mail, and it is classed provisionally', async () => {
    await enter(entry);
    const [ticket] = [...store.tickets.values()];
    expect(ticket).toMatchObject({
      ownerId: demoCustomer.id,
      organisationId: demoOrganisation.id,
      contactName: demoCustomer.name,
      state: 'new',
      coverage: 'covered',
      product: 'hausperfekt',
    });
    expect([...store.requests.values()][0]).toMatchObject({ ownerId: demoCustomer.id, assessment: { finality: 'provisional', by: 'bot' } });
    expect(store.mails).toEqual([expect.objectContaining({ template: 'ticket-created', to: { contactId: demoCustomer.id } })]);
  });

  it('is made once, however often the form is sent', async () => {
    const engine = engineWith(rated);
    const send = () =>
      engine.take({
        channel: 'system',
        conversationId: 'system:form-1',
        conversationKind: 'personal',
        dialogScope: 'main',
        activityId: 'form-1',
        principal: staff,
        at,
        input: { kind: 'onBehalf', entry },
      });
    const [first, second] = await Promise.all([send(), send()]);
    expect(store.tickets.size).toBe(1);
    expect(second?.replies.map(({ content }) => content.text)).toEqual(first?.replies.map(({ content }) => content.text));
  });
});

describe('an offer that staff start', () => {
  it('waits for the contact at the rate on file; nothing is ordered', async () => {
    const { replies } = await enter(training);
    const [offer] = [...store.offers.values()];
    expect(offer).toMatchObject({ state: 'open', ownerId: demoCustomer.id, organisationId: demoOrganisation.id });
    expect(offer?.terms.buyer).toMatchObject({ company: demoOrganisation.name, customerNo: demoOrganisation.customerNo });
    expect([...store.tickets.values()][0]?.state).toBe('waitingApproval');
    expect(store.orders.size).toBe(0);
    expect(store.ledger.map(({ kind, facts }) => [kind, facts.actor])).toEqual([['offered', 'staff']]);
    expect(replies[0]?.content.text).toContain('Die Entscheidung über eine Beauftragung bleibt beim Kunden.');
  });

  it('is ordered by the contact’s own press, and by nobody on the staff’s side', async () => {
    await enter(training);
    const offer = [...store.offers.values()][0];
    const press = (principal: Principal, id: string) =>
      engineWith(rated).take({
        channel: 'portal',
        conversationId: offer?.conversationId ?? '',
        conversationKind: 'personal',
        dialogScope: 'main',
        activityId: id,
        principal,
        at,
        input: { kind: 'offerPage', offerId: offer?.id ?? '', pressToken: offer?.pressToken ?? '', decision: 'order' },
      });
    await press(staff, 'staff-press');
    expect(store.orders.size).toBe(0);
    await press(customer, 'customer-press');
    expect([...store.orders.values()]).toEqual([expect.objectContaining({ placedBy: demoCustomer.id })]);
    expect(store.tickets.size).toBe(1);
  });
});

describe('what is not entered', () => {
  it.each<[string, OnBehalf, Principal, string]>([
    ['by a customer', entry, customer, 'notAllowed'],
    ['for a customer who is not there', { ...entry, organisationId: 'nobody' }, staff, 'customerUnknown'],
    ['for somebody else’s contact', { ...entry, contactId: 'contact-elsewhere' }, staff, 'contactUnknown'],
    ['without words', { ...entry, description: '  \n ' }, staff, 'descriptionEmpty'],
    ['as an offer to somebody who may not order', { ...training, contactId: demoColleague.id }, staff, 'mayNotOrder'],
    ['as an offer for what is covered', { ...entry, kind: 'offer', caseKind: 'fault', product: 'hausperfekt' }, staff, 'notBillable'],
  ])('%s', async (_how, given, by, code) => {
    expect((await enter(given, by)).refusal?.code).toBe(code);
    expect(store.tickets.size + store.offers.size + store.messages.length).toBe(0);
  });

  it('is an offer while no rate is on file', async () => {
    expect((await enter(training, staff, 'form-2', unrated)).refusal?.code).toBe('noRate');
  });
});
