/** The token of a one-time link, made from its seed: the database holds the seed (in the outbox) and the token's hash, never the token. */
import { createHash, createHmac } from 'node:crypto';

/** In: the secret of our own tokens and a random seed (256 bit). Out: the token, always the same one: a mail sent twice holds one link. */
export function linkToken(secret: string, seed: string): string {
  const key = createHmac('sha256', secret).update('support-lotse mail link').digest();
  return createHmac('sha256', key).update(seed).digest('base64url');
}

/** In: a token. Out: what is stored of it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
