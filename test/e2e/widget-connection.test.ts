/** Microsoft's client against our server when things go wrong: restart, expiry, reload, two tabs. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type ServedChat, serveChat } from '../support/served-chat.ts';
import { widgetPage } from '../support/widget-page.ts';

let chat: ServedChat;
let browser: Browser;
beforeAll(async () => {
  [chat, browser] = await Promise.all([serveChat({ pages: true }), startBrowser()]);
});
afterAll(() => Promise.all([browser.close(), chat.close()]));

test('a reload brings the whole conversation back, once', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  await widget.say('vor dem Neuladen');
  await widget.bubble('Sie schrieben: vor dem Neuladen').waitFor();
  await widget.page.reload();
  await widget.open();
  await widget.bubble('Sie schrieben: vor dem Neuladen').waitFor();
  await widget.say('danach');
  await widget.bubble('Sie schrieben: danach').waitFor();
  for (const text of ['Guten Tag\\.', 'vor dem Neuladen', 'danach']) expect([text, await widget.bubble(text).count()]).toEqual([text, 1]);
  await widget.close();
});

test('a server restart is shown, healed, and loses or doubles nothing', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  await widget.say('vorher');
  await widget.bubble('Sie schrieben: vorher').waitFor();
  const conversationId = chat.engine.taken.at(-1)?.conversationId ?? '';
  await chat.restart();
  await widget.frame.getByText('Die Verbindung ist unterbrochen und wird wiederhergestellt.').waitFor();
  const { principal } = (await chat.storage.webSession(await userOf(widget.page))) ?? {};
  if (!principal) throw new Error('no session');
  const missed = {
    channel: 'webchat',
    conversationId,
    conversationKind: 'personal',
    dialogScope: 'main',
    activityId: 'elsewhere',
    principal,
    at: Date.now(),
  } as const;
  await chat.engine.take({ ...missed, input: { kind: 'text', text: 'inzwischen', uploads: [] } });
  await widget.bubble('Sie schrieben: inzwischen').waitFor({ timeout: 30_000 });
  await widget.frame.getByText('Die Verbindung ist wiederhergestellt.').waitFor();
  await widget.say('nachher');
  await widget.bubble('Sie schrieben: nachher').waitFor();
  for (const text of ['Guten Tag\\.', 'vorher', 'inzwischen', 'nachher'])
    expect([text, await widget.bubble(text).count()]).toEqual([text, 1]);
  await widget.close();
});

/** The frame's own token names the user. */
async function userOf(page: import('playwright-core').Page): Promise<string> {
  const resume = await page.frames()[1]?.evaluate(() => sessionStorage.getItem('resume'));
  return (JSON.parse(Buffer.from(resume?.split('.')[1] ?? '', 'base64url').toString()) as { user: string }).user;
}

test('after a sleep longer than the token lives the page builds a new client on the same conversation', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  await widget.say('vor dem Schlaf');
  await widget.bubble('Sie schrieben: vor dem Schlaf').waitFor();
  chat.passTime(1801_000);
  let tokens = 0;
  widget.page.on('request', (request) => {
    if (request.url().endsWith('/api/webchat/token')) tokens += 1;
  });
  // Typing tells the server, and so finds the token expired before anything is sent.
  await widget.input.fill('aufgewacht');
  await widget.frame.getByText('Die Verbindung ist wiederhergestellt.').waitFor();
  expect(await widget.input.inputValue()).toBe('aufgewacht');
  await widget.input.press('Enter');
  await widget.bubble('Sie schrieben: aufgewacht').waitFor();
  for (const text of ['Guten Tag\\.', 'vor dem Schlaf', 'aufgewacht']) expect([text, await widget.bubble(text).count()]).toEqual([text, 1]);
  expect(tokens).toBe(1);
  await widget.close();
});

