/** The connector's public keys: fetched by OpenID metadata, kept through outages, fetched again when an unknown key signs. */

import { importJWK } from 'jose';
import { z } from 'zod';
import type { Log } from '../domain/log.ts';
import { isLoopback } from './service-url.ts';
import type { Timing } from './timing.ts';

export interface SigningKey {
  readonly key: CryptoKey;
  /** Channels this key may speak for. */
  readonly endorsements: readonly string[];
}

export interface SigningKeys {
  /** The key with this id, fetching at most once a minute for unknown ids; `undefined` when there is none. Never rejects. */
  find(kid: string): Promise<SigningKey | undefined>;
}

const metadataShape = z.object({ jwks_uri: z.string().max(500) });
const keysShape = z.object({
  keys: z.array(
    z.object({
      kid: z.string().max(200),
      kty: z.string(),
      n: z.string().optional(),
      e: z.string().optional(),
      endorsements: z.array(z.string()).default([]),
    }),
  ),
});

const minute = 60_000;
const day = 24 * 60 * minute;
const retryWithoutKeys = 5_000;
const fetchTimeout = 5_000;

export function createSigningKeys(options: { metadataUrl: string; timing: Timing; log: Log; fetch: typeof fetch }): SigningKeys {
  let keys = new Map<string, SigningKey>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    triedAt = options.timing.now();
    try {
      keys = await fetchKeys(options.metadataUrl, options.fetch);
      fetchedAt = options.timing.now();
    } catch (error) {
      options.log.error({ err: error, kept: keys.size }, 'signing keys of the connector could not be fetched; the kept ones stay valid');
    }
  }

  function refreshOnce(): Promise<void> {
    const pause = keys.size === 0 ? retryWithoutKeys : minute;
    if (!running && options.timing.now() - triedAt < pause) return Promise.resolve();
    running ??= refresh().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    async find(kid) {
      const known = keys.get(kid);
      if (known) {
        if (options.timing.now() - fetchedAt > day) void refreshOnce();
        return known;
      }
      await refreshOnce();
      return keys.get(kid);
    },
  };
}

async function fetchKeys(metadataUrl: string, fetcher: typeof fetch): Promise<Map<string, SigningKey>> {
  const { jwks_uri: keysUrl } = metadataShape.parse(await fetchJson(metadataUrl, fetcher));
  if (!keysUrl.startsWith('https://') && !(isLoopback(metadataUrl) && isLoopback(keysUrl)))
    throw new Error('The key address is not https.');
  const { keys } = keysShape.parse(await fetchJson(keysUrl, fetcher));
  const usable = keys.filter((key) => key.kty === 'RSA' && key.n && key.e);
  if (usable.length === 0) throw new Error('The key document holds no usable key.');
  const imported = usable.map(async ({ kid, kty, n, e, endorsements }) => {
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (key instanceof Uint8Array) throw new Error('A signing key is symmetric.');
    return [kid, { key, endorsements }] as const;
  });
  return new Map(await Promise.all(imported));
}

async function fetchJson(url: string, fetcher: typeof fetch): Promise<unknown> {
  const response = await fetcher(url, { redirect: 'error', signal: AbortSignal.timeout(fetchTimeout) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return await response.json();
}
