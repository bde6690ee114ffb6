/** A conversation handed over to a person, in real browsers: the customer's chat in one window, agents' workspaces in others. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { type WidgetPage, widgetPage } from '../support/widget-page.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const desktop = { viewport: { width: 1366, height: 900 } };

describe('A conversation handed over', { timeout: 150_000 }, () => {
  let browser: Browser;
  let running: RunningApp;
  let chat: WidgetPage;
  const open: Workspace[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    running = await runApp();
    chat = await widgetPage(browser, running.url, {});
  });
  afterEach(async () => {
    await chat.close();
    await Promise.all(open.splice(0).map((agent) => agent.close()));
    expect(running.errors).toEqual([]);
    await running.close();
  });

  const hears = (text: RegExp) =>
    chat.frame.locator('.webchat__bubble__content').filter({ hasText: text }).last().waitFor({ timeout: 20_000 });

  async function agent(name: string, options: Parameters<typeof openWorkspace>[4] = desktop): Promise<Workspace> {
    const workspace = await openWorkspace(browser, running.url, name, '/agent', options);
    open.push(workspace);
    return workspace;
  }

  /** Says that the agent takes conversations, and waits until the server knows. */
  async function available({ page }: Workspace): Promise<void> {
    const [answer] = await Promise.all([
      page.waitForResponse(
        (response) => response.url().endsWith('/presence') && response.request().postData()?.includes('available') === true,
      ),
      page.getByRole('switch').check(),
    ]);
    expect(answer.status()).toBe(200);
  }

  it('belongs to one of two agents who take it at once, goes to the other when passed on, and ends with an outcome', async () => {
    const one = await agent('Demo Support Eins');
    const two = await agent('Demo Support Zwei', { viewport: { width: 375, height: 800 }, colorScheme: 'dark' });
    await available(one);
    await available(two);
    await chat.open();
    await chat.say('Bitte verbinden Sie mich mit einem Mitarbeiter');
    await hears(/an den Produktsupport weiter/);
    const take = ({ page }: Workspace) => page.getByRole('button', { name: 'Übernehmen' });
    await Promise.all([take(one).waitFor(), take(two).waitFor()]);
    await Promise.all([take(one).click(), take(two).click()]);
    const owns = ({ page }: Workspace) => page.getByRole('button', { name: 'Gespräch beenden' });
    const lost = ({ page }: Workspace) => page.getByText(/Bereits übernommen von Support (Eins|Zwei) \(Demo\)\./);
    const winner = await Promise.any(
      [one, two].map(async (workspace) => {
        await owns(workspace).waitFor();
        return workspace;
      }),
    );
    const loser = winner === one ? two : one;
    await lost(loser).first().waitFor();
    expect(await owns(loser).count()).toBe(0);

    const name = winner === one ? 'Demo Support Zwei' : 'Demo Support Eins';
    await winner.page.getByRole('button', { name: 'Weitergeben' }).click();
    const dialog = winner.page.getByRole('dialog');
    await dialog.getByLabel('An', { exact: true }).selectOption({ label: name });
    await dialog.getByLabel(/Notiz dazu/).fill('Kennt sich mit Karthago aus.');
    expect(await winner.findings()).toEqual([]);
    await dialog.getByRole('button', { name: 'Weitergeben' }).click();
    await winner.page.getByText('Kennt sich mit Karthago aus.').waitFor();

    await loser.page.goto(`${running.url}/agent`);
    await loser.page.getByText(`weitergegeben an`).waitFor({ timeout: 20_000 });
    await take(loser).click();
    await owns(loser).click();
    const ending = loser.page.getByRole('dialog');
    await ending.getByLabel('Als Ticket weiterführen').check();
    expect(await loser.findings()).toEqual([]);
    await ending.getByRole('button', { name: 'Gespräch beenden' }).click();
    await loser.page.getByRole('heading', { name: 'Beendet', exact: true }).waitFor();
    await hears(/Gespräch mit dem Produktsupport ist beendet/);
    await hears(/IMM-\d{4}-\d{6}-\d|Ticket mit dem Verlauf/);
  });
});
