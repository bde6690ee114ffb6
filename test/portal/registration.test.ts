/** The one-off registration: the link proves the address only; somebody of the company confirms the rest. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { cookieOf, formId, linkPage, takeMails } from '../mail/links.ts';
import { type Browser, type ServedPortal, servePortal, stranger } from './served-portal.ts';

const minute = 60_000;

let portal: ServedPortal;
let nobody: Browser;
beforeAll(async () => {
  portal = await servePortal();
  nobody = await portal.browser();
});
afterAll(() => portal.close());

const mails = () => takeMails(portal.storage, portal.now());
const form = { name: 'Neue Person', company: '', customerNo: demoOrganisation.customerNo };
let count = 0;
const newAddress = () => `neu${++count}@muster-hausverwaltung.example`;

async function register(email: string, fields: Readonly<Record<string, string>> = form) {
  portal.passTime(31 * minute);
  await mails();
  const answer = await nobody.post('/portal/register', { email, ...fields });
  return { answer, mails: await mails() };
}

/** Registers and presses the mailed link. Out: the cookie, and the mails that the press brought. */
async function registered(email: string, fields?: Readonly<Record<string, string>>) {
  const { mails: sent } = await register(email, fields);
  const link = linkPage(sent[0]);
  const pressed = await nobody.post(link, { form: formId(await (await nobody.get(link)).text()) });
  return { cookie: cookieOf(pressed), mails: await mails() };
}

const get = async (page: string, cookie: string) => fetch(portal.url + page, { headers: { cookie }, redirect: 'manual' });

const colleague = () => portal.browser(demoCustomer);

async function confirm(email: string, decision: string, by?: Browser): Promise<Response> {
  const found = await portal.storage.registrationByEmail(email);
  return (by ?? (await colleague())).post(`/portal/registrations/${found?.id}`, { decision });
}

describe('registering', () => {
  it('keeps nothing of the person until the link was pressed', async () => {
    const email = newAddress();
    const { answer, mails: sent } = await register(email);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/portal/sign-in/sent?for=registration']);
    expect(sent.map(({ template, to }) => [template, to])).toEqual([['registration', { email }]]);
    expect(await portal.storage.registrationByEmail(email)).toBeUndefined();
  });

  it('answers the same for a known address, which gets a link to sign in', async () => {
    const unknown = await register(newAddress());
    const known = await register(demoCustomer.email);
    expect([known.answer.status, known.answer.headers.get('location')]).toEqual([
      unknown.answer.status,
      unknown.answer.headers.get('location'),
    ]);
    expect(known.mails.map(({ template }) => template)).toEqual(['sign-in']);
  });

  it('takes "weiß ich nicht" instead of company and customer number', async () => {
    const { mails: sent } = await register(newAddress(), { name: 'Neue Person', dontKnow: 'on' });
    expect(sent).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ['name', { name: '' }],
    ['company, customer number or "weiß ich nicht"', { customerNo: '' }],
    ['address', { email: 'keine' }],
  ])('without %s asks again, keeping what was typed', async (_what, change) => {
    const { answer, mails: sent } = await register(newAddress(), { ...form, company: '', ...change });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Bitte geben Sie Ihren Namen');
    expect(sent).toEqual([]);
  });
});

