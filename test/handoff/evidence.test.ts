/** The evidence of an order: what a reader finds on the page, and that what a checker is told to compute comes out right. */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderEvidence } from '../../src/cli/order-evidence.ts';
import type { Knowledge } from '../../src/content/knowledge.ts';
import { loadKnowledge } from '../../src/content/load-knowledge.ts';
import type { OrderEvidence } from '../../src/domain/agent-ports.ts';
import { canonicalJson } from '../../src/domain/ledger.ts';
import type { Json } from '../../src/domain/message.ts';
import { evidenceDocument } from '../../src/handoff/evidence.ts';
import { evidencePage } from '../../src/handoff/evidence-page.ts';
import { evidencePaper } from '../../src/handoff/evidence-paper.ts';
import { ordersCsv } from '../../src/handoff/order-csv.ts';
import { Html } from '../../src/html/html.ts';
import { paperPdf } from '../../src/paper/paper-pdf.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { pageText, squeezed } from '../paper/page-text.ts';
import { readPdf } from '../paper/read-pdf.ts';
import { ledgerKey, principalOf, type ServedPortal, servePortal } from '../portal/served-portal.ts';

let portal: ServedPortal;
let knowledge: Knowledge;
let found: OrderEvidence;
beforeAll(async () => {
  const loaded = loadKnowledge('content', { exampleRates: true });
  if (!loaded.ok) throw new Error('content');
  knowledge = loaded.knowledge;
  portal = await servePortal();
  const offer = await portal.offerInChat(demoColleague, 'Wir brauchen eine <b>Schulung</b> für Hausperfekt');
  const browser = await portal.browser(demoColleague);
  const page = await (await browser.get(`/portal/offers/${offer.id}`)).text();
  const form = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
  await browser.post(`/portal/offers/${offer.id}`, { token: form('token'), form: form('form'), decision: 'forward' });
  const orderer = await portal.browser(demoCustomer);
  await orderer.post(`/portal/offers/${offer.id}`, { token: form('token'), form: 'a-form-of-the-orderer', decision: 'order' });
  const ordered = await portal.storage.offerById(principalOf(demoCustomer, portal.now()), offer.id);
  const evidence = await portal.storage.orderEvidence(ordered?.order?.id ?? '');
  if (!evidence) throw new Error('no evidence');
  found = evidence;
});
afterAll(() => portal.close());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the page', () => {
  it('says who ordered, how that is known, by which act, what happened in which order, and the words as shown', () => {
    const { text } = evidencePage(evidencePaper(knowledge, found)).page;
    for (const words of [
      'Demo Kundin, demo@muster-hausverwaltung.example',
      'durch einen einmaligen Link an die E-Mail-Adresse',
      'ja, bei der Beauftragung hinterlegt',
      'auf der Seite des Angebots im Serviceportal',
      'Zur Freigabe weitergeleitet',
      'Kostenpflichtig beauftragt',
      'Demo Kollege, Kunde',
      'Stundensatz netto: 120,00',
    ])
      expect(text).toContain(words);
    const order = ['Angebot gezeigt', 'Zur Freigabe weitergeleitet', 'Kostenpflichtig beauftragt'].map((words) =>
      text.indexOf(`>${words}<`),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
  });

  it("shows people's HTML as words, runs nothing, and has styles that browsers read", () => {
    const { page, policy } = evidencePage(evidencePaper(knowledge, found));
    expect(page.text).not.toContain('<b>Schulung');
    expect(page.text).toContain('&lt;b&gt;Schulung');
    expect(policy).not.toContain('unsafe');
    expect(/<style[^>]*>([^<]*)</.exec(page.text)?.[1]).not.toContain('&');
  });
});

describe('the file for paper', () => {
  it('has the very words of the page, on numbered sheets', async () => {
    const paper = evidencePaper(knowledge, found);
    const { text, feet, info } = await readPdf(await paperPdf(paper));
    const body = evidencePage(paper).page.text.replace(/^[\s\S]*<main>/, '');
    expect(squeezed(text)).toBe(squeezed(pageText(new Html(body))));
    expect(feet.at(-1)).toBe(`Beleg zum Auftrag ${found.ticket.number} Seite ${feet.length} von ${feet.length}`);
    expect(feet.length).toBeGreaterThan(2);
    expect(info).toMatchObject({ Author: 'Aareon IMMOmanagement', Subject: found.ticket.number });
  });

  it('is printed by the command, by number or id', async () => {
    const files: (string | Uint8Array)[] = [];
    const problems: string[] = [];
    for (const name of [found.ticket.number, found.order.id, 'no-such-order'])
      await orderEvidence(
        [name, '--pdf'],
        { DATA_DIR: portal.dataDir },
        (file) => files.push(file),
        (line) => problems.push(line),
      );
    const same = await paperPdf(evidencePaper(knowledge, found));
    expect(files.map((file) => Buffer.from(file).equals(same))).toEqual([true, true]);
    expect(problems).toEqual(['There is no order no-such-order.']);
  });
});

describe('the document', () => {
  it('holds what its own instructions compute: salted values, the words as shown, the terms, and the chain of its rows', () => {
    const document = evidenceDocument(knowledge, found);
    expect(JSON.stringify(document)).not.toContain(found.offer.pressToken);
    for (const { body, previous, hash, keyId, privates } of document.ledger) {
      const { personal } = JSON.parse(body) as { personal: Record<string, string> };
      for (const { field, value, salt } of privates) expect(sha256(`${salt}\n${field}\n${value}`)).toBe(personal[field]);
      expect(createHmac('sha256', ledgerKey.secret).update(`${keyId}\n${previous}\n${body}`).digest('hex')).toBe(hash);
    }
    const shown = document.ledger.flatMap(({ privates }) => privates).filter(({ field }) => field === 'shown');
    expect(shown.map(({ value }) => sha256(value))).toEqual(shown.map(() => document.offer.shown?.sha256));
    expect(sha256(canonicalJson(document.offer.terms as unknown as Json))).toBe(document.offer.termsSha256);
  });
});

describe('the file for invoicing', () => {
  it('speaks German, and has a cell for each column', async () => {
    const lines = await portal.storage.orderLines(0, Number.MAX_SAFE_INTEGER);
    const [head = '', row = ''] = ordersCsv(knowledge, lines, { from: 0, until: Number.MAX_SAFE_INTEGER }).split('\r\n');
    expect(row.split(';')).toHaveLength(head.split(';').length);
    expect(row).toContain('"Eingegangen"');
    const category = knowledge.rates.categories.find(({ id }) => id === found.offer.terms.category)?.name;
    expect(category).not.toBe(found.offer.terms.category);
    expect(row).toContain(`"${category}"`);
  });
});

describe('once the person is erased', () => {
  it('the page names nobody any more, and still stands', async () => {
    await portal.storage.erasePerson(demoCustomer.id);
    const after = await portal.storage.orderEvidence(found.order.id);
    if (!after) throw new Error('no evidence');
    const { text } = evidencePage(evidencePaper(knowledge, after)).page;
    expect(text).not.toContain('Demo Kundin');
    expect(text).not.toContain(demoCustomer.email);
    expect(text).toContain('Kostenpflichtig beauftragt');
  });
});
