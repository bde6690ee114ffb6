/** Checks the connector's token more strictly than the SDK does: RS256 only, unexpired, for us, by an endorsed key, for this very service. */

import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Log } from '../domain/log.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Timing } from './timing.ts';

/** What the activity claims about itself, unchecked. */
export interface Claimed {
  readonly channelId: unknown;
  readonly serviceUrl: unknown;
}

/** unauthorized: no valid token · forbidden: a valid one that does not cover this activity. */
export type TokenVerdict = 'accepted' | 'unauthorized' | 'forbidden';
export type TokenCheck = (authorization: string | undefined, claimed: Claimed) => Promise<TokenVerdict>;

const maxHeader = 8192;
/** Documented skew of the Bot Connector's clocks, seconds. */
const clockTolerance = 300;

/** Out: a check that never rejects. Source of the rules: "Authenticate requests with the Bot Connector API". */
export function createTokenCheck(options: { appId: string; issuer: string; keys: SigningKeys; timing: Timing; log: Log }): TokenCheck {
  return async (authorization, claimed) => {
    const token = bearerToken(authorization);
    const kid = token && keyId(token);
    if (!token || !kid) return 'unauthorized';
    const signing = await options.keys.find(kid);
    if (!signing) return 'unauthorized';
    try {
      const { payload } = await jwtVerify(token, signing.key, {
        algorithms: ['RS256'],
        issuer: options.issuer,
        audience: options.appId,
        requiredClaims: ['exp'],
        clockTolerance,
        currentDate: new Date(options.timing.now()),
      });
      // The library also takes a list of audiences; the connector never sends one.
      if (typeof payload.aud !== 'string' || typeof payload.iss !== 'string') return 'unauthorized';
      return covers(payload.serviceurl, signing.endorsements, claimed) ? 'accepted' : 'forbidden';
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) options.log.warn({ err: error }, 'token check failed unexpectedly');
      return 'unauthorized';
    }
  };
}

function covers(serviceClaim: unknown, endorsements: readonly string[], claimed: Claimed): boolean {
  const { channelId, serviceUrl } = claimed;
  if (typeof channelId !== 'string' || !endorsements.includes(channelId)) return false;
  return typeof serviceUrl === 'string' && serviceUrl !== '' && serviceClaim === serviceUrl;
}

function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > maxHeader) return undefined;
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization)?.[1];
}

function keyId(token: string): string | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === 'RS256' && typeof kid === 'string' && kid.length <= 200 ? kid : undefined;
  } catch {
    // Not a token at all; the caller answers "unauthorized" either way.
    return undefined;
  }
}
