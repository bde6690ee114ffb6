/** The widget on the demo page in a real browser: opening it, writing, reading what is drawn. */
import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';

export interface WidgetPage {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly input: Locator;
  /** The launcher's name while the chat is closed. */
  readonly launcher: Locator;
  /** Console errors and uncaught errors, without the one inline style that Web Chat is known for. */
  readonly problems: string[];
  /** Addresses asked that are not the server's own. */
  readonly foreign: string[];
  open(): Promise<void>;
  say(text: string): Promise<void>;
  /** Bubbles with exactly this text, in the visible transcript. */
  bubble(text: string): Locator;
  /** A button of a card or a choice, as drawn; Web Chat keeps a second copy for screen readers. */
  button(name: string): Locator;
  close(): Promise<void>;
}

/** In: browser, server, how the browser is set up, the path of the page. Out: the page, loaded, chat still closed. */
export async function widgetPage(browser: Browser, url: string, options: BrowserContextOptions = {}, path = '/'): Promise<WidgetPage> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Applying inline style violates')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (!new RegExp(`^(${url}|data:|blob:)`).test(request.url())) foreign.push(request.url());
  });
  await page.goto(`${url}${path}`);
  const frame = page.frameLocator('iframe');
  const input = frame.getByRole('textbox', { name: /Nachricht/ });
  const launcher = page.getByRole('button', { name: 'Support-Chat öffnen' });
  return {
    page,
    frame,
    input,
    launcher,
    problems,
    foreign,
    async open() {
      await launcher.click();
      await frame.locator('.webchat__bubble').first().waitFor();
    },
    async say(text) {
      await input.fill(text);
      await input.press('Enter');
    },
    bubble: (text) => frame.locator('.webchat__bubble__content').filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) }),
    button: (name) => frame.locator('.ac-pushButton, .webchat__suggested-action').filter({ hasText: name }),
    close: () => context.close(),
  };
}
