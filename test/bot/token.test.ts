import { createSecretKey } from 'node:crypto';
import { exportSPKI, type JWTHeaderParameters, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  appId,
  channelToken,
  issuer,
  message,
  type RunningChannel,
  registeredConfig,
  type SigningPair,
  signingPair,
  startAuthority,
  startChannel,
} from './channel-under-test.ts';

const serviceUrl = 'http://127.0.0.1:1';
const rounds = Number(process.env.FORGED_ROUNDS ?? 10);
const shortBody = /^\{"error":"(unauthorized|forbidden)"\}$/;

let authority: Authority;
let bot: RunningChannel;
let known: SigningPair;
let bare: SigningPair;
let stranger: SigningPair;

beforeAll(async () => {
  authority = await startAuthority();
  known = await signingPair('key-1', ['emulator', 'msteams']);
  bare = await signingPair('key-without-endorsements', undefined);
  stranger = await signingPair('key-of-a-stranger', ['emulator']);
  authority.publish([known.jwk, bare.jwk]);
  bot = await startChannel(registeredConfig, undefined, { trust: { issuer, metadataUrl: authority.metadataUrl } });
});
afterAll(async () => {
  await bot.close();
  await authority.close();
});

const seconds = () => Math.floor(Date.now() / 1000);
const claims = () =>
  ({ iss: issuer, aud: appId, serviceurl: serviceUrl, nbf: seconds() - 10, exp: seconds() + 600 }) as Record<string, unknown>;

function signed(
  changes: Record<string, unknown>,
  header: Partial<JWTHeaderParameters> = {},
  key: CryptoKey | ReturnType<typeof createSecretKey> = known.privateKey,
) {
  const payload = Object.fromEntries(Object.entries({ ...claims(), ...changes }).filter(([, value]) => value !== undefined));
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...header } as JWTHeaderParameters).sign(key);
}

/** The private key under another algorithm. */
async function as(hash: string, name = 'RSASSA-PKCS1-v1_5') {
  const jwk = await crypto.subtle.exportKey('jwk', known.privateKey);
  const { kty, n, e, d, p, q, dp, dq, qi } = jwk;
  return await crypto.subtle.importKey('jwk', { kty, n, e, d, p, q, dp, dq, qi } as JsonWebKey, { name, hash }, false, ['sign']);
}

type Forgery = { authorization?: () => Promise<string>; body?: Record<string, unknown> };
const bearer = (token: () => Promise<string>) => async () => `Bearer ${await token()}`;
const valid = bearer(() => signed({}));

