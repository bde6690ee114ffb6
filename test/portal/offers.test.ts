import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/domain/ledger.ts';
import type { Offer } from '../../src/domain/offer.ts';
import type { OfferPageView } from '../../src/portal/views/offer-view.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { type Browser, formOf, ledgerKey, principalOf, type ServedPortal, servePortal, stranger } from './served-portal.ts';

describe('The page of an offer', () => {
  let portal: ServedPortal;
  let customer: Browser;
  let colleague: Browser;
  beforeAll(async () => {
    portal = await servePortal();
    customer = await portal.browser(demoCustomer);
    colleague = await portal.browser(demoColleague);
  });
  afterAll(() => portal.close());

  const pathOf = ({ id }: Offer) => `/portal/offers/${id}`;
  const pageFor = async (browser: Browser, offer: Offer) => (await browser.get(pathOf(offer))).text();
  const stored = async (offer: Offer) => portal.storage.offerById(principalOf(demoCustomer, portal.now()), offer.id);
  const rowsOf = async (offer: Offer) =>
    (await portal.storage.readLedger()).rows.filter((row) => row.offerId === offer.id).map(({ kind }) => kind);

  it('shows every term as stored, the words as shown, and three buttons of equal kind', async () => {
    const offer = await portal.offerInChat();
    const page = await pageFor(customer, offer);
    for (const words of [
      '120,00\u00a0€',
      '142,80\u00a0€',
      'Umsatzsteuer (19 %)',
      'je angefangene 15 Minuten',
      'F3.2',
      'Beispielsatz, nicht verbindlich',
    ])
      expect(page).toContain(words);
    expect(page).toContain('Muster Hausverwaltung GmbH (Demo), Kundennummer D-10001, als Unternehmen');
    expect(page).toContain(offer.shown?.sha256);
    const buttons = [...page.matchAll(/<button type="submit" name="decision" value="(\w+)">([^<]+)</g)].map(([, , label]) => label);
    expect(buttons).toEqual(['Kostenpflichtig beauftragen', 'Nicht beauftragen', 'Erst prüfen lassen']);
  });

  it('takes an order by one press and says so with ticket and receipt', async () => {
    const offer = await portal.offerInChat();
    const answer = await customer.post(pathOf(offer), formOf(await pageFor(customer, offer), 'order'));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(pathOf(offer));
    const after = await stored(offer);
    expect(after?.offer.state).toBe('accepted');
    expect(after?.order?.placedBy).toBe(demoCustomer.id);
    const page = await pageFor(customer, offer);
    expect(page).toContain('Dieses Angebot ist beauftragt.');
    expect(page).toContain(`/portal/tickets/${after?.ticket?.number}`);
    expect(page).toContain(`/portal/orders/${after?.order?.id}/receipt`);
    expect(page).not.toContain('name="decision"');
  });

  it('makes one order, one ticket and one ledger row of ten presses at once and one later', async () => {
    const offer = await portal.offerInChat();
    const first = formOf(await pageFor(customer, offer), 'order');
    const second = formOf(await pageFor(customer, offer), 'order');
    expect(first.form).not.toBe(second.form);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => customer.post(pathOf(offer), n % 2 ? first : second)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303));
    const result = await stored(offer);
    await customer.post(pathOf(offer), first);
    await customer.post(pathOf(offer), { ...second, decision: 'decline' });
    expect(await stored(offer)).toEqual(result);
    expect(await rowsOf(offer)).toEqual(['offered', 'ordered']);
    const tickets = await portal.storage.tickets(principalOf(demoCustomer, portal.now()));
    expect(tickets.filter(({ requestId }) => requestId === offer.requestId)).toHaveLength(1);
  });

  it('tells the chat in which the offer was made', async () => {
    const offer = await portal.offerInChat();
    await customer.post(pathOf(offer), formOf(await pageFor(customer, offer), 'order'));
    const messages = await portal.storage.messagesAfter(offer.conversationId, 0, 50);
    expect(messages.some(({ content }) => content.text.includes('Ihr Auftrag ist eingegangen.'))).toBe(true);
  });

  it('tells offer and order in the history of the ticket', async () => {
    const offer = await portal.offerInChat();
    await customer.post(pathOf(offer), formOf(await pageFor(customer, offer), 'order'));
    const page = await (await customer.get(`/portal/tickets/${(await stored(offer))?.ticket?.number}`)).text();
    const titles = [...page.matchAll(/<li><p class="title">([^<]+)</g)].map(([, title]) => title);
    expect(titles).toEqual(['Angebot erstellt', 'Anliegen aufgenommen', 'Auftrag']);
    expect(page).toMatch(/Kostenpflichtig beauftragt am [\d.]+, [\d:]+ Uhr durch Demo Kundin\./);
  });

  it('declines calmly, without a ticket and without asking again', async () => {
    const offer = await portal.offerInChat();
    await customer.post(pathOf(offer), formOf(await pageFor(customer, offer), 'decline'));
    const after = await stored(offer);
    expect(after?.offer.state).toBe('declined');
    expect(after?.ticket).toBeUndefined();
    const page = await pageFor(customer, offer);
    expect(page).toContain('es wird nichts beauftragt und nichts berechnet');
    expect(page).not.toContain('name="decision"');
  });

  it('lets who may not order decline or ask for a review, and says who may order', async () => {
    const offer = await portal.offerInChat();
    const page = await pageFor(colleague, offer);
    expect(page).toContain('Beauftragen können bei Ihnen nur Personen mit dem Recht dazu.');
    expect(page).not.toContain('value="order"');
    const answer = await colleague.post(pathOf(offer), formOf(page, 'order'));
    expect(answer.status).toBe(403);
    expect((await stored(offer))?.offer.state).toBe('open');
    await colleague.post(pathOf(offer), formOf(page, 'review'));
    expect((await stored(offer))?.offer.state).toBe('reviewRequested');
    expect(await pageFor(customer, offer)).toContain('Der Produktsupport prüft zuerst die Einordnung');
  });

  it('lets a colleague with the right order what was forwarded in the chat', async () => {
    const offer = await portal.offerInChat(demoColleague);
    expect(await (await customer.get('/portal')).text()).not.toContain(pathOf(offer));
    await portal.pressInChat(demoColleague, offer, 'Zur Freigabe weiterleiten');
    expect(await (await customer.get('/portal')).text()).toContain(pathOf(offer));
    expect(await (await customer.get('/portal?tab=waiting')).text()).toContain('Freigabe ausstehend');
    expect(await pageFor(colleague, offer)).toContain('Das Angebot liegt zur Freigabe bei den Personen');
    await customer.post(pathOf(offer), formOf(await pageFor(customer, offer), 'order'));
    const after = await stored(offer);
    expect(after?.offer.state).toBe('accepted');
    expect(after?.order?.placedBy).toBe(demoCustomer.id);
    expect(after?.ticket?.state).toBe('new');
    expect(await rowsOf(offer)).toEqual(['offered', 'forwarded', 'ordered']);
    const ticketPage = await (await colleague.get(`/portal/tickets/${after?.ticket?.number}`)).text();
    const titles = [...ticketPage.matchAll(/<li><p class="title">([^<]+)</g)].map(([, title]) => title);
    expect(titles).toContain('Zur Freigabe weitergeleitet');
    expect(ticketPage).toContain('durch Demo Kundin.');
  });

  it('shows HTML in the words of a customer as words', async () => {
    const text = 'Meine Kollegin hat in Hausperfekt alle Mieten doppelt gebucht, bitte bereinigen <img src=x onerror=alert(1)>';
    const page = await pageFor(customer, await portal.offerInChat(demoCustomer, text));
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toMatch(/<img|<script/);
  });

  it('is not there for another organisation, neither to see nor to take', async () => {
    const offer = await portal.offerInChat();
    const foreign = await portal.browser(stranger);
    expect((await foreign.get(pathOf(offer))).status).toBe(404);
    const form = formOf(await pageFor(customer, offer), 'order');
    expect((await foreign.post(pathOf(offer), form)).status).toBe(404);
    expect((await stored(offer))?.offer.state).toBe('open');
  });

  it('takes nothing without the right press token, the right origin, or a session', async () => {
    const offer = await portal.offerInChat();
    const form = formOf(await pageFor(customer, offer), 'order');
    const other = await portal.offerInChat();
    const tries = [
      customer.post(pathOf(offer), { ...form, token: 'A'.repeat(32) }),
      customer.post(pathOf(offer), { ...form, token: '' }),
      customer.post(pathOf(offer), { ...form, token: other.pressToken }),
      customer.post(pathOf(offer), { ...form, decision: 'ja' }),
      customer.post(pathOf(offer), { ...form, form: '../x' }),
      customer.post(pathOf(offer), form, {}),
      customer.post(pathOf(offer), form, { origin: 'null' }),
      customer.post(pathOf(offer), form, { origin: 'https://evil.example' }),
      customer.post(pathOf(offer), { ...form, filler: 'x'.repeat(20_000) }),
      (await portal.browser()).post(pathOf(offer), form),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403, 403, 413, 303]);
    expect((await stored(offer))?.offer.state).toBe('open');
    expect(await rowsOf(offer)).toEqual(['offered']);
  });

  it('changes nothing by opening pages, whatever the address says', async () => {
    const offer = await portal.offerInChat();
    const query = new URLSearchParams(formOf(await pageFor(customer, offer), 'order'));
    const before = [await stored(offer), await portal.storage.readLedger()];
    for (const path of [pathOf(offer), `${pathOf(offer)}?${query}`, '/portal', '/portal/sign-out']) await customer.get(path);
    const cookie = await portal.cookie(demoCustomer);
    const head = await fetch(`${portal.url}${pathOf(offer)}?${query}`, { method: 'HEAD', headers: { cookie } });
    expect(await head.text()).toBe('');
    expect([await stored(offer), await portal.storage.readLedger()]).toEqual(before);
  });

  it('orders nothing at terms that have changed since, and leads to the offer at the new ones', async () => {
    const later = await servePortal();
    try {
      const offer = await later.offerInChat();
      const browser = await later.browser(demoCustomer);
      const form = formOf(await pageFor(browser, offer), 'order');
      later.changeRates();
      await browser.post(pathOf(offer), form);
      const page = await pageFor(browser, offer);
      expect(page).toContain('Dieses Angebot gilt nicht mehr');
      const [newer] = await later.storage.openOffers(principalOf(demoCustomer, later.now()));
      expect(page).toContain(`/portal/offers/${newer?.id}`);
      expect(newer?.requestId).toBe(offer.requestId);
      expect(newer?.terms.rate.netCentsPerHour).toBe(13_000);
      expect((await later.storage.readLedger()).rows.map(({ kind }) => kind)).not.toContain('ordered');
    } finally {
      await later.close();
    }
  });

  it('cannot be taken after its last day', async () => {
    const late = await servePortal();
    try {
      const offer = await late.offerInChat();
      const browser = await late.browser(demoCustomer);
      const form = formOf(await pageFor(browser, offer), 'order');
      late.passTime(15 * 86_400_000);
      const nextDay = await late.browser(demoCustomer);
      expect(await pageFor(nextDay, offer)).toContain('Dieses Angebot ist abgelaufen');
      expect(await (await nextDay.get('/portal')).text()).not.toContain(pathOf(offer));
      await nextDay.post(pathOf(offer), form);
      const after = await late.storage.offerById(principalOf(demoCustomer, late.now()), offer.id);
      expect(after?.offer.state).toBe('expired');
      expect(after?.order).toBeUndefined();
    } finally {
      await late.close();
    }
  });

  it('leaves a ledger that verifies', async () => {
    const { rows, head, privates } = await portal.storage.readLedger();
    expect(verifyLedger(rows, head, privates, [ledgerKey])).toMatchObject({ ok: true, count: rows.length });
  });
});

