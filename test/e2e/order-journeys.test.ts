/** Both ways to an order in real browsers: the chat's own offer, and an agent's offer that a colleague orders in the Serviceportal; each up to the receipt. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import { startBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type WidgetPage, widgetPage } from '../support/widget-page.ts';

let browser: Browser;
let running: RunningApp;
let chat: WidgetPage;
let portal: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  running = await runApp();
});
afterEach(async () => {
  await chat.close();
  await portal?.context().close();
  expect(running.errors).toEqual([]);
  await running.close();
});

async function shows(text: RegExp): Promise<void> {
  await chat.frame.locator('.webchat__bubble__content').filter({ hasText: text }).last().waitFor({ timeout: 20_000 });
}

const press = (title: string) => chat.button(title).last().click();

/** The Serviceportal as one of the demo customers. */
async function portalAs(name: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(`${running.url}/portal/sign-in`);
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1, name: 'Ihre Anliegen' }).waitFor();
  return page;
}

/** The receipt's own words and its check values. */
async function receiptOf(page: Page) {
  await page.getByRole('link', { name: 'Nachweis zum Auftrag' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Nachweis zum Auftrag' }).waitFor();
  return (await page.locator('body').innerText()).replaceAll('\u00a0', ' ');
}

interface Found {
  readonly request: { readonly id: string };
  readonly orders: readonly { readonly id: string }[];
}

async function act(agent: AgentClient, action: object): Promise<number> {
  return (await agent.post('/agent/api/actions', { id: randomUUID(), action })).status;
}

it('chat, offer, order, receipt', { timeout: 120_000 }, async () => {
  chat = await widgetPage(browser, running.url);
  await chat.open();
  await chat.say('Meine Kollegin hat im Dezember in Hausperfekt alle Mieten doppelt gebucht, könnt ihr das bereinigen?');
  await shows(/Angebot über eine kostenpflichtige Leistung/);
  await press('Kostenpflichtig beauftragen');
  await shows(/Ihr Auftrag ist eingegangen/);

  portal = await portalAs('Demo Kundin');
  await portal
    .getByRole('row', { name: /doppelt gebucht/ })
    .getByRole('link')
    .first()
    .click();
  await portal.getByText('Kostenpflichtig beauftragt am', { exact: false }).first().waitFor();
  const receipt = await receiptOf(portal);
  for (const words of ['Demo Kundin', '120,00 €', '142,80 €', 'Wortlaut wie gezeigt', 'Angebot über eine kostenpflichtige Leistung'])
    expect(receipt).toContain(words);
  expect(receipt).toMatch(/[0-9a-f]{64}/);
  expect(chat.problems).toEqual([]);
  expect(await running.stored()).toMatchObject({ tickets: 1, orders: 1, minutes: 0, ledger: ['offered', 'ordered'] });
});

it("chat, ticket, an agent's offer, a colleague's order in the Serviceportal, work, receipt; the chat hears of it", {
  timeout: 120_000,
}, async () => {
  chat = await widgetPage(browser, running.url, {}, '/?visitor=colleague');
  await chat.open();
  await chat.say('Beim Drucken der Mahnungen in Hausperfekt kommt seit gestern eine Fehlermeldung');
  await shows(/voraussichtlich abgedeckt/);
  await press('Es behindert die Arbeit');
  await press('Ticket absenden');
  await shows(/IMM-\d{4}-\d{6}-\d/);
  const words = await chat.frame.locator('.webchat__bubble__content').last().innerText();
  const number = /IMM-\d{4}-\d{6}-\d/.exec(words)?.[0] ?? '';

  const agent = await agentClient(running.url);
  const { request } = await agent.read<Found>(`/agent/api/tickets/${number}`);
  const classing = { coverage: 'billable', clauses: ['F3.4'], category: 'hardware-netzwerk', reason: 'Der Druckertreiber ist die Ursache' };
  const offer = { rate: 'onFile', ceilingMinutes: 60 };
  expect(await act(agent, { kind: 'classify', requestId: request.id, classing, offer })).toBe(200);
  expect(await act(agent, { kind: 'addEffort', requestId: request.id, minutes: 15, note: 'vor dem Auftrag' })).toBe(409);
  await shows(/Es ist kostenpflichtig \[F3\.4\]/);
  await shows(/Obergrenze: 60 Minuten|60 Minuten/);

  portal = await portalAs('Demo Kundin');
  await portal.getByRole('link', { name: /Wartet auf Sie/ }).click();
  await portal.getByRole('link', { name: number }).click();
  await portal.getByText('Begründung: Der Druckertreiber ist die Ursache', { exact: false }).waitFor();
  await portal.getByRole('link', { name: 'Angebot ansehen und entscheiden' }).click();
  await portal.getByText('Begründung des Produktsupports').waitFor();
  expect(await portal.locator('.decide > button').allInnerTexts()).toEqual([
    'Kostenpflichtig beauftragen',
    'Nicht beauftragen',
    'Einwand erheben',
  ]);
  await portal.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).click();
  await portal.getByText('Dieses Angebot ist beauftragt.').waitFor();
  await shows(/Ihr Auftrag ist eingegangen/);

  await portal.getByRole('link', { name: `Zum Ticket ${number}` }).click();
  const { orders } = await agent.read<Found>(`/agent/api/tickets/${number}`);
  expect(await act(agent, { kind: 'addEffort', requestId: request.id, minutes: 15, note: 'vor der Bestätigung' })).toBe(409);
  expect(await act(agent, { kind: 'confirmOrder', requestId: request.id, orderId: orders[0]?.id })).toBe(200);
  expect(await act(agent, { kind: 'addEffort', requestId: request.id, minutes: 40, note: 'Treiber erneuert' })).toBe(200);
  expect(await act(agent, { kind: 'addEffort', requestId: request.id, minutes: 30, note: 'zu viel' })).toBe(409);
  await portal.getByText('40 Minuten: Treiber erneuert').first().waitFor();
  await portal.getByText('berechnet 45 Minuten', { exact: false }).waitFor();
  const receipt = await receiptOf(portal);
  expect(receipt).toContain('Obergrenze');
  expect(receipt).toContain('Demo Kundin');
  expect(chat.problems).toEqual([]);
  const stored = await running.stored();
  expect(stored).toMatchObject({ tickets: 1, orders: 1, minutes: 40 });
  expect(stored.ledger).toEqual(['classified', 'offered', 'ordered', 'confirmed', 'effort']);
});
