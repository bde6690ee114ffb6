/** Signs and checks our own short tokens (HS256 JWT): access to one conversation, its resumption, one socket, one file. */
import { createHash, createHmac, webcrypto } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

/** Each purpose has a key of its own, so a token made for one is worthless for another. */
export type Purpose = 'access' | 'resume' | 'stream' | 'file';

export type Claims = Readonly<Record<string, unknown>>;

export type Checked = { readonly ok: true; readonly claims: Claims } | { readonly ok: false; readonly why: 'expired' | 'invalid' };

export interface TokenKeys {
  /** In: purpose, claims and the moment (ms UTC) at which the token ends. Out: the token. */
  sign(purpose: Purpose, claims: Claims, expiresAt: number): Promise<string>;
  /** In: purpose, token and now (ms UTC). Out: its claims, or why it does not hold; never throws for a bad token. */
  check(purpose: Purpose, token: string, now: number): Promise<Checked>;
}

const longestToken = 2048;
const mostRemembered = 5000;

/** In: the secret. Out: signing and checking; the key id names the secret without telling it. */
export function tokenKeys(secret: string): TokenKeys {
  const kid = createHash('sha256').update(`kid:${secret}`).digest('hex').slice(0, 8);
  const keys = new Map<Purpose, Promise<webcrypto.CryptoKey>>();
  const keyFor = (purpose: Purpose) => {
    const known = keys.get(purpose);
    if (known) return known;
    const raw = createHmac('sha256', secret).update(`support-lotse ${purpose}`).digest();
    const made = webcrypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
    keys.set(purpose, made);
    return made;
  };
  const remembered = rememberedAccess();

  return {
    async sign(purpose, claims, expiresAt) {
      const exp = Math.floor(expiresAt / 1000);
      const jwt = new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid }).setExpirationTime(exp);
      const token = await jwt.sign(await keyFor(purpose));
      if (purpose === 'access') remembered.add(token, { ...claims, exp });
      return token;
    },
    async check(purpose, token, now) {
      if (token.length > longestToken) return { ok: false, why: 'invalid' };
      const known = purpose === 'access' ? remembered.get(token, now) : undefined;
      if (known) return { ok: true, claims: known };
      const checked = await verify(token, await keyFor(purpose), now);
      if (checked.ok && purpose === 'access') remembered.add(token, checked.claims);
      return checked;
    },
  };
}

async function verify(token: string, key: webcrypto.CryptoKey, now: number): Promise<Checked> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['exp'], currentDate: new Date(now) });
    return { ok: true, claims: payload };
  } catch (error) {
    return { ok: false, why: error instanceof errors.JWTExpired ? 'expired' : 'invalid' };
  }
}

/** Every message carries the same access token: its signature is checked at most once, its end each time. */
function rememberedAccess() {
  const entries = new Map<string, Claims>();
  return {
    get(token: string, now: number): Claims | undefined {
      const claims = entries.get(token);
      return claims && Number(claims.exp) * 1000 > now ? claims : undefined;
    },
    add(token: string, claims: Claims) {
      if (entries.size >= mostRemembered) entries.clear();
      entries.set(token, claims);
    },
  };
}
