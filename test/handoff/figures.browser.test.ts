/** Figures and the editors' report in a browser: charts with their tables, the file that holds them, lines to copy; readable for everybody. */
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { chatCustomer } from './chat-customer.ts';
import { openWorkspace } from './workspace.ts';

const desktop: BrowserContextOptions = { viewport: { width: 1366, height: 900 } };
const phone: BrowserContextOptions = { viewport: { width: 375, height: 800 }, colorScheme: 'dark' };

describe('Figures and report', { timeout: 120_000 }, () => {
  let browser: Browser;
  let running: RunningApp;
  beforeAll(async () => {
    browser = await startBrowser();
    running = await runApp();
    for (const n of [1, 2, 3, 4, 5]) {
      const customer = await chatCustomer(running.url);
      await customer.say('Wie hoch ist der Stundensatz?');
      await customer.press('Nein');
      await customer.say(`Wo finde ich den besten Kuchen in Bremen Nummer ${n}?`);
    }
    running.advance(7 * 86_400_000);
  });
  afterAll(async () => {
    await browser.close();
    expect(running.errors).toEqual([]);
    await running.close();
  });

  it.each([
    ['at a desk, in the light', desktop],
    ['on a phone, in the dark', phone],
  ])('tell what came of questions, by keyboard and for everybody (%s)', async (_, options) => {
    const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', '/agent/figures', options);
    const { page } = agent;
    await agent.at('Kennzahlen');
    const questions = page.getByRole('region', { name: 'Fragen und Übergaben' });
    await questions.getByRole('img', { name: /^Säulendiagramm: Fragen und Übergaben/ }).waitFor();
    await page.getByRole('region', { name: 'Aufträge und Ablehnungen' }).getByText('liegt jede dieser Zahlen unter fünf').waitFor();
    await questions.getByText('Als Tabelle zeigen').focus();
    await page.keyboard.press('Enter');
    const last = questions.getByRole('row', { name: /^KW/ }).last();
    await last.waitFor();
    expect(await last.getByRole('cell').allTextContents()).toEqual(['5', 'unter 5', '5', 'unter 5']);
    expect(await agent.findings()).toEqual([]);

    const download = page.waitForEvent('download');
    await questions.getByRole('button', { name: 'Tabelle als CSV herunterladen' }).press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^questions-[\d-]+\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFF"Zeitraum";"beantwortet oder eingeordnet";"nachgefragt";"nicht beantwortet";"an Menschen übergeben"');
    expect(lines.at(-2)).toMatch(/^"KW \d+ \([\d.–]+\)";"5";"unter 5";"5";"unter 5"$/);

    await page.getByLabel('Einteilung').selectOption('Monate');
    await page.waitForURL(/step=month/);
    await agent.at('Kennzahlen');
    expect(await agent.findings()).toEqual([]);

    await page.getByRole('link', { name: 'Redaktion' }).click();
    await agent.at('Redaktion');
    const group = page.getByRole('listitem').filter({ hasText: '5 ähnliche Fragen' });
    await group.getByText('Wo finde ich den besten Kuchen in Bremen Nummer 3?').first().waitFor();
    await page.getByRole('table').getByText('Wie hoch ist der Stundensatz?').first().waitFor();
    expect(await agent.findings()).toEqual([]);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await group.getByRole('button', { name: 'Zeilen kopieren' }).press('Enter');
    await group.getByRole('status').getByText('Kopiert').waitFor();
    expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toHaveLength(5);
    expect(agent.problems).toEqual([]);
    await agent.close();
  });

  it('keep the report from agents that are no editors', async () => {
    const agent = await openWorkspace(browser, running.url, 'Demo Support Zwei', '/agent/report', desktop);
    await agent.page.getByText('Diese Seite ist der Redaktion vorbehalten.').waitFor();
    expect(await agent.page.getByRole('link', { name: 'Redaktion' }).count()).toBe(0);
    await agent.close();
  });
});
