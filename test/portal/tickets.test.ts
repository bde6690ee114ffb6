import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { type ServedPortal, servePortal, stranger } from './served-portal.ts';
import { storeTicket } from './stored-ticket.ts';

const nineFifteen = Date.UTC(2026, 10, 22, 8, 15);

describe('The overview', () => {
  let portal: ServedPortal;
  beforeAll(async () => {
    portal = await servePortal();
    await storeTicket(portal, { subject: 'Offenes Anliegen', createdAt: nineFifteen });
    await storeTicket(portal, { subject: 'Wartendes Anliegen', state: 'waitingCustomer' });
    await storeTicket(portal, { subject: 'Erledigtes Anliegen', state: 'closed' });
    await storeTicket(portal, { subject: 'Anliegen des Kollegen', ownerId: demoColleague.id });
    await storeTicket(portal, { subject: 'Fremdes Anliegen', ownerId: stranger.id, organisationId: stranger.organisationId });
  });
  afterAll(() => portal.close());

  const textOf = async (path: string) => (await (await portal.browser(demoCustomer)).get(path)).text();

  it('shows open tickets of the organisation first, with times in German time', async () => {
    const page = await textOf('/portal');
    expect(page).toContain('Offenes Anliegen');
    expect(page).toContain('Anliegen des Kollegen');
    expect(page).toContain('22.11.2026, 09:15 Uhr');
    expect(page).not.toContain('Wartendes Anliegen');
    expect(page).not.toContain('Erledigtes Anliegen');
  });

  it('has a real table with these columns', async () => {
    const headers = [...(await textOf('/portal')).matchAll(/<th [^>]*scope="col">([^<]+)</g)].map(([, words]) => words);
    expect(headers).toEqual(['Nummer', 'Betreff', 'Produkt', 'Status', 'Abrechnung', 'Erstellt', 'Zuletzt aktualisiert']);
  });

  it('counts each tab and leads to the others', async () => {
    const page = await textOf('/portal?tab=waiting');
    expect(page).toMatch(/Offen <span class="count">2</);
    expect(page).toMatch(/aria-current="page">Wartet auf Sie <span class="count">1</);
    expect(page).toMatch(/Abgeschlossen <span class="count">1</);
    expect(page).toContain('Wartendes Anliegen');
    expect(await textOf('/portal?tab=done')).toContain('Erledigtes Anliegen');
  });

  it('shows only own tickets on request', async () => {
    expect(await textOf('/portal?mine=1')).not.toContain('Anliegen des Kollegen');
  });

  it('never names a ticket of another organisation', async () => {
    for (const tab of ['open', 'waiting', 'done']) expect(await textOf(`/portal?tab=${tab}`)).not.toContain('Fremdes Anliegen');
  });

  it('lists open offers: own ones for their owner, forwarded ones for colleagues', async () => {
    const offer = await portal.offerInChat();
    expect(await textOf('/portal')).toContain(`/portal/offers/${offer.id}`);
    const colleague = await portal.browser(demoColleague);
    expect(await (await colleague.get('/portal')).text()).not.toContain(`/portal/offers/${offer.id}`);
  });

  it('may not be cached, framed, or run scripts', async () => {
    const { headers } = await (await portal.browser(demoCustomer)).get('/portal');
    expect(headers.get('cache-control')).toBe('no-store');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).not.toContain('unsafe');
  });
});

describe('The page of a ticket', () => {
  let portal: ServedPortal;
  beforeAll(async () => {
    portal = await servePortal();
  });
  afterAll(() => portal.close());

  const pageOf = async (number: string) => (await (await portal.browser(demoCustomer)).get(`/portal/tickets/${number}`)).text();

  it('says what the state means, who acts next, and what it costs', async () => {
    const { number } = await storeTicket(portal);
    const page = await pageOf(number);
    expect(page).toContain('Der Produktsupport sieht sich Ihr Anliegen an.');
    expect(page).toMatch(/Am Zug: <strong>der Produktsupport</);
    expect(page).toContain('Voraussichtlich durch Ihren Wartungs- bzw. Service-Vertrag abgedeckt.');
    expect(page).toContain('F2.3');
  });

  it('promises no contract that is not on file', async () => {
    const { number } = await storeTicket(portal, { product: 'karthago' });
    expect(await pageOf(number)).toContain('Voraussichtlich abgedeckt, sofern für Ihr Unternehmen');
  });

  it('shows the public history and never an internal line', async () => {
    const { number } = await storeTicket(portal, {
      events: [
        { text: 'Bitte senden Sie uns das Protokoll.' },
        { text: 'INTERN: Kunde ist anstrengend', visibility: 'internal' },
        { kind: 'state', from: 'new', to: 'waitingCustomer' },
      ],
    });
    const page = await pageOf(number);
    expect(page).toContain('Bitte senden Sie uns das Protokoll.');
    expect(page).toContain('Status: Eingegangen → Rückmeldung erforderlich');
    expect(page).not.toContain('INTERN');
  });

  it('shows HTML in the words of a customer as words', async () => {
    const evil = '<img src=x onerror=alert(1)>"\'><script>alert(1)</script>';
    const { number } = await storeTicket(portal, { subject: evil, body: evil, contactName: evil });
    const customer = await portal.browser(demoCustomer);
    for (const path of ['/portal', `/portal/tickets/${number}`]) {
      const page = await (await customer.get(path)).text();
      expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&gt;&lt;script&gt;');
      expect(page).not.toMatch(/<img|<script/);
    }
  });

  it('answers foreign, unknown and malformed numbers with the same page', async () => {
    const foreign = await storeTicket(portal, { ownerId: stranger.id, organisationId: stranger.organisationId });
    const customer = await portal.browser(demoCustomer);
    const paths = [foreign.number, 'IMM-2026-999999-8', 'IMM-2026-000001-0', 'x', "'%20or%201=1", '%00'].map(
      (id) => `/portal/tickets/${id}`,
    );
    const answers = await Promise.all([...paths, '/portal/nichts', '/portal/offers/x', '/portal/orders/x/receipt'].map(customer.get));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('Nicht gefunden');
  });

  it('lets a colleague of the same organisation read along, and nobody else', async () => {
    const { number } = await storeTicket(portal);
    expect((await (await portal.browser(demoColleague)).get(`/portal/tickets/${number}`)).status).toBe(200);
    expect((await (await portal.browser(stranger)).get(`/portal/tickets/${number}`)).status).toBe(404);
  });
});
