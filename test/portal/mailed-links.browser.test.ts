/** Registration, the mailed link and the confirmation as a person does them, in a real browser. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { linkPage, takeMails } from '../mail/links.ts';
import { startBrowser } from '../support/browser.ts';
import { type ServedPortal, servePortal } from './served-portal.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

describe('A mailed link in a browser', { timeout: 120_000 }, () => {
  let portal: ServedPortal;
  let browser: Browser;
  beforeAll(async () => {
    portal = await servePortal();
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  const mails = () => takeMails(portal.storage, portal.now());

  it.each([
    { scheme: 'light', width: 1280 },
    { scheme: 'dark', width: 390 },
  ] as const)(
    'leads from the registration to the own tickets, and a colleague confirms ($scheme, $width px)',
    async ({ scheme, width }) => {
      portal.passTime(31 * 60_000);
      await mails();
      const email = `neu-${scheme}@muster-hausverwaltung.example`;
      const look = { colorScheme: scheme, viewport: { width, height: 844 }, javaScriptEnabled: true } as const;
      const person = await (await browser.newContext(look)).newPage();
      await person.goto(`${portal.url}/portal/sign-in`);
      await expectReadable(person);
      await person.getByRole('link', { name: 'Jetzt registrieren' }).click();
      await expectReadable(person);
      await person.getByRole('button', { name: 'Registrieren' }).click();
      await expectReadable(person);
      expect(await person.getByRole('alert').innerText()).toContain('Bitte geben Sie Ihren Namen');
      await person.getByLabel('Ihr Name').fill('Neue Person');
      await person.getByLabel('E-Mail-Adresse').fill(email);
      await person.getByLabel('Kundennummer', { exact: true }).fill(demoOrganisation.customerNo);
      await person.getByRole('button', { name: 'Registrieren' }).click();
      await expectReadable(person);
      await person.goto(portal.url + linkPage((await mails())[0]));
      await expectReadable(person);
      await person.getByRole('button', { name: 'Jetzt anmelden' }).click();
      await person.waitForURL(`${portal.url}/portal`);
      expect((await person.context().cookies()).map(({ name, httpOnly }) => [name, httpOnly])).toEqual([['__Host-lotse', true]]);

      const colleague = await (await browser.newContext(look)).newPage();
      await colleague.goto(`${portal.url}/portal/sign-in`);
      await colleague.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill(demoCustomer.email);
      await colleague.getByRole('button', { name: 'Link zusenden' }).click();
      await colleague.goto(portal.url + linkPage((await mails()).find(({ template }) => template === 'sign-in')));
      await colleague.getByRole('button', { name: 'Jetzt anmelden' }).click();
      await colleague.goto(`${portal.url}/portal/registrations`);
      await expectReadable(colleague);
      await colleague.getByRole('button', { name: 'Bestätigen, ohne Recht zu beauftragen' }).click();
      await colleague.getByText('Gerade wartet keine Registrierung.').waitFor();
      expect((await portal.storage.contactByEmail(email))?.contact.organisationId).toBe(demoOrganisation.id);
      await mails();
      await person.context().close();
      await colleague.context().close();
    },
  );
});

/** No finding of axe, and nothing wider than the screen. */
async function expectReadable(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
}
