/** The widget on a website, in a real browser: closed, opened, read, operated by keyboard, on a phone, in the dark. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { runApp } from '../support/running-app.ts';
import { type ServedChat, serveChat } from '../support/served-chat.ts';
import { widgetPage } from '../support/widget-page.ts';

let chat: ServedChat;
let browser: Browser;
beforeAll(async () => {
  [chat, browser] = await Promise.all([serveChat({ pages: true }), startBrowser()]);
});
afterAll(() => Promise.all([browser.close(), chat.close()]));

const phone = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };

test('before the chat is opened nothing is stored, nothing foreign is loaded and no conversation begins', async () => {
  const { page, launcher, foreign, problems, close } = await widgetPage(browser, chat.url);
  await launcher.waitFor();
  const begun = chat.engine.taken.length;
  expect(await page.locator('iframe').count()).toBe(0);
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 0]);
  expect(
    await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.replace(/-\w+\./, '.'))),
  ).toEqual(expect.not.arrayContaining(['/assets/webchat.js', '/chat']));
  expect(chat.engine.taken).toHaveLength(begun);
  expect([foreign, problems]).toEqual([[], []]);
  await close();
});

test('opened, it names itself an automatic assistant, who reads along, how long it is kept, and both links, before any message', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  const { frame } = widget;
  expect(await frame.getByRole('heading', { level: 1 }).textContent()).toBe('Support-Lotse');
  expect(await frame.getByRole('banner').textContent()).toContain('Automatischer Assistent (KI)');
  const notice = frame.locator('#notice');
  for (const text of ['automatischer Assistent (KI), kein Mensch', 'können mitlesen', 'nach 90 Tagen gelöscht'])
    expect(await notice.textContent()).toContain(text);
  for (const name of ['Datenschutzhinweise', 'Impressum']) {
    const address = await frame.getByRole('link', { name }).getAttribute('href');
    const answer = await widget.page.request.get(`${chat.url}${address}`);
    expect([answer.status(), await answer.text()]).toEqual([200, expect.stringContaining(`<h1>${name}`)]);
  }
  expect(await widget.page.evaluate(() => [document.cookie, localStorage.length])).toEqual(['', 0]);
  const inFrame = widget.page.frames()[1];
  expect(await inFrame?.evaluate(() => [Object.keys(sessionStorage), localStorage.length, document.cookie])).toEqual([['resume'], 0, '']);
  await widget.close();
});

test('a message is marked as sent, answered, and the notices make room', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  await widget.say('Hallo Lotse');
  await widget.bubble('Sie schrieben: Hallo Lotse').waitFor();
  expect(await widget.bubble('Hallo Lotse').count()).toBe(1);
  expect(await widget.frame.getByText('Wird gesendet').count()).toBe(0);
  expect(await widget.frame.locator('#notice').getAttribute('open')).toBeNull();
  expect([widget.problems, widget.foreign]).toEqual([[], []]);
  await widget.close();
});

test('the keyboard opens, writes and closes; the focus goes in and comes back', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.launcher.focus();
  await widget.page.keyboard.press('Enter');
  await widget.frame.locator('.webchat__bubble').first().waitFor();
  await expect.poll(() => widget.input.evaluate((input) => document.activeElement === input)).toBe(true);
  await widget.page.keyboard.type('getippt');
  await widget.page.keyboard.press('Enter');
  await widget.bubble('Sie schrieben: getippt').waitFor();
  await widget.page.keyboard.press('Escape');
  await widget.page.locator('#panel').waitFor({ state: 'hidden' });
  expect(await widget.launcher.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true);
  expect(await widget.launcher.getAttribute('aria-expanded')).toBe('false');
  await widget.page.keyboard.press('Enter');
  await expect.poll(() => widget.input.evaluate((input) => document.activeElement === input)).toBe(true);
  expect(await widget.bubble('getippt').count()).toBe(1);
  await widget.close();
});

test('a card is drawn without its text twice, its submit arrives, and a chosen button reads as own words', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  await widget.say('karte');
  const order = widget.button('Nicht beauftragen');
  await widget.frame.getByRole('textbox', { name: 'Bemerkung' }).fill('lieber nicht');
  expect(await widget.frame.locator('.webchat__bubble').getByText('Vollständiger Text der Karte').count()).toBe(0);
  await order.click();
  await widget.bubble('Gedrückt: 3\\.1 .*lieber nicht.*').waitFor();
  await widget.say('wahl');
  await widget.button('Ja, gern').click();
  await widget.bubble('Ja, gern').waitFor();
  await widget.bubble('Gedrückt: 3\\.0 .*').waitFor();
  await widget.close();
});

test('a file can be sent and fetched again', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  const buffer = Buffer.from('Fehler 4711');
  await widget.frame.locator('input[type=file]').setInputFiles({ name: 'Fehler März.txt', mimeType: 'text/plain', buffer });
  await widget.say('Das Protokoll');
  await widget.bubble('Sie schrieben: Das Protokoll').waitFor();
  const link = widget.frame.locator('.webchat__bubble a[download], .webchat__bubble a[href*="/files/"]').first();
  const answer = await widget.page.request.get((await link.getAttribute('href')) ?? '');
  expect([answer.status(), await answer.text()]).toEqual([200, 'Fehler 4711']);
  expect([widget.problems, widget.foreign]).toEqual([[], []]);
  await widget.close();
});

test('on a phone the chat fills the screen and closes by its own button', async () => {
  const widget = await widgetPage(browser, chat.url, phone);
  await widget.open();
  expect(await widget.page.locator('#panel').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 760 });
  expect(await widget.launcher.isVisible()).toBe(false);
  expect(await widget.frame.locator('body').evaluate((body) => body.scrollWidth <= innerWidth)).toBe(true);
  await widget.frame.getByRole('button', { name: 'Support-Chat schließen' }).click();
  await widget.launcher.waitFor();
  await widget.close();
});

const lowScreens = [
  ['a phone', { ...phone, viewport: { width: 375, height: 667 } }],
  ['a very small phone', { ...phone, viewport: { width: 320, height: 568 } }],
  ['a low laptop', { viewport: { width: 1366, height: 650 } }],
] as const;

test('on low screens the whole greeting stands below the open notices', async () => {
  const app = await runApp();
  for (const [name, size] of lowScreens) {
    const widget = await widgetPage(browser, app.url, size);
    await widget.open();
    await widget.button('Mit einem Menschen sprechen').waitFor({ state: 'attached' });
    const greeting = widget.frame.locator('.webchat__bubble').first();
    // How much of it is above or below what is seen of the messages, in pixels.
    const cutOff = () =>
      greeting.evaluate((bubble) => {
        const [words, seen] = [bubble, bubble.closest('.webchat__basic-transcript__scrollable')].map((box) => box?.getBoundingClientRect());
        return words && seen ? [Math.max(0, seen.top - words.top), Math.max(0, words.bottom - Math.min(seen.bottom, innerHeight))] : [];
      });
    await expect.poll(async () => [name, ...(await cutOff())], { timeout: 15_000 }).toEqual([name, 0, 0]);
    expect(await widget.frame.getByRole('link', { name: 'Datenschutzhinweise' }).isVisible()).toBe(true);
    await widget.close();
  }
  await app.close();
}, 60_000);

test.each([
  ['light', {}],
  ['dark', {}],
  ['light', phone],
] as const)('axe finds nothing on the demo page and in the open chat (%s)', async (colorScheme, size) => {
  const widget = await widgetPage(browser, chat.url, { colorScheme, reducedMotion: 'reduce', ...size });
  const closed = await new AxeBuilder({ page: widget.page }).analyze();
  await widget.open();
  await widget.say('karte');
  await widget.button('Erst prüfen lassen').waitFor();
  await widget.say('wahl');
  await widget.button('Ja, gern').waitFor();
  // Web Chat reads a copy of each message aloud and removes it after a moment; its inputs are inert and have no labels.
  await expect.poll(() => widget.frame.locator('input[type=text][tabindex="-1"]').count(), { timeout: 15_000 }).toBe(0);
  const open = await new AxeBuilder({ page: widget.page }).analyze();
  const found = [...closed.violations, ...open.violations].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, target }) => `${target.join(' ')} ${html}`).join(' | ')}`,
  );
  expect(found).toEqual([]);
  await widget.close();
});

test('each visitor of the demo is who the switch says', async () => {
  for (const [path, reply] of [
    ['/', 'darf beauftragen'],
    ['/?visitor=colleague', 'darf nicht beauftragen'],
    ['/?visitor=anonymous', 'darf nicht beauftragen'],
  ] as const) {
    const widget = await widgetPage(browser, chat.url, {}, path);
    await widget.open();
    await widget.say('recht');
    await widget.bubble(reply).waitFor();
    await widget.close();
  }
  expect(chat.engine.taken.at(-1)?.principal.kind).toBe('anonymous');
});