test('a chat that cannot start says so, and starts when asked again', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.page.route('**/api/webchat/token', (route) => route.fulfill({ status: 503, body: 'busy' }));
  await widget.launcher.click();
  await widget.frame.getByText('Der Chat ist gerade nicht erreichbar.').waitFor();
  await widget.page.unroute('**/api/webchat/token');
  await widget.frame.getByRole('button', { name: 'Erneut versuchen' }).click();
  await widget.bubble('Guten Tag\\.').waitFor();
  await widget.close();
});

test('a conversation that can no longer be resumed begins anew and says so', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  await widget.page.frames()[1]?.evaluate(() => sessionStorage.setItem('resume', 'outdated'));
  await widget.page.reload();
  await widget.open();
  await widget.frame.getByText('Das vorige Gespräch lässt sich nicht fortsetzen.').waitFor();
  await widget.close();
});

test('where no socket is allowed the chat polls, and survives a restart', async () => {
  const polled = await serveChat({ pages: true, noSockets: true });
  const widget = await widgetPage(browser, polled.url);
  await widget.open();
  await widget.say('ohne Socket');
  await widget.bubble('Sie schrieben: ohne Socket').waitFor();
  expect(polled.directLine.openSockets()).toBe(0);
  await polled.restart(() => widget.frame.getByText('Die Verbindung ist unterbrochen und wird wiederhergestellt.').waitFor());
  await widget.frame.getByText('Die Verbindung ist wiederhergestellt.').waitFor();
  await widget.say('nachher');
  await widget.bubble('Sie schrieben: nachher').waitFor();
  for (const text of ['Guten Tag\\.', 'ohne Socket', 'nachher']) expect([text, await widget.bubble(text).count()]).toEqual([text, 1]);
  await widget.close();
  await polled.close();
}, 90_000);

test('what is sent while nothing gets through, or while only the answer is lost, arrives by itself, once', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  await widget.page.route('**/activities', (route) => route.abort());
  await widget.say('ohne Netz');
  await widget.frame.getByText('Die Verbindung ist unterbrochen und wird wiederhergestellt.').waitFor();
  await widget.say('immer noch ohne');
  await widget.page.unroute('**/activities');
  await widget.bubble('Sie schrieben: immer noch ohne').waitFor();
  const answers = await widget.bubble('Sie schrieben: (immer noch )?ohne( Netz)?').allInnerTexts();
  expect(answers.map((text) => text.trim())).toEqual(['Sie schrieben: ohne Netz', 'Sie schrieben: immer noch ohne']);
  await widget.frame.getByText('Die Verbindung ist wiederhergestellt.').waitFor();
  let lost = 0;
  await widget.page.route('**/activities', async (route) => {
    await route.fetch();
    lost += 1;
    await (lost > 2 ? route.continue() : route.abort());
  });
  await widget.say('Antwort verloren');
  await widget.bubble('Sie schrieben: Antwort verloren').waitFor();
  await expect.poll(() => lost, { timeout: 20_000 }).toBeGreaterThan(2);
  await widget.page.unroute('**/activities');
  await widget.say('danach');
  await widget.bubble('Sie schrieben: danach').waitFor();
  for (const text of ['ohne Netz', 'immer noch ohne', 'Antwort verloren', 'danach'])
    expect([text, await widget.bubble(text).count(), await widget.bubble(`Sie schrieben: ${text}`).count()]).toEqual([text, 1, 1]);
  await widget.close();
});

test('a conversation that was ended meanwhile says so, and a new one begins on request', async () => {
  const widget = await widgetPage(browser, chat.url);
  await widget.open();
  const session = await chat.storage.webSession(await userOf(widget.page));
  if (!session) throw new Error('no session');
  await chat.storage.saveWebSession({ ...session, revokedAt: Date.now() });
  await widget.say('noch da?');
  await widget.frame.getByText('Der Chat ist gerade nicht erreichbar.').waitFor();
  await widget.frame.getByRole('button', { name: 'Erneut versuchen' }).click();
  await widget.frame.getByText('Das vorige Gespräch lässt sich nicht fortsetzen.').waitFor();
  await widget.bubble('Guten Tag\\.').waitFor();
  await widget.close();
});
