/** An anonymous visitor's press on order: kept as a wish, taken up after signing in as a new offer in the own company's name. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Principal } from '../../src/domain/identity.ts';
import type { Offer } from '../../src/domain/offer.ts';
import { demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { formId, takeMails } from '../mail/links.ts';
import { type ServedPortal, servePortal } from './served-portal.ts';

const cardSchema = z.object({ actions: z.array(z.object({ title: z.string(), data: z.object({ a: z.string() }) })) });

let portal: ServedPortal;
beforeAll(async () => {
  portal = await servePortal();
});
afterAll(() => portal.close());

async function anonymousOffer(): Promise<{ offer: Offer; visitor: Principal; press: () => Promise<string> }> {
  const visitor: Principal = { kind: 'anonymous', id: `dl_${randomUUID()}`, mayOrder: false, verifiedBy: 'none', at: portal.now() };
  const conversationId = randomUUID();
  const place = { channel: 'webchat', conversationKind: 'personal', dialogScope: 'main', conversationId, principal: visitor } as const;
  const text = 'Meine Kollegin hat im Dezember in Hausperfekt alle Mieten doppelt gebucht, könnt ihr das bereinigen?';
  await portal.engine.take({ ...place, activityId: randomUUID(), at: portal.now(), input: { kind: 'text', text, uploads: [] } });
  const [offer] = await portal.storage.openOffers(visitor);
  if (!offer) throw new Error('The chat showed no offer');
  const press = async () => {
    const messages = await portal.storage.messagesAfter(conversationId, 0, 50);
    const { actions } = cardSchema.parse(messages.findLast(({ content }) => content.card)?.content.card);
    const a = actions.find(({ title }) => title === 'Kostenpflichtig beauftragen')?.data.a ?? '';
    const result = await portal.engine.take({
      ...place,
      activityId: randomUUID(),
      at: portal.now(),
      input: { kind: 'press', a, values: {} },
    });
    return result.replies.map(({ content }) => content.text).join('\n');
  };
  return { offer, visitor, press };
}

async function ledgerKinds(): Promise<readonly string[]> {
  return (await portal.storage.readLedger()).rows.map(({ kind }) => kind);
}

describe('an anonymous press on order', () => {
  it('orders nothing, keeps the wish and leads to the sign-in', async () => {
    const { offer, press } = await anonymousOffer();
    expect(await portal.storage.wish(offer.id)).toBeUndefined();
    const said = await press();
    expect(said).toContain('es wurde nichts beauftragt');
    expect(said).toContain(`/portal/wishes/${offer.id}`);
    expect(await ledgerKinds()).not.toContain('ordered');
    expect((await portal.storage.wish(offer.id))?.offer.state).toBe('open');
    expect((await (await portal.browser()).get(`/portal/wishes/${offer.id}`)).headers.get('location')).toBe(
      `/portal/sign-in?next=${encodeURIComponent(`/portal/wishes/${offer.id}`)}`,
    );
    expect(await takeMails(portal.storage, portal.now())).toEqual([]);
  });
});

describe('the wish after signing in', () => {
  it('shows what was wanted; only the button makes a new offer, in the name of the own company', async () => {
    const { offer, visitor, press } = await anonymousOffer();
    await press();
    const browser = await portal.browser(demoCustomer);
    const before = (await portal.storage.readLedger()).rows.length;
    const page = await (await browser.get(`/portal/wishes/${offer.id}`)).text();
    expect(page).toContain('doppelt gebucht');
    expect((await portal.storage.readLedger()).rows).toHaveLength(before);
    const form = formId(page);
    const pressed = await browser.post(`/portal/wishes/${offer.id}`, { form });
    const again = await browser.post(`/portal/wishes/${offer.id}`, { form });
    expect(again.headers.get('location')).toBe(pressed.headers.get('location'));
    const id = (pressed.headers.get('location') ?? '').split('/').at(-1) ?? '';
    const made = (await portal.storage.offerById({ ...demoCustomer, kind: 'customer', verifiedBy: 'mailLink', at: 0 }, id))?.offer;
    expect(made?.id).not.toBe(offer.id);
    expect(made?.terms.buyer).toMatchObject({ company: demoOrganisation.name, customerNo: demoOrganisation.customerNo });
    expect(await (await browser.get(`/portal/offers/${id}`)).text()).toContain('Kostenpflichtig beauftragen');
    const seen = await portal.storage.messagesAfter(offer.conversationId, 0, 100);
    expect(JSON.stringify(seen)).not.toContain(demoOrganisation.name);
    expect(await portal.storage.offerById(visitor, id)).toBeUndefined();
    expect(await ledgerKinds()).not.toContain('ordered');
  });

  it('never takes the old offer over', async () => {
    const { offer, press } = await anonymousOffer();
    await press();
    const browser = await portal.browser(demoCustomer);
    expect((await browser.get(`/portal/offers/${offer.id}`)).status).toBe(404);
    const order = { token: offer.pressToken, decision: 'order', form: 'a-form-of-mine' };
    expect((await browser.post(`/portal/offers/${offer.id}`, order)).status).toBe(404);
    expect(await ledgerKinds()).not.toContain('ordered');
  });

  it('does not exist for an offer nobody anonymous wanted to order, nor for one that has a buyer', async () => {
    const { offer } = await anonymousOffer();
    const owned = await portal.offerInChat(demoCustomer);
    const browser = await portal.browser(demoCustomer);
    for (const { id } of [offer, owned]) {
      expect((await browser.get(`/portal/wishes/${id}`)).status).toBe(404);
      expect((await browser.post(`/portal/wishes/${id}`, { form: 'a-form-of-mine' })).status).toBe(404);
    }
  });
});
