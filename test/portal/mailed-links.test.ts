/** Signing in by a mailed link: the same answer for everybody, and a link that only the button uses up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { cookieOf, formId, linkPage, takeMails } from '../mail/links.ts';
import { type Browser, type ServedPortal, servePortal } from './served-portal.ts';

const minute = 60_000;

let portal: ServedPortal;
let nobody: Browser;
beforeAll(async () => {
  portal = await servePortal({ production: true });
  nobody = await portal.browser();
});
afterAll(() => portal.close());

const mails = () => takeMails(portal.storage, portal.now());
const ask = (email: string, next = '/portal') => nobody.post('/portal/sign-in', { email, next });

/** Every test has the counters of its own half hour. */
async function freshLink(next = '/portal'): Promise<string> {
  portal.passTime(31 * minute);
  await mails();
  await ask(demoCustomer.email, next);
  return linkPage((await mails())[0]);
}

const signedInAs = async (cookie: string) => (await fetch(`${portal.url}/portal`, { headers: { cookie } })).text();

describe('asking for a link', () => {
  it('gets the same answer for a known and an unknown address; only the known one gets a mail', async () => {
    portal.passTime(31 * minute);
    const known = await ask(demoCustomer.email);
    const unknown = await ask('niemand@muster-hausverwaltung.example');
    const read = async (answer: Response) => [answer.status, answer.headers.get('location'), await answer.text()];
    expect(await read(known)).toEqual(await read(unknown));
    expect(known.status).toBe(303);
    const page = await (await nobody.get(known.headers.get('location') ?? '')).text();
    expect(page).toContain('Wenn zu dieser Adresse ein Zugang besteht');
    expect((await mails()).map(({ template, to }) => [template, to])).toEqual([['sign-in', { email: demoCustomer.email }]]);
  });

  it('does not care for capitals and spaces around the address', async () => {
    portal.passTime(31 * minute);
    await ask(`  ${demoCustomer.email.toUpperCase()} `);
    expect(await mails()).toHaveLength(1);
  });

  it.each(['', 'kein-at', 'a@b', 'a@b.example\r\nBcc: x@y.example', `${'x'.repeat(300)}@b.example`])(
    'with %j asks again and sends nothing',
    async (email) => {
      portal.passTime(31 * minute);
      const answer = await ask(email);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('name@firma.example');
      expect(await mails()).toEqual([]);
    },
  );

  it('sends one address at most five links in half an hour, and still answers the same', async () => {
    portal.passTime(31 * minute);
    const answers = [];
    for (let n = 0; n < 8; n += 1) answers.push(await ask(demoCustomer.email));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get('location')}`)).size).toBe(1);
    expect(await mails()).toHaveLength(5);
    portal.passTime(31 * minute);
    await ask(demoCustomer.email);
    expect(await mails()).toHaveLength(1);
  });

  it('is refused for a while when one network asks for many addresses', async () => {
    portal.passTime(31 * minute);
    const statuses = [];
    for (let n = 0; n < 25; n += 1) statuses.push((await ask(`person${n}@muster-hausverwaltung.example`)).status);
    expect(statuses).toEqual([...Array<number>(20).fill(303), ...Array<number>(5).fill(429)]);
    portal.passTime(31 * minute);
    expect((await ask(demoCustomer.email)).status).toBe(303);
  });

  it.each([{}, { origin: 'null' }, { origin: 'https://evil.example' }])(
    'from elsewhere (%j) is refused and sends nothing',
    async (headers) => {
      portal.passTime(31 * minute);
      await mails();
      const answer = await nobody.post('/portal/sign-in', { email: demoCustomer.email }, headers as Record<string, string>);
      expect(answer.status).toBe(403);
      expect(await mails()).toEqual([]);
    },
  );

  it('leaves no token in the database: neither in the links nor in the mails that wait', async () => {
    portal.passTime(31 * minute);
    await mails();
    await ask(demoCustomer.email);
    const [mail] = await mails();
    const token = linkPage(mail).split('/').at(-1) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(mail)).not.toContain(token);
    expect(await portal.storage.mailLink(token)).toBeUndefined();
  });
});

describe('a mailed link', () => {
  it('fetched 20 times by GET and 20 times by HEAD changes nothing; then its button signs in', async () => {
    const link = await freshLink('/portal/offers/abc');
    for (let n = 0; n < 20; n += 1) {
      const head = await fetch(portal.url + link, { method: 'HEAD', redirect: 'manual' });
      const got = await nobody.get(link);
      expect([head.status, got.status, head.headers.get('set-cookie'), got.headers.get('set-cookie')]).toEqual([200, 200, null, null]);
      expect(await got.text()).toContain(demoCustomer.email);
    }
    const pressed = await nobody.post(link, { form: formId(await (await nobody.get(link)).text()) });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/portal/offers/abc']);
    expect(await signedInAs(cookieOf(pressed))).toContain('Angemeldet als Demo Kundin');
  });

  it('signs in once: another press, from wherever, gets a plain sentence and the way to a new link', async () => {
    const link = await freshLink();
    const page = await (await nobody.get(link)).text();
    expect((await nobody.post(link, { form: formId(page) })).status).toBe(303);
    const again = await nobody.post(link, { form: 'another-form' });
    expect([again.status, again.headers.get('set-cookie')]).toEqual([410, null]);
    expect(await again.text()).toContain('Dieser Link gilt nicht mehr');
    expect((await nobody.get(link)).status).toBe(410);
  });

  it('gives the same press the same result when its answer was lost, for two minutes', async () => {
    const link = await freshLink();
    const form = formId(await (await nobody.get(link)).text());
    const statuses = [(await nobody.post(link, { form })).status, (await nobody.post(link, { form })).status];
    portal.passTime(3 * minute);
    expect([...statuses, (await nobody.post(link, { form })).status]).toEqual([303, 303, 410]);
  });

  it('pressed by 20 at once signs in one of them', async () => {
    const link = await freshLink();
    const presses = await Promise.all(Array.from({ length: 20 }, (_, n) => nobody.post(link, { form: `a-form-of-mine-${n}` })));
    expect(presses.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  it('ends after 30 minutes', async () => {
    const link = await freshLink();
    const form = formId(await (await nobody.get(link)).text());
    portal.passTime(30 * minute);
    expect((await nobody.get(link)).status).toBe(410);
    const late = await nobody.post(link, { form });
    expect([late.status, late.headers.get('set-cookie')]).toEqual([410, null]);
  });

  it.each([{}, { origin: 'null' }, { origin: 'https://evil.example' }])('pressed from elsewhere (%j) is not used up', async (headers) => {
    const link = await freshLink();
    const form = formId(await (await nobody.get(link)).text());
    expect((await nobody.post(link, { form }, headers as Record<string, string>)).status).toBe(403);
    expect((await nobody.post(link, { form })).status).toBe(303);
  });

  it.each(['short', 'A'.repeat(43), '..%2f..%2fportal', `${'A'.repeat(42)}%00`])('that was made up (%s) opens nothing', async (token) => {
    expect([404, 410]).toContain((await nobody.get(`/portal/link/${token}`)).status);
    const pressed = await nobody.post(`/portal/link/${token}`, { form: 'a-form-of-mine' });
    expect(pressed.headers.get('set-cookie')).toBeNull();
  });

  it('shows an address of ours and never leads away', async () => {
    const link = await freshLink('https://evil.example');
    const pressed = await nobody.post(link, { form: formId(await (await nobody.get(link)).text()) });
    expect(pressed.headers.get('location')).toBe('/portal');
  });
});

describe('an offer forwarded by mail', () => {
  it('leads the colleague over the sign-in to the offer', async () => {
    portal.passTime(31 * minute);
    const offer = await portal.offerInChat(demoColleague);
    await mails();
    await portal.pressInChat(demoColleague, offer, 'Zur Freigabe weiterleiten');
    const forwarded = (await mails()).filter(({ template }) => template === 'offer-forwarded');
    expect(forwarded.map(({ to, values }) => [to, 'url' in values && values.url])).toEqual([
      [{ contactId: demoCustomer.id }, `/portal/offers/${offer.id}`],
    ]);
    const toSignIn = await nobody.get(`/portal/offers/${offer.id}`);
    const next = new URL(toSignIn.headers.get('location') ?? '', portal.url).searchParams.get('next') ?? '';
    await ask(demoCustomer.email, next);
    const link = linkPage((await mails()).find(({ template }) => template === 'sign-in'));
    const pressed = await nobody.post(link, { form: formId(await (await nobody.get(link)).text()) });
    expect(pressed.headers.get('location')).toBe(`/portal/offers/${offer.id}`);
    const page = await fetch(`${portal.url}/portal/offers/${offer.id}`, { headers: { cookie: cookieOf(pressed) } });
    expect(await page.text()).toContain('Kostenpflichtig beauftragen');
  });
});

describe('without mail', () => {
  it('the sign-in of a production server says so and asks for no address', async () => {
    const silent = await servePortal({ production: true, sendsMail: false });
    const page = await (await (await silent.browser()).get('/portal/sign-in')).text();
    const register = await (await silent.browser()).get('/portal/register');
    await silent.close();
    expect(page).toContain('ist hier noch nicht eingerichtet');
    expect(page).not.toContain('name="email"');
    expect(register.status).toBe(404);
  });
});
