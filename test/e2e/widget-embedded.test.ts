/** The widget on somebody else's website: another origin, a strict policy, and a signed identity of the visitor. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type ServedChat, secrets, serveChat } from '../support/served-chat.ts';
import { widgetPage } from '../support/widget-page.ts';

let browser: Browser;
let site: Server;
let siteUrl: string;
let chat: ServedChat;
let stranger: Server;

/** A website that allows our server's script and frame, and nothing else. */
async function website(chatUrl: () => string): Promise<Server> {
  let signed = 0;
  const server = createServer(async (request, response) => {
    if (request.url === '/identity') {
      signed += 1;
      const claims = {
        sub: 'u1',
        jti: `embedded-${signed}`,
        email: 'nele@kunde.example',
        name: 'Nele Neu',
        org: 'Neue GmbH',
        customerNo: 'K-3000',
        mayOrder: true,
      };
      const key = new TextEncoder().encode(secrets.identity);
      const jwt = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience('support-lotse')
        .setExpirationTime('2m')
        .sign(key);
      return response.end(jwt);
    }
    const policy = `default-src 'none'; script-src ${chatUrl()}; frame-src ${chatUrl()}; connect-src 'self'; img-src data:`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(`<!doctype html><html lang="de"><title>Kunde</title><link rel="icon" href="data:,"><main><h1>Kunde</h1></main>
      <script src="${chatUrl()}/widget.js" data-identity-url="/identity" defer></script></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  [site, stranger, browser] = await Promise.all([website(() => chat.url), website(() => chat.url), startBrowser()]);
  siteUrl = urlOf(site);
  chat = await serveChat({ pages: true, origins: [siteUrl] });
});
afterAll(async () => {
  await Promise.all([browser.close(), chat.close()]);
  site.close();
  stranger.close();
});

test('the visitor is who the website signed, without anything loosened in its policy', async () => {
  const widget = await widgetPage(browser, siteUrl);
  await widget.open();
  await widget.say('recht');
  await widget.bubble('darf beauftragen').waitFor();
  expect(chat.engine.taken.at(-1)?.principal).toMatchObject({
    kind: 'customer',
    name: 'Nele Neu',
    verifiedBy: 'hostSignature',
    mayOrder: true,
  });
  expect(widget.problems).toEqual([]);
  await widget.page.keyboard.press('Escape');
  await widget.launcher.waitFor();
  await widget.close();
});

test('where the browser forbids storage in foreign frames the chat works all the same, and a reload begins anew', async () => {
  const widget = await widgetPage(browser, siteUrl);
  await widget.open();
  const storage = widget.page.frames()[1]?.evaluate(() => sessionStorage.length);
  await expect(storage).rejects.toThrow('Access is denied');
  await widget.say('erste');
  await widget.bubble('Sie schrieben: erste').waitFor();
  await widget.page.reload();
  await widget.open();
  await widget.bubble('Guten Tag\\.').waitFor();
  expect(await widget.bubble('erste').count()).toBe(0);
  expect(widget.problems).toEqual([]);
  await widget.close();
});

test('a website that is not listed cannot show the chat', async () => {
  const widget = await widgetPage(browser, urlOf(stranger));
  await widget.launcher.click();
  await expect.poll(() => widget.problems.join()).toContain('frame-ancestors');
  expect(await widget.frame.locator('#webchat').count()).toBe(0);
  await widget.close();
});
