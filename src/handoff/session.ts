/** Signed tokens of agents: the session cookie, the bearer for a Teams tab, the one-time invite link, and the address of one file for a minute. Rights are never kept in them. */
import { createHmac } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';

export const agentCookie = '__Host-lotse-agent';
const longestToken = 2048;
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';

/** How long each is good for, in seconds: a working day, a Teams tab's quarter of an hour, two days to follow the link, a minute to open a file. */
const life = { agent: 10 * 60 * 60, 'agent-api': 15 * 60, 'agent-invite': 48 * 60 * 60, 'agent-file': 60 } as const;
type Purpose = keyof typeof life;

const ways = ['demo', 'inviteLink', 'entra'] as const;
const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  by: z.enum(ways),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().max(100),
  path: z.string().max(500).optional(),
});

type Claims = z.infer<typeof claimsSchema>;

export interface AgentSession {
  readonly agentId: string;
  readonly verifiedBy: (typeof ways)[number];
  /** When the agent proved who they are, ms UTC. */
  readonly verifiedAt: number;
}

export interface Invite {
  readonly agentId: string;
  /** Used up once. */
  readonly jti: string;
  readonly expiresAt: number;
}

export interface AgentSessions {
  /** In: a proven agent. Out: the Set-Cookie header. */
  open(session: AgentSession, jti: string): Promise<string>;
  /** The 15-minute bearer for the API; whoever hands it out has checked the agent's own token. */
  bearer(session: AgentSession, jti: string): Promise<string>;
  /** In: the Cookie and Authorization headers and now (ms UTC). Out: the session; `undefined` when there is none, or it is forged, of another purpose, or over. */
  read(
    headers: { readonly cookie?: string | undefined; readonly authorization?: string | undefined },
    now: number,
  ): Promise<AgentSession | undefined>;
  /** In: who asks, since when, and the path to be read. Out: the token that reads this one path for a minute; it opens nothing else. */
  address(session: AgentSession, path: string, jti: string): Promise<string>;
  readAddress(token: string, path: string, now: number): Promise<AgentSession | undefined>;
  closed(): string;
  invite(agentId: string, jti: string, now: number): Promise<string>;
  readInvite(token: string, now: number): Promise<Invite | undefined>;
}

/** In: the secret of our own tokens. Out: signing and reading, under a key of their own. */
export function makeAgentSessions(secret: string): AgentSessions {
  const key = createHmac('sha256', secret).update('support-lotse agent').digest();
  const sign = (purpose: Purpose, { agentId, verifiedBy, verifiedAt }: AgentSession, jti: string, path?: string): Promise<string> => {
    const from = Math.floor(verifiedAt / 1000);
    return new SignJWT({ by: verifiedBy, ...(path !== undefined && { path }) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(purpose)
      .setSubject(agentId)
      .setJti(jti)
      .setIssuedAt(from)
      .setExpirationTime(from + life[purpose])
      .sign(key);
  };
  return {
    open: async (session, jti) => `${agentCookie}=${await sign('agent', session, jti)}; ${attributes}; Max-Age=${life.agent}`,
    bearer: (session, jti) => sign('agent-api', session, jti),
    async read({ cookie, authorization }, now) {
      const claims = authorization?.startsWith('Bearer ')
        ? await verify(authorization.slice(7), 'agent-api', key, now)
        : await verify(cookieValue(cookie ?? ''), 'agent', key, now);
      return claims && sessionOf(claims);
    },
    address: (session, path, jti) => sign('agent-file', session, jti, path),
    async readAddress(token, path, now) {
      const claims = await verify(token, 'agent-file', key, now);
      return claims?.path === path ? sessionOf(claims) : undefined;
    },
    closed: () => `${agentCookie}=; ${attributes}; Max-Age=0`,
    invite: (agentId, jti, now) => sign('agent-invite', { agentId, verifiedBy: 'inviteLink', verifiedAt: now }, jti),
    async readInvite(token, now) {
      const claims = await verify(token, 'agent-invite', key, now);
      return claims && { agentId: claims.sub, jti: claims.jti, expiresAt: claims.exp * 1000 };
    },
  };
}

const sessionOf = ({ sub, by, iat }: Claims): AgentSession => ({ agentId: sub, verifiedBy: by, verifiedAt: iat * 1000 });

function cookieValue(cookies: string): string | undefined {
  const found = cookies.split(';').find((cookie) => cookie.trim().startsWith(`${agentCookie}=`));
  return found?.trim().slice(agentCookie.length + 1);
}

async function verify(token: string | undefined, purpose: Purpose, key: Uint8Array, now: number): Promise<Claims | undefined> {
  if (token === undefined || token.length > longestToken) return undefined;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      audience: purpose,
      requiredClaims: ['sub', 'iat', 'exp', 'jti'],
      currentDate: new Date(now),
    });
    return claimsSchema.parse(payload);
  } catch {
    // Whatever is wrong with it (signature, audience, time, shape): nobody is signed in.
    return undefined;
  }
}
