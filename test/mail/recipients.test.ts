/** Who gets a mail when something happens, by which address, and what it may say. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Contact, Principal } from '../../src/domain/identity.ts';
import type { MailJob } from '../../src/domain/mail.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import type { ArrivalInput } from '../../src/turn/types.ts';
import { formOf, principalOf, type ServedPortal, servePortal } from '../portal/served-portal.ts';
import { takeMails } from './links.ts';

let portal: ServedPortal;
beforeAll(async () => {
  portal = await servePortal();
});
afterAll(() => portal.close());

const mails = () => takeMails(portal.storage, portal.now());
beforeEach(mails);

const told = (sent: readonly MailJob[]) => sent.map(({ template, to }) => [template, 'email' in to ? to.email : to.contactId]).toSorted();

async function decideOnPage(who: Contact, offerId: string, decision: 'order' | 'decline' | 'review'): Promise<void> {
  const browser = await portal.browser(who);
  const page = await (await browser.get(`/portal/offers/${offerId}`)).text();
  await browser.post(`/portal/offers/${offerId}`, formOf(page, decision));
}

const buttonsSchema = z.array(z.object({ title: z.string(), a: z.string() })).default([]);
const cardSchema = z.object({ actions: z.array(z.object({ title: z.string(), data: z.object({ a: z.string() }) })) }).optional();

/** A chat of one person. */
function chat(principal: Principal) {
  const conversationId = randomUUID();
  const place = { channel: 'webchat', conversationKind: 'personal', dialogScope: 'main', conversationId, principal } as const;
  const take = (input: ArrivalInput, activityId: string = randomUUID()) =>
    portal.engine.take({ ...place, activityId, at: portal.now(), input });
  return {
    say: (text: string) => take({ kind: 'text', text, uploads: [] }),
    async press(title: string, times = 1) {
      const { content } =
        (await portal.storage.messagesAfter(conversationId, 0, 100)).findLast(({ direction }) => direction === 'out') ?? {};
      const inCard = cardSchema.parse(content?.card)?.actions.map((action) => ({ title: action.title, a: action.data.a })) ?? [];
      const a = [...inCard, ...buttonsSchema.parse(content?.buttons)].find((button) => button.title === title)?.a;
      if (a === undefined) throw new Error(`There is no button "${title}"`);
      for (let n = 0; n < times; n += 1) await take({ kind: 'press', a, values: {} });
    },
  };
}

const anonymous = (): Principal => ({ kind: 'anonymous', id: `dl_${randomUUID()}`, mayOrder: false, verifiedBy: 'none', at: portal.now() });

describe('an order', () => {
  it('sends its receipt to the person who ordered, once, whatever is repeated', async () => {
    const offer = await portal.offerInChat(demoCustomer);
    const browser = await portal.browser(demoCustomer);
    const form = formOf(await (await browser.get(`/portal/offers/${offer.id}`)).text(), 'order');
    await portal.pressInChat(demoCustomer, offer, 'Kostenpflichtig beauftragen');
    for (let n = 0; n < 3; n += 1) await browser.post(`/portal/offers/${offer.id}`, form);
    const sent = await mails();
    expect(told(sent)).toEqual([['order-receipt', demoCustomer.email]]);
    expect(sent[0]?.values).toMatchObject({
      company: 'Muster Hausverwaltung GmbH (Demo)',
      customerNo: 'D-10001',
      orderedBy: 'Demo Kundin',
    });
  });

  it('of a forwarded offer also tells the person who asked', async () => {
    const offer = await portal.offerInChat(demoColleague);
    await portal.pressInChat(demoColleague, offer, 'Zur Freigabe weiterleiten');
    expect(told(await mails())).toEqual([
      ['offer-forwarded', demoCustomer.id],
      ['ticket-created', demoColleague.email],
    ]);
    await decideOnPage(demoCustomer, offer.id, 'order');
    expect(told(await mails())).toEqual([
      ['offer-ordered', demoColleague.id],
      ['order-receipt', demoCustomer.email],
    ]);
  });
});

describe('a decline', () => {
  it('by the person who asked sends nothing', async () => {
    const offer = await portal.offerInChat(demoCustomer);
    await decideOnPage(demoCustomer, offer.id, 'decline');
    expect(await mails()).toEqual([]);
  });

  it('by a colleague tells the person who asked', async () => {
    const offer = await portal.offerInChat(demoColleague);
    await portal.pressInChat(demoColleague, offer, 'Zur Freigabe weiterleiten');
    await mails();
    await decideOnPage(demoCustomer, offer.id, 'decline');
    expect(told(await mails())).toEqual([['offer-declined', demoColleague.id]]);
  });
});

describe('a new ticket', () => {
  it('is confirmed to the verified person, with what it is about', async () => {
    const offer = await portal.offerInChat(demoCustomer);
    await decideOnPage(demoCustomer, offer.id, 'review');
    const sent = await mails();
    expect(told(sent)).toEqual([['ticket-created', demoCustomer.email]]);
    expect(sent[0]?.values).toHaveProperty('subject');
  });

  it('is confirmed to an address that was only typed, with its number and nothing else, however often it is pressed', async () => {
    const { say, press } = chat(anonymous());
    await say('Ticket anlegen');
    await say('Geheime Sache: Herr Schmidt zahlt seine Miete nicht');
    await say('Max Beispiel');
    await say('irgendwer@andere-firma.example');
    await say('Beispiel Verwaltung');
    await press('Ticket absenden', 3);
    const sent = await mails();
    expect(told(sent)).toEqual([['ticket-created-unverified', 'irgendwer@andere-firma.example']]);
    expect(JSON.stringify(sent)).not.toMatch(/Schmidt|Miete|Max|Beispiel Verwaltung/);
    expect(Object.keys(sent[0]?.values ?? {})).toEqual(['number']);
  });

  it('is confirmed to the proved address even when another one is written in the text', async () => {
    const { say, press } = chat(principalOf(demoCustomer, portal.now()));
    await say('Ticket anlegen');
    await say('Geheime Sache: Herr Schmidt zahlt seine Miete nicht, antworten Sie an jemand@anders.example');
    await press('Ticket absenden');
    expect(told(await mails())).toEqual([['ticket-created', demoCustomer.email]]);
  });
});
