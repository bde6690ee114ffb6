/** Signing in by Teams' token, and that nothing below `/agent/api` answers without a session. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/http/routes.ts';
import { demoAgents } from '../../src/storage/demo.ts';
import { signIn } from '../conversations/agent-desk.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { appId, type Issuer, listed, otherTenant, startIssuer, tenant, unlisted } from './entra-issuer.ts';

let running: RunningApp;
let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
  running = await runApp({
    MicrosoftAppId: appId,
    MicrosoftAppPassword: 'a-password-for-tests',
    MicrosoftAppTenantId: tenant,
    STAFF_TENANTS: tenant.toUpperCase(),
    AGENTS: `${tenant}:${listed}`,
    ENTRA_AUTHORITY: issuer.authority,
  });
}, 60_000);
afterAll(async () => {
  await running.close();
  await issuer.close();
});

const exchange = (token: string, headers: Record<string, string> = { origin: running.url }) =>
  fetch(`${running.url}/agent/api/teams/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });

const me = async (bearer: string) => fetch(`${running.url}/agent/api/me`, { headers: { authorization: `Bearer ${bearer}` } });

describe('a token of Teams', () => {
  it('of a listed agent is exchanged for a bearer that holds for 15 minutes', async () => {
    const answer = await exchange(await issuer.token());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    const { bearer } = (await answer.json()) as { bearer: string };
    const found = (await (await me(bearer)).json()) as { agent: unknown };
    expect(found.agent).toMatchObject({ id: `${tenant}:${listed}`, name: 'Erika Muster', shownName: 'Erika M.' });
    running.advance(14 * 60_000);
    expect((await me(bearer)).status).toBe(200);
    running.advance(2 * 60_000);
    expect((await me(bearer)).status).toBe(401);
    running.advance(-16 * 60_000);
  });

  it('of somebody with the app role is too, and keeps its agent by tenant and object, not by address', async () => {
    const claims = { oid: unlisted, roles: ['Support.Agent'], name: 'Otto Beispiel', preferred_username: 'otto@vendor.example' };
    expect((await exchange(await issuer.token(claims))).status).toBe(200);
    const renamed = await exchange(await issuer.token({ ...claims, preferred_username: 'anders@vendor.example' }));
    const { bearer } = (await renamed.json()) as { bearer: string };
    expect(await (await me(bearer)).json()).toMatchObject({ agent: { id: `${tenant}:${unlisted}`, name: 'Otto Beispiel' } });
  });

  it('with the tab’s resource and an issuer of version 1 holds as well', async () => {
    const host = new URL(running.url).host;
    const old = { aud: `api://${host}/botid-${appId}`, iss: `https://sts.windows.net/${tenant}/` };
    expect((await exchange(await issuer.token(old))).status).toBe(200);
  });

  const hourAgo = () => Math.floor(Date.now() / 1000) - 3600;
  it.each([
    ['another audience', () => ({ aud: '00000000-0000-4000-8000-000000000000' }), 401],
    ['several audiences', () => ({ aud: [appId, 'other'] }), 401],
    ['another tenant, correctly signed', () => ({ tid: otherTenant, iss: `${issuer.authority}/${otherTenant}/v2.0` }), 401],
    ['the issuer of another tenant', () => ({ iss: `${issuer.authority}/${otherTenant}/v2.0` }), 401],
    ['an issuer from elsewhere', () => ({ iss: `https://login.example/${tenant}/v2.0` }), 401],
    ['a time that is over', () => ({ exp: hourAgo() }), 401],
    ['no time at all', () => ({ exp: undefined }), 401],
    ['no tenant', () => ({ tid: undefined }), 401],
    ['no object', () => ({ oid: undefined }), 401],
    ['nobody’s role', () => ({ oid: '99999999-0000-4000-8000-000000000009' }), 403],
    ['another role', () => ({ oid: '99999999-0000-4000-8000-000000000009', roles: ['Reader'] }), 403],
  ] as const)('with %s is refused', async (_, claims, status) => {
    const answer = await exchange(await issuer.token(claims()));
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { error: { message: string } };
    expect(error.message).toMatch(/^[A-ZÄÖÜ].*\.$/);
  });

  it('signed by another key, cut, or unsigned is refused', async () => {
    const good = await issuer.token();
    const unsigned = `${btoa(JSON.stringify({ alg: 'none' }))}.${good.split('.')[1]}.`;
    const answers = [await issuer.token({}, { foreignKey: true }), good.slice(0, -4), unsigned, 'x', `${good}${'a'.repeat(9000)}`].map(
      (token) => exchange(token),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 422]);
  });

  it('is only taken from our own page', async () => {
    const token = await issuer.token();
    expect((await exchange(token, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await exchange(token, {})).status).toBe(403);
  });

  it('opens nothing when its bearer is put into a cookie', async () => {
    const { bearer } = (await (await exchange(await issuer.token())).json()) as { bearer: string };
    const asCookie = await fetch(`${running.url}/agent/api/me`, { headers: { cookie: `__Host-lotse-agent=${bearer}` } });
    expect(asCookie.status).toBe(401);
  });
});

describe('the agents’ API', () => {
  /** The table itself says which routes there are; what it is built from does not matter here. */
  const handlers = new Proxy({}, { get: () => async () => ({ status: 200 }) });
  const table = routes({ agents: handlers, ops: handlers } as unknown as Parameters<typeof routes>[0])
    .filter(([, path]) => path.startsWith('/agent/api/'))
    .map(([method, path]) => [method, path.replaceAll(/:\w+/g, 'x')] as const);
  const open = ['/agent/api/teams/session'];

  it('has routes to walk', () => {
    expect(table.length).toBeGreaterThan(20);
  });

  it.each(table.filter(([, path]) => !open.includes(path)))('%s %s answers nobody without an agent’s session', async (method, path) => {
    const customer = await fetch(`${running.url}/portal/sign-in`, {
      method: 'POST',
      headers: { origin: running.url },
      body: new URLSearchParams({ contact: 'contact-demo' }),
      redirect: 'manual',
    });
    const customers = customer.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(customers).toMatch(/^__Host-/);
    const [agents = ''] = [await signIn(running.url, demoAgents[0]?.id ?? '')];
    const forged = agents.replace(/.{6}$/, 'aaaaaa');
    const ask = (headers: Record<string, string>) =>
      fetch(running.url + path, {
        method,
        headers: { origin: running.url, 'content-type': 'application/json', ...headers },
        ...(method !== 'GET' && { body: '{}' }),
      });
    const without: Record<string, string>[] = [{}, { cookie: customers }, { cookie: forged }, { authorization: 'Bearer x.y.z' }];
    const answers = await Promise.all(without.map(ask));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    if (method !== 'GET') expect((await ask({ cookie: agents, origin: 'https://evil.example' })).status).toBe(403);
  });

  it.each(['/agent', '/agent/tickets', '/agent/registrations'])('and the page %s lead to the sign-in', async (path) => {
    const answer = await fetch(running.url + path, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/agent/sign-in?next=${encodeURIComponent(path)}`]);
  });
});
