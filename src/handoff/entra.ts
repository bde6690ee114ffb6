/** Teams' single sign-on: checks the token Entra issued for our tab, and says who it is about. */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Log } from '../domain/log.ts';

/** The app role that makes somebody of a staff tenant an agent. */
export const agentRole = 'Support.Agent';

export interface EntraOptions {
  /** Our app's id; without it nobody signs in this way. */
  readonly appId?: string | undefined;
  /** Tenants whose people may sign in; a correctly signed token of any other is refused. */
  readonly tenants: readonly string[];
  /** `https://login.microsoftonline.com`, or that of a national cloud. */
  readonly authority: string;
  readonly publicUrl: () => string;
  readonly now: () => number;
  readonly log: Log;
}

export interface EntraPerson {
  /** `tid:oid`; mail addresses change hands, this does not. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly isAgent: boolean;
}

/** unavailable: the keys could not be fetched, so nothing is known about the token. */
export type EntraVerdict = { readonly person: EntraPerson } | { readonly refused: 'token' | 'unavailable' };
export type EntraCheck = (token: string) => Promise<EntraVerdict>;

const guid = z.guid().transform((id) => id.toLowerCase());
const claimsSchema = z.object({
  tid: guid,
  oid: guid,
  iss: z.string(),
  name: z.string().max(200).optional(),
  preferred_username: z.string().max(254).optional(),
  roles: z.array(z.string()).max(100).default([]),
});
const longestToken = 8192;
const clockToleranceSeconds = 60;
const timeoutMs = 5000;

/** In: the options. Out: the check; it never rejects. Rules: signature by a published key, audience, issuer of the very tenant, tenant on the list, time. */
export function entraCheck(options: EntraOptions): EntraCheck {
  const { appId, tenants, authority, publicUrl, now, log } = options;
  const allowed = new Set(tenants.map((tenant) => tenant.toLowerCase()));
  const keys = createRemoteJWKSet(new URL(`${authority}/common/discovery/v2.0/keys`), { timeoutDuration: timeoutMs });
  return async (token) => {
    if (appId === undefined || allowed.size === 0 || token.length > longestToken) return { refused: 'token' };
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        audience: audiencesOf(appId, publicUrl()),
        requiredClaims: ['exp', 'iss', 'aud'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(now()),
      });
      return personOf(payload, allowed, authority);
    } catch (error) {
      if (isAboutToken(error)) return { refused: 'token' };
      log.warn({ err: error }, 'entra.keys');
      return { refused: 'unavailable' };
    }
  };
}

/** The tab's resource as the app package names it (version 1 tokens), or the bare id (version 2). */
function audiencesOf(appId: string, url: string): string[] {
  const host = URL.canParse(url) ? new URL(url).host : '';
  return [appId, `api://${host}/botid-${appId}`, `api://${host}/${appId}`];
}

function personOf(payload: JWTPayload, allowed: ReadonlySet<string>, authority: string): EntraVerdict {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return { refused: 'token' };
  const { tid, oid, iss, name, preferred_username, roles } = claims.data;
  const issuers = [`${authority}/${tid}/v2.0`, `https://sts.windows.net/${tid}/`];
  if (!allowed.has(tid) || !issuers.includes(iss) || typeof payload.aud !== 'string') return { refused: 'token' };
  return { person: { id: `${tid}:${oid}`, name, email: preferred_username, isAgent: roles.includes(agentRole) } };
}

/** A key set that could not be fetched says nothing about the token. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID'].includes(error.code)
  );
}
