/** The session cookie: a signed token that names the contact and how it was verified; rights are never kept in it. */
import { createHmac } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';

export const cookieName = '__Host-lotse';
const lifeSeconds = 8 * 60 * 60;
const longestToken = 2048;
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';

const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  by: z.enum(['demo', 'mailLink']),
  iat: z.number(),
});

export interface Session {
  readonly contactId: string;
  readonly verifiedBy: 'demo' | 'mailLink';
  /** When the person proved who they are, ms UTC. */
  readonly verifiedAt: number;
}

export interface Sessions {
  /** In: a proven person. Out: the Set-Cookie header. */
  open(session: Session): Promise<string>;
  /** In: the Cookie header and now (ms UTC). Out: the session; `undefined` when there is none, or it is forged, of another purpose, or over. */
  read(cookies: string | undefined, now: number): Promise<Session | undefined>;
  /** The Set-Cookie header that removes the cookie. */
  closed(): string;
}

/** In: the secret of our own tokens. Out: signing and reading, under a key of their own. */
export function makeSessions(secret: string): Sessions {
  const key = createHmac('sha256', secret).update('support-lotse portal').digest();
  return {
    async open({ contactId, verifiedBy, verifiedAt }) {
      const from = Math.floor(verifiedAt / 1000);
      const token = await new SignJWT({ by: verifiedBy })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setAudience('portal')
        .setSubject(contactId)
        .setIssuedAt(from)
        .setExpirationTime(from + lifeSeconds)
        .sign(key);
      return `${cookieName}=${token}; ${attributes}; Max-Age=${lifeSeconds}`;
    },
    async read(cookies, now) {
      const token = cookieValue(cookies ?? '');
      return token === undefined || token.length > longestToken ? undefined : verify(token, key, now);
    },
    closed: () => `${cookieName}=; ${attributes}; Max-Age=0`,
  };
}

function cookieValue(cookies: string): string | undefined {
  const found = cookies.split(';').find((cookie) => cookie.trim().startsWith(`${cookieName}=`));
  return found?.trim().slice(cookieName.length + 1);
}

async function verify(token: string, key: Uint8Array, now: number): Promise<Session | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      audience: 'portal',
      requiredClaims: ['sub', 'iat', 'exp'],
      currentDate: new Date(now),
    });
    const { sub, by, iat } = claimsSchema.parse(payload);
    return { contactId: sub, verifiedBy: by, verifiedAt: iat * 1000 };
  } catch {
    // Whatever is wrong with it (signature, audience, time, shape): nobody is signed in.
    return undefined;
  }
}
