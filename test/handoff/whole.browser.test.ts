/** A whole conversation with a person in two real windows, the customer's and the agent's, with the server killed in the middle. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyContent } from '../content/content-copy.ts';
import { startBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { type SpawnedServer, spawnServer } from '../support/spawned-server.ts';
import { type WidgetPage, widgetPage } from '../support/widget-page.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let browser: Browser;
let dataDir: string;
beforeAll(async () => {
  [browser, dataDir] = await Promise.all([startBrowser(), mkdtemp(path.join(tmpdir(), 'lotse-whole-'))]);
});
afterAll(async () => {
  await browser.close();
  await rm(dataDir, { recursive: true, force: true });
});

const patience = { timeout: 30_000 };
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

test('a customer and an agent talk, the server is killed, they go on, and both have everything once', async () => {
  const content = copyContent({ withUtterances: true });
  content.replace('service.yaml', 'remoteLink:', 'remoteLink: https://fernwartung.example/sitzung');
  const settings = { PORT: String(await freePort()), DATA_DIR: dataDir, CONTENT_DIR: content.folder };
  let server: SpawnedServer = await spawnServer(settings);
  const screen = { viewport: { width: 1366, height: 900 }, reducedMotion: 'reduce' } as const;
  const agent = await openWorkspace(browser, server.url, 'Demo Support Eins', '/agent', screen);
  const chat = await widgetPage(browser, server.url);
  const desk = agent.page;
  await recordNotices(desk, server.url);

  await takesConversations(agent);
  await chat.open();
  await chat.say('Was ist abgedeckt?');
  await heard(chat, /\[F/);
  await chat.say('Ich möchte bitte mit einem Menschen sprechen');
  await heard(chat, /Sie sind als Nächstes an der Reihe/);
  const row = desk.getByRole('listitem').filter({ hasText: 'Wunsch nach einem Menschen' });
  await row.getByText(/wartet seit \d+:\d\d/).waitFor(patience);
  expect(await shownNotices(desk)).toEqual(['Ein Gespräch wartet']);
  await row.getByRole('button', { name: 'Übernehmen' }).press('Enter');
  await agent.at(/Muster Hausverwaltung/);
  await heard(chat, /Support Eins \(Demo\) hat übernommen/);

  // Who is typing, both ways.
  await chat.input.pressSequentially('Unsere Neben');
  await desk.getByText('Der Kunde schreibt gerade.').waitFor(patience);
  await chat.say('Unsere Nebenkosten stimmen nicht');
  await log(desk).getByText('Unsere Nebenkosten stimmen nicht').waitFor(patience);
  const words = desk.getByLabel('Nachricht, die der Kunde liest');
  await words.pressSequentially('Das sehe ich mir an');
  await chat.frame.locator('.webchat__typing-indicator, .webchat__typingIndicator').first().waitFor(patience);
  await words.press('Enter');
  await heard(chat, /Das sehe ich mir an/);

  // Ready words, a cited answer, and a note that stays inside.
  await desk.getByRole('button', { name: 'Textbausteine' }).press('Enter');
  await desk.getByRole('menuitem', { name: 'Begrüßung' }).press('Enter');
  await words.press('Enter');
  await heard(chat, /ich habe Ihr Gespräch übernommen/);
  await desk.getByRole('searchbox', { name: 'Frage oder Stichwort' }).fill('Was ist abgedeckt?');
  await desk.getByRole('button', { name: 'Einfügen' }).first().press('Enter');
  expect(await words.inputValue()).toMatch(/\[F\d/);
  await words.press('Enter');
  await desk.getByLabel('Interne Notiz').check();
  await desk.getByLabel('Notiz, die nur der Produktsupport liest').fill('Abrechnung 2025 ansehen.');
  await desk.getByRole('button', { name: 'Notiz speichern' }).press('Enter');
  await desk.getByText('Abrechnung 2025 ansehen.').waitFor(patience);

  // Files, both ways.
  await chat.frame.locator('input[type=file]').setInputFiles({ name: 'Abrechnung.png', mimeType: 'image/png', buffer: picture });
  await log(desk).getByRole('link', { name: 'Abrechnung.png' }).waitFor(patience);
  await desk.getByLabel('An den Kunden').check();
  await desk.locator('input[type=file]').setInputFiles({ name: 'Anleitung.txt', mimeType: 'text/plain', buffer: Buffer.from('Schritt 1') });
  await desk.getByRole('button', { name: 'Anleitung.txt entfernen' }).waitFor(patience);
  await words.fill('Die Schritte liegen bei');
  await words.press('Enter');
  const file = chat.frame.getByRole('link', { name: /Anleitung\.txt/ }).first();
  await file.waitFor(patience);
  await log(desk).getByRole('link', { name: 'Anleitung.txt' }).waitFor(patience);
  await expect.poll(() => words.inputValue(), patience).toBe('');
  expect(await agent.findings()).toEqual([]);

  await server.kill();
  await chat.frame.getByText('Die Verbindung ist unterbrochen und wird wiederhergestellt.').waitFor({ timeout: 60_000 });
  server = await spawnServer(settings);
  await chat.frame.getByText('Die Verbindung ist wiederhergestellt.').waitFor({ timeout: 60_000 });

  await chat.say('Sind Sie noch da?');
  await log(desk).getByText('Sind Sie noch da?').waitFor(patience);
  // Written faster than the first is answered: both arrive, in order.
  for (const text of ['Ja, es geht weiter', 'Ich habe den Fehler']) {
    await words.fill(text);
    await words.press('Enter');
  }
  await heard(chat, /Ja, es geht weiter/);
  await heard(chat, /Ich habe den Fehler/);
  expect((await bubbles(chat, /es geht weiter|den Fehler/).allTextContents()).map((text) => text.includes('weiter'))).toEqual([
    true,
    false,
  ]);

  await desk.getByRole('button', { name: 'Fernwartung vorschlagen' }).press('Enter');
  await chat.button('Fernwartung zustimmen').click(patience);
  await heard(chat, /fernwartung\.example\/sitzung/);
  await desk.getByText('Der Kunde hat der Fernwartung zugestimmt.').waitFor(patience);

  await desk.getByRole('button', { name: 'Gespräch beenden' }).click();
  const ending = desk.getByRole('dialog');
  await ending.getByLabel('Gelöst').check();
  await ending.getByRole('button', { name: 'Gespräch beenden' }).click();
  await desk.getByRole('heading', { name: 'Beendet', exact: true }).waitFor(patience);
  await heard(chat, /Hat Ihnen das Gespräch geholfen\?/);
  await chat.button('Ja, danke').last().click(patience);
  await heard(chat, /Danke für Ihre Rückmeldung/);
  await chat.say('Welche Leistungen sind kostenpflichtig?');
  await heard(chat, /\[F3/);

  const once = [
    'Ich möchte bitte mit einem Menschen sprechen',
    'Unsere Nebenkosten stimmen nicht',
    'Das sehe ich mir an',
    'Die Schritte liegen bei',
    'Sind Sie noch da?',
    'Ja, es geht weiter',
    'Ich habe den Fehler',
  ];
  await desk.reload();
  await log(desk).getByText('Ja, es geht weiter').waitFor(patience);
  for (const text of once) {
    expect([text, await bubbles(chat, new RegExp(escaped(text))).count()]).toEqual([text, 1]);
    expect([
      text,
      await log(desk)
        .locator('.bubble')
        .filter({ hasText: new RegExp(`^\\s*${escaped(text)}\\s*$`) })
        .count(),
    ]).toEqual([text, 1]);
  }
  for (const part of [/hat übernommen/, /Gespräch geholfen\?/, /Abrechnung 2025/])
    expect([part, await bubbles(chat, part).count()]).toEqual([part, part.source.startsWith('Abrechnung') ? 0 : 1]);

  await chat.say('Mensch');
  await desk.getByRole('link', { name: 'Warteschlange' }).first().click();
  await desk.getByRole('button', { name: 'Übernehmen' }).click(patience);
  await desk.getByRole('button', { name: 'Zurück an den Assistenten' }).press('Enter');
  await heard(chat, /an den automatischen Assistenten zurückgegeben/);
  await desk.getByRole('heading', { name: 'An den Assistenten zurückgegeben' }).waitFor(patience);
  expect([chat.problems.filter(isNoOutage), agent.problems.filter(isNoOutage)]).toEqual([[], []]);
  await Promise.all([chat.close(), agent.close()]);
  await server.kill();
}, 150_000);

const log = (desk: Page): Locator => desk.getByRole('region', { name: 'Nachrichten im Gespräch' });
const bubbles = (chat: WidgetPage, text: RegExp): Locator => chat.frame.locator('.webchat__bubble__content').filter({ hasText: text });
const heard = (chat: WidgetPage, text: RegExp): Promise<void> => bubbles(chat, text).last().waitFor(patience);
const escaped = (text: string): string => text.replace(/[?.]/g, '\\$&');

/** While the server was away the browser says so. */
const isNoOutage = (problem: string): boolean =>
  !/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED/.test(problem);

async function takesConversations({ page }: Workspace): Promise<void> {
  const isTold = page.waitForResponse(
    (response) => response.url().endsWith('/presence') && response.request().postData()?.includes('available') === true && response.ok(),
  );
  await page.getByRole('switch').check();
  await isTold;
}

/** Lets the page show notices, and remembers their titles. */
async function recordNotices(page: Page, origin: string): Promise<void> {
  await page.context().grantPermissions(['notifications'], { origin });
  await page.addInitScript(() => {
    const titles: string[] = [];
    class Recorded extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        titles.push(title);
      }
    }
    Object.assign(window, { Notification: Recorded, noticeTitles: titles });
  });
  await page.reload();
}

const shownNotices = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { noticeTitles: string[] }).noticeTitles);