describe('The page of an offer from an English conversation', () => {
  let portal: ServedPortal;
  let customer: Browser;
  beforeAll(async () => {
    portal = await servePortal();
    customer = await portal.browser(demoCustomer);
  });
  afterAll(() => portal.close());

  const english = 'My colleague posted all rents twice in Hausperfekt by mistake in December, can you clean that up?';
  const pageFor = async (browser: Browser, { id }: Offer) => (await browser.get(`/portal/offers/${id}`)).text();
  const summaryIn = (page: string): string => /<section class="card summary" lang="en"[^>]*>([\s\S]*?)<\/section>/.exec(page)?.[1] ?? '';

  it('has the summary above the German offer, with the meaning of each button it has, and the German as it is without', async () => {
    const [offer, german] = [await portal.offerInChat(demoCustomer, english), await portal.offerInChat(demoCustomer)];
    const page = await pageFor(customer, offer);
    const summary = summaryIn(page);
    for (const words of [
      'Summary of the offer in English',
      'the German text of the offer below is what applies',
      'Hourly rate: €120.00 net, €142.80 including 19% VAT',
      'This is an example rate and not binding.',
      'Basis: F3.2',
      'Valid until ',
    ])
      expect(summary).toContain(words);
    const meant = [...summary.matchAll(/<li>„([^“]+)“ means/g)].map(([, caption]) => caption);
    const buttons = [...page.matchAll(/<button type="submit" name="decision" value="\w+">([^<]+)</g)].map(([, caption]) => caption);
    expect(meant).toEqual(buttons);
    expect(page.indexOf('Summary of the offer')).toBeLessThan(page.indexOf('Stundensatz netto'));
    const bare = (whole: string) => whole.replace(/<section class="card summary"[\s\S]*?<\/section>/, '').match(/<dt>[^<]*<\/dt>/g);
    expect(bare(page)).toEqual(bare(await pageFor(customer, german)));
    expect(summaryIn(await pageFor(customer, german))).toBe('');
  });

  it.each([
    ['order', 'This offer has been ordered.', 'Product support confirms the classification before the work starts.'],
    ['decline', 'nothing is ordered and nothing is charged', 'means: ask for the offer again'],
    ['review', 'Product support checks the classification first', 'leads to the ticket'],
  ] as const)('says what came of "%s", and where its links lead', async (decision, outcome, more) => {
    const offer = await portal.offerInChat(demoCustomer, english);
    await customer.post(`/portal/offers/${offer.id}`, formOf(await pageFor(customer, offer), decision));
    const page = await pageFor(customer, offer);
    const summary = summaryIn(page);
    expect(summary).toContain(outcome);
    expect(summary).toContain(more);
    expect(summary).not.toContain('An order is only placed with this button');
    const links = [...page.matchAll(/<a class="button" href="[^"]*">([^<]+)</g)].map(([, caption]) => caption);
    for (const caption of links) expect(summary).toContain(`„${caption}“ leads to`);
  });

  it('tells who may not order in English, and what forwarding means', async () => {
    const offer = await portal.offerInChat(demoColleague, english);
    const colleague = await portal.browser(demoColleague);
    const summary = summaryIn(await pageFor(colleague, offer));
    expect(summary).toContain('Only persons of your company with the right to order may order.');
    expect(summary).toContain('„Zur Freigabe weiterleiten“ means: forward the offer for approval');
    expect(summary).not.toContain('„Kostenpflichtig beauftragen“');
    await portal.pressInChat(demoColleague, offer, 'Zur Freigabe weiterleiten');
    expect(summaryIn(await pageFor(colleague, offer))).toContain('The offer is with the persons of your company who may order.');
  });

  it('is in the app as data, too', async () => {
    const offer = await portal.offerInChat(demoCustomer, english);
    const { summary } = (await (await customer.get(`/portal/api/offers/${offer.id}`)).json()) as OfferPageView;
    expect(summary).toMatchObject({ language: 'en', title: 'Summary of the offer in English' });
    expect(JSON.stringify(summary?.blocks)).toContain('„Nicht beauftragen“ means: do not order.');
  });

  it('keeps its language when the customer goes on in German, and takes no other afterwards', async () => {
    const offer = await portal.offerInChat(demoCustomer, english);
    const place = { channel: 'webchat', conversationKind: 'personal', dialogScope: 'main', conversationId: offer.conversationId } as const;
    const text = 'Und wie erreiche ich Sie telefonisch, wenn das Programm wieder nicht startet?';
    const principal = principalOf(demoCustomer, portal.now());
    await portal.engine.take({ ...place, activityId: 'next', principal, at: portal.now(), input: { kind: 'text', text, uploads: [] } });
    expect(summaryIn(await pageFor(customer, offer))).toContain('Summary of the offer in English');
  });
});