describe('a registered person whose company nobody has confirmed', () => {
  it('is signed in and sees own tickets only, nothing of the company that was named', async () => {
    await portal.pressInChat(demoCustomer, await portal.offerInChat(demoCustomer), 'Kostenpflichtig beauftragen');
    const { cookie } = await registered(newAddress());
    const page = await (await get('/portal', cookie)).text();
    expect(page).toContain('Angemeldet als Neue Person');
    expect(page).toContain('Ihre Zugehörigkeit zu einem Unternehmen noch nicht');
    expect(page).not.toContain(demoOrganisation.name);
    expect(page).not.toMatch(/IMM-\d{4}/);
  });

  it('neither sees nor orders an offer of the company', async () => {
    const offer = await portal.offerInChat(demoCustomer);
    const { cookie } = await registered(newAddress());
    expect((await get(`/portal/offers/${offer.id}`, cookie)).status).toBe(404);
    const press = await fetch(`${portal.url}/portal/offers/${offer.id}`, {
      method: 'POST',
      headers: { cookie, origin: portal.url },
      body: new URLSearchParams({ token: offer.pressToken, decision: 'order', form: 'a-form-of-mine' }),
      redirect: 'manual',
    });
    expect(press.status).toBe(404);
    expect(
      (await portal.storage.offerById({ kind: 'agent', id: 'a', mayOrder: false, verifiedBy: 'entra', at: 0 }, offer.id))?.offer.state,
    ).toBe('open');
  });

  it('is named to each colleague who may order, and to nobody else', async () => {
    const email = newAddress();
    const { mails: sent } = await registered(email);
    expect(sent).toEqual([
      expect.objectContaining({
        template: 'registration-request',
        to: { contactId: demoCustomer.id },
        values: { name: 'Neue Person', email, url: '/portal/registrations' },
      }),
    ]);
  });

  it('with an unknown customer number is named to nobody; only an agent can confirm', async () => {
    const email = newAddress();
    const { mails: sent } = await registered(email, { ...form, customerNo: 'D-99999' });
    expect(sent).toEqual([]);
    expect((await portal.storage.registrationByEmail(email))?.organisationId).toBeUndefined();
  });

  it('can sign in again by a link', async () => {
    const email = newAddress();
    await registered(email);
    portal.passTime(31 * minute);
    await nobody.post('/portal/sign-in', { email });
    expect((await mails()).map(({ template, to }) => [template, to])).toEqual([['sign-in', { email }]]);
  });
});

describe('a colleague with the right to order', () => {
  it('sees who waits and confirms, with or without the right to order', async () => {
    for (const [decision, mayOrder] of [
      ['confirm', false],
      ['confirmOrder', true],
    ] as const) {
      const email = newAddress();
      const { cookie } = await registered(email);
      const page = await (await (await colleague()).get('/portal/registrations')).text();
      expect(page).toContain(email);
      expect((await (await colleague()).get('/portal')).status).toBe(200);
      await confirm(email, decision);
      expect((await portal.storage.contactByEmail(email))?.contact).toMatchObject({ organisationId: demoOrganisation.id, mayOrder });
      expect((await mails()).map(({ template, to }) => [template, to])).toEqual([['registration-confirmed', { email }]]);
      expect(await (await get('/portal', cookie)).text()).toContain(demoOrganisation.name);
    }
  });

  it('refuses, and the person stays without company', async () => {
    const email = newAddress();
    const { cookie } = await registered(email);
    await confirm(email, 'refuse');
    expect(await portal.storage.contactByEmail(email)).toBeUndefined();
    expect((await mails()).map(({ template }) => template)).toEqual(['registration-refused']);
    expect(await (await get('/portal', cookie)).text()).not.toContain(demoOrganisation.name);
  });

  it('decides once: a second press changes nothing', async () => {
    const email = newAddress();
    await registered(email);
    await Promise.all([confirm(email, 'refuse'), confirm(email, 'refuse')]);
    await confirm(email, 'confirmOrder');
    expect(await portal.storage.contactByEmail(email)).toBeUndefined();
    expect(await mails()).toHaveLength(1);
  });

  it.each([
    ['who may not order', demoColleague],
    ['of another company', stranger],
  ])('%s neither sees nor decides it', async (_who, contact) => {
    const email = newAddress();
    await registered(email);
    const other = await portal.browser(contact);
    expect(await (await other.get('/portal/registrations')).text()).not.toContain(email);
    await confirm(email, 'confirmOrder', other);
    expect((await portal.storage.registrationByEmail(email))?.state).toBe('pending');
  });

  it('is never the person who registered', async () => {
    const email = newAddress();
    const { cookie } = await registered(email);
    expect((await get('/portal/registrations', cookie)).status).toBe(404);
    const found = await portal.storage.registrationByEmail(email);
    const press = await fetch(`${portal.url}/portal/registrations/${found?.id}`, {
      method: 'POST',
      headers: { cookie, origin: portal.url },
      body: new URLSearchParams({ decision: 'confirmOrder' }),
      redirect: 'manual',
    });
    expect(press.status).toBe(404);
    expect((await portal.storage.registrationByEmail(email))?.state).toBe('pending');
  });
});
