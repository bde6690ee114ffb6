import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type ServedPortal, servePortal } from './served-portal.ts';
import { storeTicket } from './stored-ticket.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 800 };

describe('The portal in a browser', { timeout: 120_000 }, () => {
  let portal: ServedPortal;
  let browser: Browser;
  beforeAll(async () => {
    portal = await servePortal();
    browser = await startBrowser();
    await storeTicket(portal);
    await storeTicket(portal, { subject: 'Zugang für neue Mitarbeiterin', state: 'waitingCustomer', coverage: 'undecided' });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  it.each([
    { scheme: 'light', viewport: desktop },
    { scheme: 'dark', viewport: phone },
  ] as const)(
    'leads from sign-in to receipt by keyboard, readable for everybody ($scheme, $viewport.width px)',
    async ({ scheme, viewport }) => {
      const { id } = await portal.offerInChat();
      const context = await browser.newContext({ colorScheme: scheme, viewport });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
      await page.goto(`${portal.url}/portal/offers/${id}`);
      await expectReadable(page, scheme);
      await pressOn(page, 'Demo Kundin');
      expect(new URL(page.url()).pathname).toBe(`/portal/offers/${id}`);
      await expectReadable(page, scheme);
      await page.goto(`${portal.url}/portal`);
      await expectReadable(page, scheme);
      await page
        .getByRole('link', { name: /Angebot ansehen/ })
        .first()
        .click();
      await pressOn(page, 'Kostenpflichtig beauftragen');
      expect(await page.getByText('Dieses Angebot ist beauftragt.').isVisible()).toBe(true);
      await expectReadable(page, scheme);
      await page.getByRole('link', { name: /Zum Ticket/ }).click();
      await expectReadable(page, scheme);
      await page.getByRole('link', { name: 'Nachweis zum Auftrag' }).click();
      expect(await page.getByRole('button', { name: 'Drucken' }).isVisible()).toBe(true);
      await expectReadable(page, scheme);
      expect(problems).toEqual([]);
      await context.close();
    },
  );

  it('works without scripts, from sign-in to order', async () => {
    const { id } = await portal.offerInChat();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${portal.url}/portal/offers/${id}`);
    await page.getByRole('button', { name: 'Demo Kundin' }).click();
    await page.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).click();
    expect(await page.getByText('Dieses Angebot ist beauftragt.').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Nachweis zum Auftrag' }).click();
    expect(await page.getByText('Zum Drucken nutzen Sie die Druckfunktion Ihres Browsers.').isVisible()).toBe(true);
    await context.close();
  });

  it('gives the three decisions the same size and look', async () => {
    const { id } = await portal.offerInChat();
    const context = await browser.newContext({ viewport: desktop });
    const page = await context.newPage();
    await page.goto(`${portal.url}/portal/offers/${id}`);
    await page.getByRole('button', { name: 'Demo Kundin' }).click();
    const looks = await page.locator('.decide button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        const { backgroundColor, color, fontWeight, borderColor } = getComputedStyle(button);
        return JSON.stringify({ width: Math.round(width), height, backgroundColor, color, fontWeight, borderColor });
      }),
    );
    expect(looks).toHaveLength(3);
    expect(new Set(looks).size).toBe(1);
    await context.close();
  });
});

/** Presses a button as the keyboard does. */
async function pressOn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).focus();
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** No finding of axe, nothing wider than the screen, and the scheme asked for. */
async function expectReadable(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  const facts = await page.evaluate(() => ({
    tooWide: document.documentElement.scrollWidth > window.innerWidth,
    ground: getComputedStyle(document.body).backgroundColor,
  }));
  expect(facts).toEqual({ tooWide: false, ground: scheme === 'light' ? 'rgb(243, 246, 248)' : 'rgb(13, 20, 23)' });
}
