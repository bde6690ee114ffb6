/** The agents' workspace in a browser, signed in as a demo agent, with what its console complains of. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface Workspace {
  readonly page: Page;
  readonly problems: readonly string[];
  /** Waits until the page of this heading is there. */
  at(heading: string | RegExp): Promise<void>;
  /** What axe finds, and whether something is wider than the screen. */
  findings(): Promise<string[]>;
  close(): Promise<void>;
}

/** Fluent's markers at both ends of the page: they take the focus and hand it on at once, so nobody ever stands on one. */
export const focusMarkers = '[data-tabster-dummy]';
export const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** In: a browser, the server, the demo agent's name, the page to open. */
export async function openWorkspace(
  browser: Browser,
  url: string,
  name: string,
  path = '/agent',
  options: BrowserContextOptions = {},
): Promise<Workspace> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
  page.on('pageerror', (error) => void problems.push(error.message));
  await page.goto(`${url}${path}`);
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByRole('navigation').waitFor();
  return {
    page,
    problems,
    at: (heading) => page.getByRole('heading', { level: 1, name: heading }).waitFor(),
    async findings() {
      const { violations } = await new AxeBuilder({ page }).exclude(focusMarkers).withTags(rules).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      return isTooWide ? [...found, 'wider than the screen'] : found;
    },
    close: () => context.close(),
  };
}
