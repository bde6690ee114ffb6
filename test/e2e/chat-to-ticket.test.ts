/** The whole product in a real browser: from opening the chat to a ticket number and an order, with reloads and axe on the way. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type WidgetPage, widgetPage } from '../support/widget-page.ts';

let browser: Browser;
let running: RunningApp;
let chat: WidgetPage;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  running = await runApp();
});
afterEach(async () => {
  await chat.close();
  await running.close();
});

async function press(title: string): Promise<void> {
  await chat.button(title).last().click();
}

async function shows(text: RegExp): Promise<void> {
  await chat.frame.locator('.webchat__bubble__content').filter({ hasText: text }).last().waitFor({ timeout: 20_000 });
}

async function violations(): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page: chat.page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.each([
  ['on a desk', {}],
  ['on a phone in the dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const, hasTouch: true }],
])('%s', (_, options) => {
  it('a fault becomes a ticket number', async () => {
    chat = await widgetPage(browser, running.url, options);
    await chat.open();
    await chat.say('Seit heute stürzt die Nebenkostenabrechnung mit Fehler 4711 ab');
    await shows(/Um welches Produkt geht es/);
    await press('Hausperfekt');
    await shows(/voraussichtlich abgedeckt \[F2\.3\]/);
    await press('Die Arbeit steht');
    await shows(/Ihr Ticket/);
    expect(await violations()).toEqual([]);
    await press('Ticket absenden');
    await shows(/IMM-\d{4}-\d{6}-\d/);
    expect(await violations()).toEqual([]);
    expect(chat.problems).toEqual([]);
    expect(chat.foreign).toEqual([]);
    expect(await running.stored()).toMatchObject({ tickets: 1, orders: 0 });
  });

  it('an offer is ordered once, and stands as it was after a reload', async () => {
    chat = await widgetPage(browser, running.url, options);
    await chat.open();
    await chat.say('Meine Kollegin hat im Dezember alle Mieten doppelt gebucht, könnt ihr das bereinigen?');
    await shows(/Um welches Produkt geht es/);
    await press('Hausperfekt');
    await shows(/Angebot über eine kostenpflichtige Leistung/);
    expect(await violations()).toEqual([]);
    const sizes = await chat.frame
      .locator('.ac-pushButton')
      .filter({ hasText: /beauftragen|prüfen lassen/ })
      .evaluateAll((buttons) => buttons.map((button) => Math.round(button.getBoundingClientRect().height)));
    expect(new Set(sizes).size, 'three equal buttons').toBe(1);
    await press('Kostenpflichtig beauftragen');
    await shows(/IMM-\d{4}-\d{6}-\d/);
    await chat.page.reload();
    await chat.open();
    await shows(/IMM-\d{4}-\d{6}-\d/);
    await press('Kostenpflichtig beauftragen');
    await chat.say('Was ist mit meinem Ticket?');
    await shows(/Das sind Ihre neuesten Tickets/);
    expect(await running.stored()).toEqual({
      tickets: 1,
      orders: 1,
      minutes: 0,
      lookups: 0,
      transcripts: 0,
      ledger: ['offered', 'ordered'],
    });
  });
});
