/** A caller on the telephone, people who registered, and mails that wait: in the workspace, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from '../../src/storage/open.ts';
import { temporaryFolder } from '../storage/engines.ts';
import { ledgerKey } from '../storage/ledger-key.ts';
import { startBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { chatCustomer } from './chat-customer.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

describe('The telephone, registrations and mails that wait', { timeout: 120_000 }, () => {
  let browser: Browser;
  let running: RunningApp;
  let dataDir: string;
  beforeAll(async () => {
    browser = await startBrowser();
    dataDir = temporaryFolder();
    running = await runApp({ DATA_DIR: dataDir, LEDGER_KEY: ledgerKey.secret });
  });

  /** What axe finds in light and in dark. */
  async function findings({ page, findings: found }: Workspace): Promise<string[]> {
    const light = await found();
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.locator('html[data-look="dark"]').waitFor();
    return [...light, ...(await found())];
  }

  afterAll(async () => {
    await browser.close();
    expect(running.errors).toEqual([]);
    await running.close();
  });

  it('finds the caller, shows open tickets first, and makes a ticket of theirs that nothing but their own press orders', async () => {
    const customer = await chatCustomer(running.url);
    await customer.say('Seit heute stürzt die Nebenkostenabrechnung in Hausperfekt mit Fehler 4711 ab');
    await customer.press('Die Arbeit steht');
    await customer.press('Ticket absenden');

    const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent/new', { viewport: { width: 375, height: 800 } });
    const search = agent.page.getByRole('searchbox', { name: /Firma, Kundennummer/ });
    await search.fill('muster haus');
    await agent.page.getByRole('heading', { name: 'Offene Tickets' }).waitFor();
    const link = agent.page.getByRole('link', { name: /Nebenkostenabrechnung/ });
    const number = ((await link.getAttribute('href')) ?? '').split('/').at(-1) ?? '';
    expect(number).toMatch(/^IMM-/);
    const [, year, counter, check] = number.split('-');
    await search.fill(`imm ${year} ${Number(counter)} ${check}`);
    await agent.page.getByText(`Zum Vorlesen: I M M, 2 0 2 6`).waitFor();
    await link.first().waitFor();
    await search.fill(`imm ${year} ${Number(counter)} ${(Number(check) + 1) % 10}`);
    await agent.page.getByText('Die Prüfziffer passt nicht').waitFor();
    await search.fill('demo@muster-hausverwaltung.example');
    await agent.page.getByRole('button', { name: 'Neues Ticket für Demo Kundin' }).click();
    await press(agent.page, 'Ticket anlegen');
    await agent.page.getByText('Diese Angabe fehlt.').waitFor();
    await agent.page.getByLabel('Anliegen, in den Worten des Kunden').fill('Sagt ja am Telefon: bitte Verteilerschlüssel anlegen.');
    expect(await findings(agent)).toEqual([]);
    await press(agent.page, 'Ticket anlegen');
    await agent.page.getByRole('heading', { level: 1, name: /Sagt ja am Telefon/ }).waitFor();
    await press(agent.page, 'Endgültig einordnen');
    await agent.page.getByLabel('kostenpflichtig').check();
    await agent.page.getByLabel('Begründung').fill('Verteilerschlüssel anzulegen ist eine Einstellung.');
    await agent.page.getByLabel('Gleich ein Angebot machen').check();
    await press(agent.page, 'Einordnen und Angebot senden');
    await agent.page.getByText('wartet auf die Entscheidung des Kunden').waitFor();
    expect(await agent.page.getByRole('button', { name: 'Aufwand erfassen' }).count()).toBe(0);

    const portal = await (await browser.newContext()).newPage();
    await portal.goto(`${running.url}/portal`);
    await portal.getByRole('button', { name: 'Demo Kundin' }).click();
    await portal.getByRole('link', { name: /Angebot ansehen/ }).click();
    await portal.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).waitFor();
    await portal.context().close();
    await agent.close();
  });

  it('confirms a registration in the name of the company that the agent names', async () => {
    await register('Neue Person', 'neu@muster-hausverwaltung.example', '');
    const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent/registrations');
    await agent.page.getByRole('heading', { name: 'Neue Person' }).waitFor();
    expect(await findings(agent)).toEqual([]);
    await agent.page.getByLabel('Kundennummer').fill('D-99999');
    await press(agent.page, 'Bestätigen');
    await agent.page.getByText('Zu dieser Kundennummer ist kein Unternehmen hinterlegt.').waitFor();
    await agent.page.getByLabel('Kundennummer').fill('D-10001');
    await press(agent.page, 'Bestätigen mit Recht zu beauftragen');
    await agent.page.getByText('Keine Registrierung wartet.').waitFor();
    await agent.page.goto(`${running.url}/agent/new`);
    await agent.page.getByRole('searchbox', { name: /Firma, Kundennummer/ }).fill('neu@muster-hausverwaltung.example');
    await agent.page.getByRole('button', { name: 'Neues Ticket für Neue Person' }).waitFor();
    await agent.close();
  });

  it('refuses a registration without a company', async () => {
    await register('Fremde Person', 'fremd@anderswo.example', 'D-77777');
    const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent/registrations');
    await agent.page.getByText('Die Kundennummer passt zu keinem hinterlegten Unternehmen.').waitFor();
    await press(agent.page, 'Ablehnen');
    await agent.page.getByRole('dialog').getByRole('button', { name: 'Ablehnen' }).click();
    await agent.page.getByText('Keine Registrierung wartet.').waitFor();
    await agent.close();
  });

  it('shows mails that wait with the reason, and puts them into a ticket, makes one of them, or puts them aside', async () => {
    const customer = await chatCustomer(running.url);
    await customer.say('Seit heute stürzt die Jahresabrechnung in Hausperfekt mit Fehler 4712 ab');
    await customer.press('Die Arbeit steht');
    await customer.press('Ticket absenden');
    const storage = await openStorage({ dataDir, ledgerKey, role: 'command' });
    const mail = { at: Date.now(), outcome: 'held', address: 'werner@anderswo.example', name: 'Werner Beispiel' } as const;
    const [file] = [{ id: 'upload-of-sixteen-chars', name: 'Protokoll.txt' }];
    await storage.keepMail({ ...mail, id: 'one', reason: 'otherSender', subject: 'Nachtrag', text: 'Es war Zeile 12.', files: [file] });
    await storage.keepMail({ ...mail, id: 'two', reason: 'forged', subject: 'Neue Frage', text: '<b>Hallo</b>', files: [] });
    await storage.keepMail({ ...mail, id: 'three', reason: 'tooMany', subject: 'Werbung', text: 'Jetzt kaufen', files: [] });
    await storage.close();

    const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent/tickets', {
      viewport: { width: 375, height: 800 },
    });
    const link = agent.page.getByRole('link', { name: /Jahresabrechnung/ });
    const number = ((await link.first().getAttribute('href')) ?? '').split('/').at(-1) ?? '';
    expect(number).toMatch(/^IMM-/);
    await agent.page.goto(`${running.url}/agent`);
    const row = (subject: string) =>
      agent.page.getByRole('listitem').filter({ has: agent.page.getByRole('heading', { name: subject, exact: true }) });
    await row('Nachtrag').getByText('Protokoll.txt').waitFor();
    await row('Neue Frage').getByText('<b>Hallo</b>').waitFor();
    expect(await findings(agent)).toEqual([]);

    await row('Nachtrag').getByLabel('Ticketnummer').fill('IMM-2026-999999-9');
    await row('Nachtrag').getByRole('button', { name: 'In das Ticket übernehmen' }).press('Enter');
    await row('Nachtrag').getByRole('alert').getByText(/\w/).waitFor();
    await row('Nachtrag').getByLabel('Ticketnummer').fill(number);
    await row('Nachtrag').getByRole('button', { name: 'In das Ticket übernehmen' }).press('Enter');
    await row('Nachtrag').waitFor({ state: 'detached' });
    await row('Neue Frage').getByRole('button', { name: 'Neues Ticket anlegen' }).press('Enter');
    await row('Neue Frage').waitFor({ state: 'detached' });
    await row('Werbung').getByRole('button', { name: 'Nichts veranlassen' }).press('Enter');
    await row('Werbung').waitFor({ state: 'detached' });
    await agent.page.goto(`${running.url}/agent/tickets/${number}`);
    await agent.page.getByText('Es war Zeile 12.').waitFor();
    await agent.page.goto(`${running.url}/agent/tickets`);
    await agent.page
      .getByRole('link', { name: /Hallo|Neue Frage/ })
      .first()
      .waitFor();
    expect(await agent.page.getByText('Jetzt kaufen').count()).toBe(0);
    await agent.close();
  });

  /** Registers in the Serviceportal and follows the mailed link. */
  async function register(name: string, email: string, customerNo: string): Promise<void> {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${running.url}/portal/register`);
    await page.getByLabel(/Name/).first().fill(name);
    await page.getByLabel(/E-Mail/).fill(email);
    if (customerNo === '') await page.getByRole('checkbox').check();
    else await page.getByRole('textbox', { name: 'Kundennummer' }).fill(customerNo);
    await page.getByRole('main').getByRole('button').first().click();
    await page.waitForURL('**/sent?*');
    await running.app.sendMails();
    await page.goto(`${running.url}/dev/mail`);
    await page.getByRole('listitem').filter({ hasText: email }).getByRole('link').first().click();
    const link = /https?:\/\/[^\s"<]+\/portal\/link\/[\w-]+/.exec(await page.content())?.[0];
    if (!link) throw new Error('The mail holds no link');
    await page.goto(link);
    await page.getByRole('main').getByRole('button').first().click();
    await page.context().close();
  }
});

/** Presses as the keyboard does. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}
