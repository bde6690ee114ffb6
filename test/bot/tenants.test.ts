import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  channelToken,
  foreignTenant,
  issuer,
  person,
  type RunningChannel,
  registeredConfig,
  type SigningPair,
  signingPair,
  staffTenant,
  startAuthority,
  startChannel,
  teamsMessage,
} from './channel-under-test.ts';

const serviceUrl = 'http://127.0.0.1:1';
const of = (tenant: string) => ({
  conversation: { id: 'a:teams-1', conversationType: 'personal', tenantId: tenant },
  channelData: { tenant: { id: tenant } },
});
const kinds: Readonly<Record<string, Record<string, unknown>>> = {
  message: {},
  'card press by invoke': {
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', data: { a: '1.0' } } },
  },
  'unknown invoke': { type: 'invoke', name: 'composeExtension/query', value: {} },
  conversationUpdate: { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] },
  installationUpdate: { type: 'installationUpdate', action: 'add' },
  event: { type: 'event', name: 'anything' },
};

let authority: Authority;
let pair: SigningPair;
let authorization: string;

beforeAll(async () => {
  authority = await startAuthority();
  pair = await signingPair('key-1', ['msteams', 'emulator']);
  authority.publish([pair.jwk]);
  authorization = `Bearer ${await channelToken(pair, serviceUrl, Date.now())}`;
});
afterAll(() => authority.close());
const start = (changes: object = {}) =>
  startChannel({ ...registeredConfig, ...changes }, undefined, { trust: { issuer, metadataUrl: authority.metadataUrl } });

describe('a bot of one tenant', () => {
  let bot: RunningChannel;
  beforeAll(async () => {
    bot = await start();
  });
  afterAll(() => bot.close());

  it.each(Object.entries(kinds))('refuses a foreign tenant’s %s', async (_kind, changes) => {
    const answer = await bot.post(teamsMessage({ ...of(foreignTenant), ...changes }), { authorization });
    expect(answer.status).toBe(403);
    expect(bot.turns.arrivals.filter(({ conversationId }) => conversationId.includes(foreignTenant))).toHaveLength(0);
  });

  it('refuses an activity that names two tenants, or none', async () => {
    const two = { ...of(staffTenant), channelData: { tenant: { id: foreignTenant } } };
    const none = { conversation: { id: 'a:teams-1', conversationType: 'personal' }, channelData: {} };
    expect((await bot.post(teamsMessage(two), { authorization })).status).toBe(403);
    expect((await bot.post(teamsMessage(none), { authorization })).status).toBe(403);
    expect(bot.turns.arrivals).toHaveLength(0);
  });

  it.each(Object.entries(kinds))('takes the own tenant’s %s', async (_kind, changes) => {
    expect((await bot.post(teamsMessage({ ...of(staffTenant), ...changes }), { authorization })).status).toBe(200);
  });
});

describe('a person in Teams', () => {
  it('of a listed tenant is staff, keyed by tenant and object id', async () => {
    const bot = await start();
    await bot.post(teamsMessage(of(staffTenant.toUpperCase())), { authorization });
    expect(bot.turns.arrivals[0]?.principal).toMatchObject({
      kind: 'staff',
      id: `${staffTenant}:${person}`,
      verifiedBy: 'entra',
      mayOrder: false,
    });
    await bot.close();
  });

  it('of another tenant is anonymous where the bot serves many', async () => {
    const bot = await start({ MicrosoftAppType: 'MultiTenant' });
    await bot.post(teamsMessage(of(foreignTenant)), { authorization });
    expect(bot.turns.arrivals[0]?.principal).toMatchObject({ kind: 'anonymous', verifiedBy: 'none', mayOrder: false });
    await bot.close();
  });

  it('from outside, a guest in the staff’s tenant, is not staff', async () => {
    const bot = await start({ MicrosoftAppType: 'MultiTenant' });
    await bot.post(teamsMessage({ ...of(staffTenant), from: { id: '29:guest', aadObjectId: person, tenantId: foreignTenant } }), {
      authorization,
    });
    expect(bot.turns.arrivals[0]?.principal.kind).toBe('anonymous');
    await bot.close();
  });

  it('cannot become staff on another channel', async () => {
    const bot = await start();
    await bot.post(teamsMessage({ ...of(staffTenant), channelId: 'emulator' }), { authorization });
    expect(bot.turns.arrivals[0]?.principal.kind).toBe('anonymous');
    await bot.close();
  });
});