const forgeries: Readonly<Record<string, Forgery>> = {
  'no header': {},
  garbage: { authorization: async () => 'Bearer not.a.token' },
  'another scheme': { authorization: async () => 'Basic dXNlcjpwYXNz' },
  'the scheme in lower case': { authorization: async () => `bearer ${await signed({})}` },
  'another issuer': { authorization: bearer(() => signed({ iss: 'https://evil.example' })) },
  'the issuer of the Emulator': {
    authorization: bearer(() => signed({ iss: `https://sts.windows.net/${appId}/`, ver: '1.0', appid: appId })),
  },
  'a list of issuers': { authorization: bearer(() => signed({ iss: [issuer] })) },
  'another audience': { authorization: bearer(() => signed({ aud: 'someone-else' })) },
  'no audience': { authorization: bearer(() => signed({ aud: undefined })) },
  'a list of audiences': { authorization: bearer(() => signed({ aud: [appId] })) },
  'expired for six minutes': { authorization: bearer(() => signed({ exp: seconds() - 360 })) },
  'no expiry': { authorization: bearer(() => signed({ exp: undefined })) },
  'an expiry that is a text': { authorization: bearer(() => signed({ exp: '9999999999' })) },
  'not valid yet': { authorization: bearer(() => signed({ nbf: seconds() + 900 })) },
  'an unknown key id': { authorization: bearer(() => signed({}, { kid: 'nobody' })) },
  'no key id': { authorization: bearer(() => signed({}, { kid: undefined })) },
  'a stranger’s key under our key id': { authorization: bearer(() => signed({}, {}, stranger.privateKey)) },
  'a key that comes along in the header': {
    authorization: bearer(() => signed({}, { kid: 'nobody', jwk: stranger.jwk }, stranger.privateKey)),
  },
  'no signature': { authorization: bearer(async () => new UnsecuredJWT(claims()).encode()) },
  'a public key used as a secret': {
    authorization: bearer(async () => signed({}, { alg: 'HS256' }, createSecretKey(Buffer.from(await exportSPKI(known.publicKey))))),
  },
  PS256: { authorization: bearer(async () => signed({}, { alg: 'PS256' }, await as('SHA-256', 'RSA-PSS'))) },
  'RS512 by the right key': { authorization: bearer(async () => signed({}, { alg: 'RS512' }, await as('SHA-512'))) },
  'an unknown critical header': {
    authorization: bearer(async () => {
      const [, body = '', signature = ''] = (await signed({})).split('.');
      const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'key-1', crit: ['x'], x: 1 })).toString('base64url');
      return [header, body, signature].join('.');
    }),
  },
  'a truncated token': { authorization: bearer(async () => (await signed({})).slice(0, -20)) },
  'a header above 8 KB': { authorization: bearer(() => signed({ padding: 'x'.repeat(9000) })) },
  'a key without endorsements': { authorization: bearer(() => signed({}, { kid: bare.kid }, bare.privateKey)) },
  'a channel the key may not speak for': { authorization: valid, body: { channelId: 'slack' } },
  'an empty channel': { authorization: valid, body: { channelId: '' } },
  'no channel': { authorization: valid, body: { channelId: undefined } },
  'a channel that is a list': { authorization: valid, body: { channelId: ['emulator'] } },
  'a token for another service address': { authorization: bearer(() => signed({ serviceurl: 'http://127.0.0.1:2' })) },
  'a service address in capitals': { authorization: valid, body: { serviceUrl: 'HTTP://127.0.0.1:1' } },
  'a token without a service address': { authorization: bearer(() => signed({ serviceurl: undefined })) },
  'no service address': { authorization: valid, body: { serviceUrl: undefined } },
  'an empty service address': { authorization: bearer(() => signed({ serviceurl: '' })), body: { serviceUrl: '' } },
};

describe('a forged token', () => {
  it.each(Object.entries(forgeries))('with %s is refused shortly and without a turn', async (_name, { authorization, body }) => {
    for (let round = 0; round < rounds; round += 1) {
      const header = await authorization?.();
      const answer = await bot.post(message(body), header === undefined ? {} : { authorization: header });
      expect([401, 403]).toContain(answer.status);
      expect(answer.text).toMatch(shortBody);
    }
    expect(bot.turns.arrivals).toHaveLength(0);
  });
});

describe('a genuine token', () => {
  const taken = async (token: Promise<string>) => (await bot.post(message(), { authorization: `Bearer ${await token}` })).status;

  it('opens the door, with `cty: JWT` as Microsoft sends it', async () => {
    expect(await taken(channelToken(known, serviceUrl, Date.now()))).toBe(200);
  });

  it('may be four minutes over its time, as clocks differ', async () => {
    expect(await taken(signed({ exp: seconds() - 240 }))).toBe(200);
  });

  it('makes nobody staff by itself: other channels are anonymous', () => {
    expect(bot.turns.arrivals.at(-1)?.principal).toMatchObject({ kind: 'anonymous', verifiedBy: 'none', mayOrder: false });
  });
});

describe('a bot without an app id in production', () => {
  it('takes nothing at all', async () => {
    const closed = await startChannel({ ...registeredConfig, MicrosoftAppId: undefined, production: true });
    const answer = await closed.post(message());
    expect(answer.status).toBe(401);
    expect(closed.turns.arrivals).toHaveLength(0);
    await closed.close();
  });
});
