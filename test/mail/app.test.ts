/** The whole app: without settings mails are shown at /dev/mail; with a mail server they arrive there. */
import { afterEach, describe, expect, it } from 'vitest';
import { readMail } from '../../src/mail/read-mail.ts';
import { demoCustomer } from '../../src/storage/demo.ts';
import { cardButtons } from '../conversations/play.ts';
import { squeezed } from '../paper/page-text.ts';
import { readPdf } from '../paper/read-pdf.ts';
import { visit } from '../support/direct-line-client.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { cookieOf, formId } from './links.ts';
import { header, type MailServer, part, startMailServer } from './smtp.ts';

let app: RunningApp | undefined;
let server: MailServer | undefined;
afterEach(async () => {
  await app?.close();
  await server?.close();
});

const post = (page: string, fields: Readonly<Record<string, string>>) =>
  fetch(`${app?.url}${page}`, {
    method: 'POST',
    headers: { origin: app?.url ?? '' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

async function press(page: string): Promise<Response> {
  const shown = await (await fetch(`${app?.url}${page}`)).text();
  return post(page, { form: formId(shown) });
}

describe('signing in by a mailed link', () => {
  it('works with no settings at all: the mail stands at /dev/mail', async () => {
    app = await runApp();
    await post('/portal/sign-in', { email: demoCustomer.email });
    await app.app.sendMails();
    const list = await (await fetch(`${app.url}/dev/mail`)).text();
    const mail = await (await fetch(`${app.url}${/\/dev\/mail\/[\w-]+/.exec(list)?.[0]}`)).text();
    const link = /href="http:\/\/localhost:\d+(\/portal\/link\/[\w-]+)"/.exec(mail)?.[1] ?? '';
    const pressed = await press(link);
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/portal']);
    const page = await fetch(`${app.url}/portal/registrations`, { headers: { cookie: cookieOf(pressed) } });
    expect(page.status).toBe(200);
    expect(app.errors).toEqual([]);
  });

  it('works through a mail server; then there is no /dev/mail', async () => {
    server = await startMailServer();
    app = await runApp({ SMTP_URL: server.url, MAIL_FROM: 'Support-Lotse <lotse@support.example>' });
    await post('/portal/sign-in', { email: demoCustomer.email });
    await app.app.sendMails();
    const [mail] = server.mails;
    expect(header(mail?.raw ?? '', 'From')).toBe('"Support-Lotse" <lotse@support.example>');
    const link = new URL(/http:\S+\/portal\/link\/\S+/.exec(part(mail?.raw ?? '', 'text/plain'))?.[0] ?? '').pathname;
    expect((await press(link)).status).toBe(303);
    expect((await fetch(`${app.url}/dev/mail`)).status).toBe(404);
  });
});

it('the mail about an order brings the receipt as PDF, and nobody else gets it', async () => {
  server = await startMailServer();
  app = await runApp({ SMTP_URL: server.url, MAIL_FROM: 'Support-Lotse <lotse@support.example>' });
  const customer = await visit(app.url, { demo: 'customer' });
  await customer.say('Wir brauchen eine Schulung für Hausperfekt');
  const { activities } = await customer.poll();
  const buttons = activities.flatMap(({ attachments = [] }) => attachments.flatMap(({ content }) => cardButtons(content)));
  await customer.post({ type: 'message', value: buttons.find(({ title }) => title === 'Kostenpflichtig beauftragen')?.value });
  await app.app.sendMails();
  expect(server.mails.map(({ to }) => to)).toEqual([[demoCustomer.email]]);
  const mail = await readMail(Buffer.from(server.mails[0]?.raw ?? ''));
  const number = /IMM-\d{4}-\d{6}-\d/.exec(mail.subject)?.[0];
  expect(app.errors).toEqual([]);
  const [file] = mail.files;
  expect(file?.name).toBe(`Nachweis-${number}.pdf`);
  const { text, info } = await readPdf(file?.bytes ?? new Uint8Array());
  expect(info).toMatchObject({ Title: `Nachweis zum Auftrag ${number}` });
  expect(squeezed(text)).toContain('Stundensatznetto120,00€');
  expect(app.errors).toEqual([]);
});
