/** The portal's app in a browser: every page readable for everybody, the keyboard never lost, files by choice, drop and paste, and news within a second. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/identity.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { startBrowser } from '../support/browser.ts';
import { principalOf, type ServedPortal, servePortal } from './served-portal.ts';
import { storeTicket } from './stored-ticket.ts';

const desktop = { width: 1280, height: 800 };
const phone = { width: 375, height: 740 };
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let portal: ServedPortal;
let browser: Browser;
let context: BrowserContext | undefined;
beforeAll(async () => {
  portal = await servePortal({ app: true });
  browser = await startBrowser();
}, 120_000);
afterEach(async () => {
  await context?.close();
  context = undefined;
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const problems: string[] = [];

async function open(contact: Contact, path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  context ??= await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  problems.length = 0;
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
  page.on('pageerror', (error) => void problems.push(error.message));
  await page.goto(`${portal.url}/portal/sign-in`);
  await page.getByRole('button', { name: contact.name }).click();
  await heading(page);
  await page.goto(portal.url + path);
  await heading(page);
  return page;
}

const heading = (page: Page, name?: string | RegExp) => page.getByRole('heading', { level: 1, ...(name && { name }) }).waitFor();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

/** No finding of axe, nothing wider than the screen, no English button of a library. */
async function expectReadable(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  const tooWide = await page.evaluate(() =>
    document.documentElement.scrollWidth > window.innerWidth
      ? [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
          .map(({ outerHTML }) => outerHTML.slice(0, 120))
      : [],
  );
  expect([page.url(), ...tooWide]).toEqual([page.url()]);
}

describe('every page of the app', { timeout: 180_000 }, () => {
  it.each([
    { scheme: 'light', viewport: desktop, who: demoCustomer },
    { scheme: 'dark', viewport: phone, who: demoColleague },
  ] as const)('is readable for everybody ($scheme, $viewport.width px, $who.name)', async ({ scheme, viewport, who }) => {
    const ticket = await storeTicket(portal, { subject: 'Mahnlauf bricht ab', state: 'waitingCustomer' });
    const offer = await portal.offerInChat(who);
    const english = await portal.offerInChat(who, 'We need training for Hausperfekt');
    const page = await open(who, '/portal', { viewport, colorScheme: scheme });
    await page.getByRole('heading', { name: 'Offene Angebote' }).waitFor();
    await expectReadable(page);
    for (const path of [
      '/portal?tab=waiting',
      '/portal?tab=done',
      `/portal/tickets/${ticket.number}`,
      `/portal/offers/${offer.id}`,
      `/portal/offers/${english.id}`,
      '/portal/new',
      '/portal/help',
      '/portal/help?q=Doppelbuchungen',
      '/portal/help/nutzen-ueberblick',
      '/portal/profile',
      '/portal/tickets/IMM-2026-999999-1',
    ]) {
      await page.goto(portal.url + path);
      await heading(page);
      await page.locator('.skeleton').waitFor({ state: 'detached' });
      await expectReadable(page);
    }
    // One answer for what is not there and what is not theirs; the browser names it in its console.
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  });

  it('puts the focus on the heading of the page a link leads to, and names the document', async () => {
    const { number } = await storeTicket(portal, { subject: 'Druck der Mahnungen' });
    const page = await open(demoCustomer, '/portal');
    await page.getByRole('link', { name: number }).press('Enter');
    await heading(page, 'Druck der Mahnungen');
    expect(await focused(page)).toBe('Druck der Mahnungen');
    expect(await page.title()).toContain(number);
    await page.getByRole('link', { name: 'Helpdesk-Center' }).first().press('Enter');
    await heading(page, 'Helpdesk-Center');
    expect(await focused(page)).toBe('Helpdesk-Center');
    await page.goBack();
    await heading(page, 'Druck der Mahnungen');
    expect(await focused(page)).toBe('Druck der Mahnungen');
  });
});

describe('a new request', { timeout: 120_000 }, () => {
  it('is clarified as in the chat, by keyboard alone, with files chosen, dropped and pasted', async () => {
    const page = await open(demoCustomer, '/portal/new');
    const words = page.getByRole('textbox', { name: 'Worum geht es?' });
    await words.focus();
    await page.keyboard.type('Seit heute stürzt die Nebenkostenabrechnung in Hausperfekt mit Fehler 4711 ab');
    await expect(page.getByText('Bitte keine Passwörter und nur nötige Daten von Mietern oder Eigentümern.').isVisible()).resolves.toBe(
      true,
    );
    await page.locator('input[type=file]').setInputFiles({ name: 'Fehler.png', mimeType: 'image/png', buffer: png });
    for (const kind of ['drop', 'paste'] as const) await give(page, kind, `${kind}.png`, png);
    await page.getByText('Bereit zum Senden: 3.').waitFor({ state: 'attached' });
    await give(page, 'drop', 'programm.exe', Buffer.from('MZ'));
    await page.getByText('Diese Art von Datei wird nicht angenommen.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'programm.exe entfernen' }).click();
    await words.focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Wie dringend ist es?').waitFor();
    await expectReadable(page);
    await page.getByRole('button', { name: 'Die Arbeit steht' }).press('Enter');
    await page.getByText('Bitte prüfen Sie Ihre Angaben.', { exact: false }).waitFor();
    expect(await focused(page)).toContain('Die Arbeit steht');
    await page.getByRole('button', { name: 'Ticket absenden' }).press('Enter');
    await page.getByRole('link', { name: 'Im Serviceportal ansehen' }).press('Enter');
    await page.getByRole('heading', { name: 'Anhänge' }).waitFor();
    const pictures = page.locator('.files img');
    expect(await pictures.count()).toBe(3);
    await expect.poll(() => pictures.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
    expect(problems).toEqual([]);
  });
});

describe('news', { timeout: 120_000 }, () => {
  it('of the chat is in the open page within a second, and the other way round', async () => {
    const ticket = await storeTicket(portal, { subject: 'Zählerstände fehlen', state: 'waitingCustomer' });
    const page = await open(demoCustomer, `/portal/tickets/${ticket.number}`);
    await page.getByText('Rückmeldung erforderlich').first().waitFor();
    const at = Date.now();
    await reply(ticket, 'Die Zählerstände stehen im Anhang.');
    await page.getByText('Die Zählerstände stehen im Anhang.').waitFor();
    expect(Date.now() - at).toBeLessThan(1000);
    await page.getByRole('textbox').fill('Noch eine Ergänzung aus dem Serviceportal.');
    await page.getByRole('button', { name: 'Nachricht senden' }).click();
    await page.locator('.message .words', { hasText: 'Noch eine Ergänzung' }).waitFor();
    const stored = await portal.storage.ticketByNumber(principalOf(demoCustomer, portal.now()), ticket.number);
    expect(stored?.events.at(-1)?.text ?? stored?.events.map(({ text }) => text).join()).toContain('Noch eine Ergänzung');
  });

  it('of an offer ordered in the chat takes its buttons from the open page within a second', async () => {
    const offer = await portal.offerInChat();
    const page = await open(demoCustomer, `/portal/offers/${offer.id}`);
    await page.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).waitFor();
    const at = Date.now();
    await portal.pressInChat(demoCustomer, offer, 'Kostenpflichtig beauftragen');
    await page.getByText('Dieses Angebot ist beauftragt.').waitFor();
    expect(Date.now() - at).toBeLessThan(1500);
    expect(await page.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).count()).toBe(0);
  });
});

describe('an offer', { timeout: 120_000 }, () => {
  it('has decisions of the same size and look; the focus goes to the outcome', async () => {
    const { id } = await portal.offerInChat();
    const page = await open(demoCustomer, `/portal/offers/${id}`);
    const buttons = page.locator('.decide > button');
    await buttons.first().waitFor();
    await page.mouse.move(0, 0);
    const looks = await buttons.evaluateAll((all) =>
      all.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        const { backgroundColor, color, fontWeight, borderColor } = getComputedStyle(button);
        return JSON.stringify({ width: Math.round(width), height, backgroundColor, color, fontWeight, borderColor });
      }),
    );
    expect(looks).toHaveLength(3);
    expect(new Set(looks).size).toBe(1);
    await page.getByRole('button', { name: 'Nicht beauftragen' }).press('Enter');
    await page.getByRole('heading', { name: 'Ergebnis' }).waitFor();
    expect(await focused(page)).toBe('Ergebnis');
    await page.getByRole('button', { name: 'Angebot neu anfordern' }).press('Enter');
    await page.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).waitFor();
    expect(page.url()).not.toContain(id);
    expect(problems).toEqual([]);
  });

  it('is passed on by a colleague who may not order, and ordered by one who may', async () => {
    const { id } = await portal.offerInChat(demoColleague);
    const page = await open(demoColleague, `/portal/offers/${id}`);
    const forward = page.getByRole('button', { name: 'Zur Freigabe weiterleiten' });
    const place = await forward.boundingBox();
    if (!place) throw new Error('the button is not shown');
    await forward.click();
    await page.getByText('Das Angebot liegt zur Freigabe bei den Personen', { exact: false }).waitFor();
    expect(await focused(page)).toBe('Zur Freigabe weitergeleitet');
    // A press too many in the same place meets no other button.
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
    expect(await page.getByRole('button', { name: 'Nicht beauftragen' }).getAttribute('aria-disabled')).toBe('false');
    expect((await portal.storage.offerById(principalOf(demoColleague, portal.now()), id))?.offer.state).toBe('open');
    expect(await page.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).count()).toBe(0);
    await context?.close();
    context = undefined;
    const orderer = await open(demoCustomer, `/portal/offers/${id}`);
    await orderer.getByRole('button', { name: 'Kostenpflichtig beauftragen' }).click();
    await orderer.getByText('Kostenpflichtig beauftragt am', { exact: false }).first().waitFor();
    const found = await portal.storage.offerById(principalOf(demoCustomer, portal.now()), id);
    expect(found?.order?.placedByName).toBe(demoCustomer.name);
  });
});

/** As the chat would: the customer's words for a ticket. */
async function reply({ requestId, conversationId }: { requestId: string; conversationId: string }, text: string): Promise<void> {
  const at = portal.now();
  await portal.engine.take({
    channel: 'webchat',
    conversationId,
    conversationKind: 'personal',
    dialogScope: 'main',
    activityId: `reply-${at}`,
    principal: principalOf(demoCustomer, at),
    at,
    input: { kind: 'customer', action: { kind: 'replyToTicket', requestId, text } },
  });
}

/** Gives a file to the words' form as a person drops or pastes it. */
async function give(page: Page, kind: 'drop' | 'paste', name: string, content: Buffer): Promise<void> {
  await page.locator('form.composer').evaluate(
    (form, file) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0))], file.name, { type: 'image/png' }));
      const event =
        file.kind === 'drop'
          ? new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
          : new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
      form.dispatchEvent(event);
    },
    { kind, name, base64: content.toString('base64') },
  );
}
