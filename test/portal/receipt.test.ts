import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Html } from '../../src/html/html.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { pageText, squeezed } from '../paper/page-text.ts';
import { readPdf } from '../paper/read-pdf.ts';
import { formOf, principalOf, type ServedPortal, servePortal, stranger } from './served-portal.ts';

describe('The receipt of an order', () => {
  let portal: ServedPortal;
  let path: string;
  let offerId: string;
  beforeAll(async () => {
    portal = await servePortal();
    const customer = await portal.browser(demoCustomer);
    const offer = await portal.offerInChat();
    offerId = offer.id;
    const page = await (await customer.get(`/portal/offers/${offer.id}`)).text();
    await customer.post(`/portal/offers/${offer.id}`, formOf(page, 'order'));
    path = `/portal/orders/${(await found())?.order?.id}/receipt`;
  });
  afterAll(() => portal.close());

  const found = () => portal.storage.offerById(principalOf(demoCustomer, portal.now()), offerId);
  const textOf = async (address: string) => (await (await portal.browser(demoCustomer)).get(address)).text();

  it('names order, ticket, person and the exact terms', async () => {
    const page = await textOf(path);
    const { order, ticket } = (await found()) ?? {};
    for (const words of [order?.id, ticket?.number, 'Demo Kundin', '120,00\u00a0€', '142,80\u00a0€', 'F3.2']) expect(page).toContain(words);
    expect(page).toContain('Vor Beginn der Arbeit bestätigt der Produktsupport die Einordnung');
  });

  it('carries row, hash and head of the ledger, and the hash of the words as shown', async () => {
    const page = await textOf(path);
    const { rows, head } = await portal.storage.readLedger();
    const row = rows.find(({ kind }) => kind === 'ordered');
    expect(page).toContain(row?.hash);
    expect(page).toContain(row?.previous);
    expect(page).toContain(`${head.count} Zeilen, Prüfwert ${head.hash}`);
    const record = unescaped(/<code>([\s\S]*?)<\/code>/.exec(page)?.[1] ?? '');
    expect(page).toContain(createHash('sha256').update(record).digest('hex'));
  });

  it('can be stored as one file without scripts or anything from elsewhere', async () => {
    const answer = await (await portal.browser(demoCustomer)).get(`${path}?file=1`);
    const number = (await found())?.ticket?.number;
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="Nachweis-${number}.html"`);
    const page = await answer.text();
    expect(page).toContain('<style');
    expect(page).not.toMatch(/<script|src=|<link rel="stylesheet"/);
  });

  it('is there as PDF, with the very words of the page, and the same file every time', async () => {
    const customer = await portal.browser(demoCustomer);
    const answer = await customer.get(`${path}?format=pdf`);
    const number = (await found())?.ticket?.number;
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="Nachweis-${number}.pdf"`);
    const file = Buffer.from(await answer.arrayBuffer());
    const words = /<article[\s\S]*<\/article>/.exec(await textOf(path))?.[0] ?? '';
    const { text, info } = await readPdf(file);
    expect(squeezed(text)).toBe(squeezed(pageText(new Html(words))));
    expect(info).toMatchObject({ Title: `Nachweis zum Auftrag ${number}` });
    portal.passTime(3_600_000);
    expect(Buffer.from(await (await customer.get(`${path}?format=pdf`)).arrayBuffer()).equals(file)).toBe(true);
  });

  it('is there for colleagues of the organisation and for nobody else', async () => {
    expect((await (await portal.browser(demoColleague)).get(path)).status).toBe(200);
    for (const address of [path, `${path}?format=pdf`]) {
      expect((await (await portal.browser(stranger)).get(address)).status).toBe(404);
      expect((await (await portal.browser()).get(address)).status).toBe(303);
    }
  });
});

describe('The receipt of an order from an English conversation', () => {
  it('is the same German one with an English summary above it, on the page and as PDF', async () => {
    const portal = await servePortal();
    try {
      const customer = await portal.browser(demoCustomer);
      const offer = await portal.offerInChat(
        demoCustomer,
        'My colleague posted all rents twice in Hausperfekt by mistake in December, can you clean that up?',
      );
      const offerPage = await (await customer.get(`/portal/offers/${offer.id}`)).text();
      await customer.post(`/portal/offers/${offer.id}`, formOf(offerPage, 'order'));
      const { order, ticket } = (await portal.storage.offerById(principalOf(demoCustomer, portal.now()), offer.id)) ?? {};
      const page = await (await customer.get(`/portal/orders/${order?.id}/receipt`)).text();
      const [, summary = ''] = /<section lang="en">([\s\S]*?)<\/section>/.exec(page) ?? [];
      for (const words of [
        'the German text of the receipt below is what applies',
        'Ordered by Demo Kundin',
        ticket?.number,
        '€120.00 net',
        'F3.2',
      ])
        expect(summary).toContain(words);
      expect(page.indexOf('Summary in English')).toBeLessThan(page.indexOf('Stundensatz netto'));
      // What was shown and is proved is German, and nothing but German.
      expect(offer.shown?.text).toContain('Angebot über eine kostenpflichtige Leistung');
      expect(offer.shown?.text).not.toContain('Summary of the offer');
      const file = Buffer.from(await (await customer.get(`/portal/orders/${order?.id}/receipt?format=pdf`)).arrayBuffer());
      const words = /<article[\s\S]*<\/article>/.exec(page)?.[0] ?? '';
      expect(squeezed((await readPdf(file)).text)).toBe(squeezed(pageText(new Html(words))));
    } finally {
      await portal.close();
    }
  });
});

function unescaped(text: string): string {
  const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replaceAll(/&(lt|gt|quot|#39|amp);/g, (entity) => signs[entity] ?? entity);
}
