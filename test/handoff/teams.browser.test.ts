/** The workspace as a tab in Teams: signs in by Teams' token, follows its theme and deep links, and says so where it cannot. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { appId, type Issuer, listed, startIssuer, tenant } from './entra-issuer.ts';
import { openInTeams, tabUrl } from './teams-host.ts';

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
    await teams.tab.getByRole('link', { name: 'Tickets', exact: true }).click();
    await teams.tab.getByRole('heading', { level: 1, name: 'Tickets' }).waitFor();
    expect(await teams.page.context().cookies()).toEqual([]);
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
    expect(await teams.tab.getByRole('link', { name: 'Im Browser öffnen' }).getAttribute('href')).toBe('/agent');
    await teams.close();
  });

  it('does not wait for ever in a frame that never answers', async () => {
    const teams = await openInTeams(browser, server, { isSilent: true });
    await teams.tab.getByText('Teams antwortet nicht.').waitFor({ timeout: 15_000 });
    await teams.close();
  });

  it('leads to the plain workspace when it is opened outside of Teams', async () => {
    const page = await browser.newPage();
    await page.goto(`${server}/teams/tab`);
    await page.waitForURL('**/agent/sign-in?**');
    await page.close();
  });
});
