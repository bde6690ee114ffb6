import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSessions } from '../../src/portal/session.ts';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { formOf, type ServedPortal, servePortal } from './served-portal.ts';

describe('Signing in outside production', () => {
  let portal: ServedPortal;
  beforeAll(async () => {
    portal = await servePortal();
  });
  afterAll(() => portal.close());

  it('leads a signed-out visitor to the sign-in and remembers the page', async () => {
    const nobody = await portal.browser();
    const answer = await nobody.get('/portal/tickets/IMM-2026-000123-7');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/portal/sign-in?next=%2Fportal%2Ftickets%2FIMM-2026-000123-7');
    expect((await nobody.get('/portal')).headers.get('location')).toBe('/portal/sign-in');
  });

  it('offers both demo customers and says which of them may order', async () => {
    const page = await (await (await portal.browser()).get('/portal/sign-in')).text();
    expect(page).toContain('value="contact-demo"');
    expect(page).toContain('value="contact-demo-colleague"');
    expect(page).toContain('darf beauftragen');
    expect(page).toContain('darf nicht beauftragen');
  });

  it('opens a session by a cookie that scripts and other sites cannot use', async () => {
    const answer = await (await portal.browser()).post('/portal/sign-in', { contact: 'contact-demo', next: '/portal/offers/abc' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/portal/offers/abc');
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-lotse=[\w-]+\.[\w-]+\.[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=28800$/);
    const page = await fetch(`${portal.url}/portal`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(await page.text()).toContain('Angemeldet als Demo Kundin');
  });

  it.each(['https://evil.example', '//evil.example', '/portal/../chat', '/portal\\evil', '/agent'])(
    'never leads away to %s afterwards',
    async (next) => {
      const answer = await (await portal.browser()).post('/portal/sign-in', { contact: 'contact-demo', next });
      expect(answer.headers.get('location')).toBe('/portal');
    },
  );

  it('signs nobody in who is not a demo customer', async () => {
    const answer = await (await portal.browser()).post('/portal/sign-in', { contact: 'contact-other' });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['without an Origin', {}],
    ['from a sandboxed page', { origin: 'null' }],
    ['from another site', { origin: 'https://evil.example' }],
    ['from another port', { origin: 'http://localhost:1' }],
  ])('refuses a sign-in %s', async (_name, headers) => {
    const answer = await (await portal.browser()).post('/portal/sign-in', { contact: 'contact-demo' }, headers as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('takes the address in use as its own, as 127.0.0.1 for localhost', async () => {
    const url = portal.url.replace('localhost', '127.0.0.1');
    const answer = await fetch(`${url}/portal/sign-in`, {
      method: 'POST',
      headers: { origin: url },
      body: new URLSearchParams({ contact: 'contact-demo' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
  });

  it('ends the session on signing out', async () => {
    const answer = await (await portal.browser(demoCustomer)).post('/portal/sign-out', {});
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toContain('__Host-lotse=; Path=/');
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('takes no forged, foreign or expired session', async () => {
    const good = await portal.cookie(demoCustomer);
    const session = { contactId: demoCustomer.id, verifiedBy: 'mailLink', verifiedAt: portal.now() } as const;
    const otherKey = (await makeSessions('another-secret-of-forty-characters-xxxxx').open(session)).split(';')[0];
    const over = await makeSessions('a-token-secret-of-forty-characters-xxxxx').open({
      ...session,
      verifiedAt: portal.now() - 9 * 3_600_000,
    });
    const unsigned = `__Host-lotse=${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`;
    for (const cookie of [
      otherKey,
      over.split(';')[0],
      unsigned,
      `${good.slice(0, -4)}AAAA`,
      '__Host-lotse=',
      `__Host-lotse=${'a'.repeat(9000)}`,
    ]) {
      const answer = await fetch(`${portal.url}/portal`, { headers: { cookie: cookie ?? '' }, redirect: 'manual' });
      expect(answer.headers.get('location')).toBe('/portal/sign-in');
    }
    expect((await fetch(`${portal.url}/portal`, { headers: { cookie: good }, redirect: 'manual' })).status).toBe(200);
  });

  it('reads the right to order anew for each request', async () => {
    const offer = await portal.offerInChat();
    const customer = await portal.browser(demoCustomer);
    const page = await (await customer.get(`/portal/offers/${offer.id}`)).text();
    expect(page).toContain('Kostenpflichtig beauftragen');
    await portal.storage.saveCustomers([{ organisation: demoOrganisation, contacts: [{ ...demoCustomer, mayOrder: false }] }]);
    try {
      expect(await (await customer.get(`/portal/offers/${offer.id}`)).text()).not.toContain('Kostenpflichtig beauftragen');
      expect((await customer.post(`/portal/offers/${offer.id}`, formOf(page, 'order'))).status).toBe(403);
    } finally {
      await portal.storage.saveCustomers([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
    }
    expect((await portal.storage.openOffers({ ...demoCustomerAt(portal.now()) })).map(({ id }) => id)).toContain(offer.id);
  });
});

describe('Signing in in production', () => {
  let portal: ServedPortal;
  beforeAll(async () => {
    portal = await servePortal({ production: true });
  });
  afterAll(() => portal.close());

  it('says how to get access and has no demo customers', async () => {
    const page = await (await (await portal.browser()).get('/portal/sign-in')).text();
    expect(page).toContain('einmalige Registrierung');
    expect(page).not.toContain('contact-demo');
  });

  it('takes presses from its public address only', async () => {
    const url = portal.url.replace('localhost', '127.0.0.1');
    const answer = await fetch(`${url}/portal/sign-out`, { method: 'POST', headers: { origin: url }, redirect: 'manual' });
    expect(answer.status).toBe(403);
  });

  it('signs no demo customer in, and a demo session from elsewhere is worthless', async () => {
    const answer = await (await portal.browser()).post('/portal/sign-in', { contact: 'contact-demo' });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
    const cookie = await portal.cookie(demoCustomer, 'demo');
    const page = await fetch(`${portal.url}/portal`, { headers: { cookie }, redirect: 'manual' });
    expect(page.headers.get('location')).toBe('/portal/sign-in');
  });
});

function demoCustomerAt(at: number) {
  const { id, organisationId } = demoCustomer;
  return { kind: 'customer', id, organisationId, mayOrder: true, verifiedBy: 'demo', at } as const;
}
