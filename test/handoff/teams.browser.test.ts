/** The workspace as a tab in Teams: signs in by Teams' token, follows its theme and deep links, and says so where it cannot. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type Visit, visit } from '../support/direct-line-client.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { appId, type Issuer, listed, startIssuer, tenant } from './entra-issuer.ts';
import { openInTeams, tabUrl } from './teams-host.ts';
import { focusMarkers, rules } from './workspace.ts';

describe('The tab in Teams', { timeout: 120_000 }, () => {
  let browser: Browser;
  let running: RunningApp;
  let issuer: Issuer;
  let server: string;
  beforeAll(async () => {
    browser = await startBrowser();
    issuer = await startIssuer();
    const port = await freePort();
    server = `http://127.0.0.1:${port}`;
    running = await runApp({
      PORT: String(port),
      PUBLIC_URL: tabUrl,
      MicrosoftAppId: appId,
      MicrosoftAppPassword: 'a-password-for-tests',
      MicrosoftAppTenantId: tenant,
      STAFF_TENANTS: tenant,
      AGENTS: `${tenant}:${listed}`,
      ENTRA_AUTHORITY: issuer.authority,
    });
  });
  afterAll(async () => {
    await browser.close();
    await running.close();
    await issuer.close();
  });

  it('signs in by Teams’ token without a cookie, in its theme, and leads to the page of a deep link', async () => {
    const teams = await openInTeams(browser, server, { token: await issuer.token(), theme: 'dark', subPage: 'objections' });
    await teams.tab.getByRole('heading', { level: 1, name: 'Einwände' }).waitFor();
    await teams.tab.getByText('Erika Muster').waitFor();
    expect(await teams.asked()).toEqual(
      expect.arrayContaining(['initialize', 'getContext', 'authentication.getAuthToken', 'appInitialization.success']),
    );
    expect(await teams.tab.locator('html').getAttribute('data-look')).toBe('dark');
    await teams.changeTheme('contrast');
    await teams.tab.locator('html[data-look="contrast"]').waitFor();
    expect(await violations(teams.page)).toEqual([]);
    await teams.tab.getByRole('link', { name: 'Tickets', exact: true }).click();
    await teams.tab.getByRole('heading', { level: 1, name: 'Tickets' }).waitFor();
    expect(await teams.page.context().cookies()).toEqual([]);
    await teams.close();
  });

  it('opens a customer’s file in a window of its own, by an address without the bearer', async () => {
    const teams = await openInTeams(browser, server, { token: await issuer.token() });
    const agents = teams.page.waitForResponse((response) => response.url().endsWith('/presence') && response.ok());
    await teams.tab.getByRole('switch').check();
    await agents;
    const customer = await visit(server, { demo: 'customer' });
    await customer.say('Ich möchte mit einem Menschen sprechen');
    await teams.tab.getByRole('button', { name: 'Übernehmen' }).click();
    await teams.tab.getByRole('button', { name: 'Gespräch beenden' }).waitFor();
    await sendPicture(server, customer);
    const link = teams.tab.getByRole('link', { name: 'Fehlermeldung.png' });
    const [window] = await Promise.all([teams.page.waitForEvent('popup'), link.click()]);
    await window.waitForFunction(() => document.images[0]?.naturalWidth === 1);
    const address = new URL(window.url());
    expect(address.pathname).toMatch(/^\/agent\/api\/handoffs\/[\w-]+\/files\/[\w-]+$/);
    const bare = await fetch(server + address.pathname);
    const bearer = await fetch(`${server}/agent/api/me`, { headers: { authorization: `Bearer ${address.searchParams.get('t')}` } });
    expect([bare.status, bearer.status]).toEqual([401, 401]);
    await teams.close();
  });

  const noToken = async (): Promise<string | undefined> => undefined;
  const ofNobody = (): Promise<string | undefined> => issuer.token({ oid: '99999999-0000-4000-8000-000000000009' });
  it.each([
    ['Teams gives no token', noToken, 'Die Anmeldung über Teams hat nicht geklappt.'],
    ['the token is of nobody who may', ofNobody, 'kein Zugang als Support-Mitarbeiter:in'],
  ] as const)('says so and offers the browser when %s', async (_, token, words) => {
    const teams = await openInTeams(browser, server, { token: await token() });
    await teams.tab.getByText(words).waitFor();
    expect(await violations(teams.page)).toEqual([]);
    expect(await teams.tab.getByRole('link', { name: 'Im Browser öffnen' }).getAttribute('href')).toBe('/agent');
    await teams.close();
  });

  it('does not wait for ever in a frame that never answers', async () => {
    const teams = await openInTeams(browser, server, { isSilent: true });
    await teams.tab.getByText('Teams antwortet nicht.').waitFor({ timeout: 15_000 });
    await teams.close();
  });

  it('leads to the plain workspace when it is opened outside of Teams', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server}/teams/tab`);
    await page.waitForURL('**/agent/sign-in?**');
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

/** What axe finds in a page and its frames. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).exclude(focusMarkers).withTags(rules).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, target }) => `${target.join(' ')} ${html}`).join(' | ')}`);
}

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

async function sendPicture(server: string, { access, conversationId }: Visit): Promise<void> {
  const form = new FormData();
  const activity = { type: 'message', channelData: { clientActivityID: 'picture-1' }, attachments: [{ name: 'Fehlermeldung.png' }] };
  form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }), 'blob');
  form.append('file', new Blob([Buffer.from(picture, 'base64')], { type: 'image/png' }), 'Fehlermeldung.png');
  const answer = await fetch(`${server}/v3/directline/conversations/${conversationId}/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access.token}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`upload: ${answer.status}`);
}
