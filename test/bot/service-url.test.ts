import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isKnownConnector, isLoopback } from '../../src/bot/service-url.ts';
import {
  type Authority,
  channelToken,
  issuer,
  message,
  registeredConfig,
  type SigningPair,
  signingPair,
  startAuthority,
  startChannel,
  teamsMessage,
} from './channel-under-test.ts';

const foreign = [
  'http://smba.trafficmanager.net/emea/',
  'https://user@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net:8443/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://smba.trafficmanager.net./emea/',
  'https://evil.example/smba.trafficmanager.net',
  'https://evilbotframework.com/',
  'https://botframework.com.evil.example/',
  'https://xn--btframework-3db.botframework.com/',
  'https://.botframework.com/',
  'https://smba.trafficmanager.net\\@evil.example/',
  'https://smba.trafficmanager.net/?next=https://evil.example',
  'https://smba.trafficmanager.net/#x',
  'https://169.254.169.254/',
  'https://[::1]/',
  'https://2130706433/',
  'https://127.0.0.1/',
  'http://localhost.evil.example/',
  'http://127.0.0.1@evil.example/',
  'ftp://smba.trafficmanager.net/',
  'javascript:alert(1)',
  'https://smba.trafficmanager.net/ ',
  ' https://smba.trafficmanager.net/',
  'https://SMBA.trafficmanager.net/',
];

describe('a service address', () => {
  it.each(['https://smba.trafficmanager.net/emea/', 'https://webchat.botframework.com/', 'https://europe.directline.botframework.com'])(
    '%s belongs to a known connector',
    (url) => {
      expect(isKnownConnector(url)).toBe(true);
    },
  );
  it.each(foreign)('%s is no known connector', (url) => {
    expect(isKnownConnector(url)).toBe(false);
  });
  it.each(['http://localhost:50000', 'http://127.0.0.1:50000/', 'http://[::1]:3000'])('%s is this machine', (url) => {
    expect(isLoopback(url)).toBe(true);
  });
  it.each(foreign.filter((url) => !/^https?:\/\/(\[::1\]|127\.0\.0\.1)\/$/.test(url)))('%s is not this machine', (url) => {
    expect(isLoopback(url)).toBe(false);
  });
});

describe('in production, a correctly signed activity', () => {
  let authority: Authority;
  let pair: SigningPair;
  const outgoing: string[] = [];

  beforeAll(async () => {
    authority = await startAuthority();
    pair = await signingPair('key-1', ['msteams', 'emulator']);
    authority.publish([pair.jwk]);
  });
  afterAll(() => authority.close());

  const start = () =>
    startChannel({ ...registeredConfig, production: true }, undefined, {
      trust: { issuer, metadataUrl: authority.metadataUrl },
      connectorToken: async () => {
        outgoing.push('token');
        return 'token';
      },
      fetch: async (input, init) => {
        if (!String(input).startsWith(authority.metadataUrl.replace('/openid', ''))) outgoing.push(String(input));
        return await fetch(input, init);
      },
    });

  it('with a foreign service address makes no turn, asks for no token and connects nowhere', async () => {
    const bot = await start();
    for (const serviceUrl of [...foreign, 'http://127.0.0.1:50000/']) {
      const authorization = `Bearer ${await channelToken(pair, serviceUrl, Date.now())}`;
      const answer = await bot.post(teamsMessage({ serviceUrl, deliveryMode: undefined }), { authorization });
      expect([serviceUrl, answer.status]).toEqual([serviceUrl, 403]);
    }
    expect(bot.turns.arrivals).toHaveLength(0);
    expect(outgoing).toEqual([]);
    await bot.close();
  });

  it('of a known connector is taken', async () => {
    const bot = await start();
    const serviceUrl = 'https://smba.trafficmanager.net/emea/';
    const authorization = `Bearer ${await channelToken(pair, serviceUrl, Date.now())}`;
    expect((await bot.post(teamsMessage({ serviceUrl }), { authorization })).status).toBe(200);
    await bot.close();
  });
});

describe('in development without an app id', () => {
  it('a foreign service address is refused unless the reply goes into the answer, and is never stored', async () => {
    const bot = await startChannel({ ...registeredConfig, MicrosoftAppId: undefined });
    const serviceUrl = 'https://evil.example/';
    expect((await bot.post(message({ serviceUrl, deliveryMode: 'normal' }))).status).toBe(403);
    expect((await bot.post(message({ serviceUrl, deliveryMode: undefined }))).status).toBe(403);
    expect((await bot.post(message({ serviceUrl }))).status).toBe(200);
    expect(bot.turns.arrivals.map(({ address }) => address)).toEqual([undefined]);
    await bot.close();
  });

  it('a page of another website may not call', async () => {
    const bot = await startChannel({ ...registeredConfig, MicrosoftAppId: undefined });
    expect((await bot.post(message(), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await bot.post(message(), { origin: 'http://localhost:3978' })).status).toBe(200);
    await bot.close();
  });
});
