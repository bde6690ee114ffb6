/** Stands in for Entra: a key of its own, published over loopback, and tokens signed with it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const appId = '11111111-2222-4333-8444-555555555555';
export const tenant = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const otherTenant = 'ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const listed = '99999999-0000-4000-8000-000000000001';
export const unlisted = '99999999-0000-4000-8000-000000000002';

export interface Issuer {
  /** For `ENTRA_AUTHORITY`. */
  readonly authority: string;
  /** In: claims that replace those of a good token of the listed agent; `undefined` leaves one out. */
  token(claims?: Readonly<Record<string, unknown>>, how?: { readonly foreignKey?: boolean }): Promise<string>;
  close(): Promise<void>;
}

export async function startIssuer(): Promise<Issuer> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const key = { ...(await exportJWK(own.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const isKeys = request.url === '/common/discovery/v2.0/keys';
    response.writeHead(isKeys ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKeys ? { keys: [key] } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    authority,
    async token(claims = {}, { foreignKey = false } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const good = {
        tid: tenant,
        oid: listed,
        aud: appId,
        iss: `${authority}/${tenant}/v2.0`,
        name: 'Erika Muster',
        iat: now,
        exp: now + 3600,
      };
      return new SignJWT({ ...good, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1', typ: 'JWT' })
        .sign(foreignKey ? foreign.privateKey : own.privateKey);
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
