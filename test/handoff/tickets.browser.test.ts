/** From the queue to the bill in two real browsers: an agent classes and offers, the customer orders in the Serviceportal, the agent confirms and enters minutes. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { chatCustomer } from './chat-customer.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const desktop: BrowserContextOptions = { viewport: { width: 1366, height: 900 } };
const phone: BrowserContextOptions = { viewport: { width: 375, height: 800 }, colorScheme: 'dark' };

describe('Tickets in the workspace', { timeout: 120_000 }, () => {
  let browser: Browser;
  let running: RunningApp;
  beforeAll(async () => {
    browser = await startBrowser();
    running = await runApp();
  });
  afterAll(async () => {
    await browser.close();
    expect(running.errors).toEqual([]);
    await running.close();
  });

  it.each([
    ['at a desk, in the light', desktop],
    ['on a phone, in the dark', phone],
  ])('lead from the queue to entered minutes, readable for everybody (%s)', async (_, options) => {
    const customer = await chatCustomer(running.url);
    await customer.say('Ich brauche eine Einweisung für eine neue Kollegin in Hausperfekt');
    await customer.press('Erst prüfen lassen');

    const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent', options);
    await agent.at('Warteschlange');
    await agent.page.getByRole('link', { name: 'Ich brauche eine Einweisung' }).first().waitFor();
    expect(await agent.findings()).toEqual([]);
    await agent.page.getByRole('link', { name: 'Ich brauche eine Einweisung' }).first().click();
    await press(agent.page, 'Angaben ändern');
    await agent.page.getByLabel('Betreff').fill('');
    await press(agent.page, 'Angaben speichern');
    await agent.page.getByText('Höchstens 80 Zeichen in einer Zeile.').waitFor();
    expect(await agent.findings()).toEqual([]);
    await agent.page.getByLabel('Betreff').fill('Ich brauche eine Einweisung, gern aus der Ferne');
    await agent.page.getByLabel('Dringlichkeit').selectOption({ index: 2 });
    await press(agent.page, 'Angaben speichern');
    await agent.at('Ich brauche eine Einweisung, gern aus der Ferne');
    await agent.page.getByText('→ Ich brauche eine Einweisung, gern aus der Ferne').waitFor();

    await agent.page.getByRole('button', { name: 'Endgültig einordnen' }).click();
    expect(await agent.findings()).toEqual([]);
    await press(agent.page, 'Einordnung speichern');
    await agent.page.getByText('Diese Angabe fehlt.').waitFor();
    await agent.page.getByLabel('Begründung').fill('Die Einarbeitung neuer Mitarbeitender ist eine Schulung.');
    await agent.page.getByLabel('Gleich ein Angebot machen').check();
    await agent.page.getByLabel('Obergrenze in Minuten').fill('60');
    await press(agent.page, 'Einordnen und Angebot senden');
    await agent.page.getByText('wartet auf die Entscheidung des Kunden').waitFor();
    expect(await agent.findings()).toEqual([]);

    const portal = await portalOf(browser, running.url);
    await portal.getByRole('link', { name: /Angebot ansehen/ }).click();
    await portal.getByText('60 Minuten').first().waitFor();
    await portal.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).click();
    await portal.getByText('Dieses Angebot ist beauftragt.').waitFor();

    await agent.page.getByRole('heading', { name: 'Auftrag' }).waitFor({ timeout: 10_000 });
    await agent.page.getByRole('button', { name: 'In Bearbeitung nehmen' }).waitFor();
    const toConfirm = agent.page.getByRole('button', { name: 'Einordnung bestätigen' });
    if (await toConfirm.isVisible()) await toConfirm.click();
    await agent.page
      .getByLabel('Minuten *')
      .or(agent.page.getByRole('textbox', { name: 'Minuten' }))
      .last()
      .fill('75');
    await agent.page.getByLabel('Tätigkeit').fill('Einweisung am Telefon');
    await press(agent.page, 'Aufwand erfassen');
    await agent.page.getByText('Damit wäre die vereinbarte Obergrenze überschritten.').waitFor();
    await agent.page.getByRole('textbox', { name: 'Minuten' }).fill('45');
    await press(agent.page, 'Aufwand erfassen');
    await agent.page.getByText('Bisher 45 von höchstens 60 Minuten.').waitFor();
    expect(await agent.findings()).toEqual([]);

    await agent.page.getByLabel('Interne Notiz').check();
    await agent.page.getByLabel('Notiz, die nur der Produktsupport liest').fill('Kundin bittet um Rückruf am Nachmittag.');
    await press(agent.page, 'Notiz speichern');
    await agent.page.getByText('nur intern').first().waitFor();
    await portal.goto(`${running.url}/portal`);
    await portal
      .getByRole('link', { name: /Ich brauche eine Einweisung/ })
      .first()
      .click();
    await portal.getByText('45 Minuten').first().waitFor();
    expect(await portal.getByText('Rückruf am Nachmittag').count()).toBe(0);
    await portal.context().close();
    await agent.close();
  });

  it('take no minutes before the classing behind a conditional order is confirmed', async () => {
    const customer = await chatCustomer(running.url);
    await customer.say('Meine Kollegin hat im Dezember in Hausperfekt alle Mieten doppelt gebucht, könnt ihr das bereinigen?');
    await customer.press('Kostenpflichtig beauftragen');
    const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent', desktop);
    await agent.page.getByRole('link', { name: 'Meine Kollegin hat' }).click();
    await press(agent.page, 'In Bearbeitung nehmen');
    await agent.page.getByText('Dafür fehlt der bestätigte Auftrag des Kunden.').waitFor();
    expect(await agent.page.getByRole('button', { name: 'Aufwand erfassen' }).count()).toBe(0);
    await press(agent.page, 'Einordnung bestätigen');
    await agent.page.getByText('endgültig: kostenpflichtig').first().waitFor();
    await press(agent.page, 'In Bearbeitung nehmen');
    await agent.page.getByText('In Bearbeitung', { exact: true }).first().waitFor();
    await agent.page.getByRole('textbox', { name: 'Minuten' }).fill('30');
    await agent.page.getByLabel('Tätigkeit').fill('Doppelte Buchungen bereinigt');
    await press(agent.page, 'Aufwand erfassen');
    await agent.page.getByText('Bisher 30 Minuten.').waitFor();
    await agent.close();
  });

  it('come to an objection that only somebody else may decide', async () => {
    const customer = await chatCustomer(running.url);
    await customer.say('Bitte legt uns in Hausperfekt einen neuen Verteilerschlüssel an');
    await customer.press('Erst prüfen lassen');
    const first = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent', desktop);
    await first.page.getByRole('link', { name: 'Bitte legt uns' }).click();
    await first.page.getByRole('button', { name: 'Endgültig einordnen' }).click();
    await first.page.getByLabel('Begründung').fill('Verteilerschlüssel anzulegen ist eine Einstellung.');
    await press(first.page, 'Einordnung speichern');
    await first.page.getByText('endgültig: kostenpflichtig').first().waitFor();
    await customer.press('Einwand erheben');
    await customer.say('Das hat der Vertrag früher immer enthalten.');

    await first.page.goto(`${running.url}/agent/objections`);
    await first.page.getByText('eigene Einordnung').waitFor();
    expect(await first.findings()).toEqual([]);
    await first.page.getByRole('link', { name: 'Bitte legt uns' }).click();
    await first.page.getByText('Über einen Einwand entscheidet nicht, wer die Einordnung getroffen hat.').waitFor();
    expect(await first.page.getByRole('button', { name: 'Über den Einwand entscheiden' }).count()).toBe(0);

    const second = await openWorkspace(browser, running.url, 'Demo Support Zwei', '/agent/objections', desktop);
    await second.page.getByRole('link', { name: 'Bitte legt uns' }).click();
    await second.page.getByRole('button', { name: 'Über den Einwand entscheiden' }).click();
    await second.page.getByLabel('Antwort an den Kunden').last().fill('Die Regelung gilt für alle Kunden.');
    expect(await second.findings()).toEqual([]);
    await press(second.page, 'Entscheidung speichern');
    await second.page.getByText('entschieden: die Einordnung bleibt').waitFor();
    await Promise.all([first, second].map((agent) => agent.close()));
  });

  it.each(['Hell', 'Dunkel', 'Hoher Kontrast'])('are readable in the look %s, which stays', async (look) => {
    const agent: Workspace = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent/tickets', desktop);
    await agent.page.locator('table').waitFor();
    await agent.page.getByRole('button', { name: 'Darstellung' }).press('Enter');
    await agent.page.getByRole('menuitemradio', { name: look }).press('Enter');
    await agent.page.reload();
    await agent.page.locator('table').waitFor();
    const chosen = { Hell: 'light', Dunkel: 'dark', 'Hoher Kontrast': 'contrast' }[look];
    expect(await agent.page.evaluate(() => document.documentElement.dataset.look)).toBe(chosen);
    expect(await agent.findings()).toEqual([]);
    await agent.close();
  });
});

/** Presses as the keyboard does. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.focus();
  await page.keyboard.press('Enter');
}

/** The Serviceportal as the demo customer sees it. */
async function portalOf(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/portal`);
  await page.getByRole('button', { name: 'Demo Kundin' }).click();
  return page;
}
