/** Checks the identity that the host website signed for its logged-in visitor. */
import { jwtVerify } from 'jose';
import * as z from 'zod';

const longestLifeMs = 5 * 60_000;
const allowedSkewMs = 30_000;

const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  jti: z.string().min(1).max(200),
  exp: z.number(),
  email: z
    .email()
    .max(320)
    .transform((email) => email.toLowerCase())
    .optional(),
  name: z.string().trim().min(1).max(200).optional(),
  org: z.string().trim().min(1).max(200).optional(),
  customerNo: z.string().trim().min(1).max(60).optional(),
  mayOrder: z.boolean().optional(),
});

export type HostIdentity = z.infer<typeof claimsSchema>;

/** In: the host's JWT, the shared secret, now (ms UTC). Out: who the host says the visitor is; `undefined` for any token that does not hold. One-time use is the caller's check. */
export async function readHostIdentity(jwt: string, secret: string, now: number): Promise<HostIdentity | undefined> {
  if (jwt.length > 8192) return undefined;
  try {
    const { payload } = await jwtVerify(jwt, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: 'support-lotse',
      requiredClaims: ['sub', 'exp', 'jti'],
      currentDate: new Date(now),
    });
    const parsed = claimsSchema.safeParse(payload);
    return parsed.success && parsed.data.exp * 1000 - now <= longestLifeMs + allowedSkewMs ? parsed.data : undefined;
  } catch {
    // Every reason (signature, audience, time, shape) gets the same answer, so that a forger learns nothing.
    return undefined;
  }
}
