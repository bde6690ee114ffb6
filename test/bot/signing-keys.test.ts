import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSigningKeys } from '../../src/bot/signing-keys.ts';
import type { Log } from '../../src/domain/log.ts';
import { type Authority, signingPair, startAuthority } from './channel-under-test.ts';
import { type ManualTiming, manualTiming } from './manual-timing.ts';

const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

describe('the connector’s keys', () => {
  let authority: Authority;
  let timing: ManualTiming;
  const keysOf = () => createSigningKeys({ metadataUrl: authority.metadataUrl, timing, log, fetch });

  beforeEach(async () => {
    authority = await startAuthority();
    timing = manualTiming();
    authority.publish([(await signingPair('old', ['msteams'])).jwk]);
  });
  afterEach(() => authority.close());

  it('are found again within a minute after Microsoft has changed them', async () => {
    const keys = keysOf();
    expect(await keys.find('old')).toBeDefined();
    authority.publish([(await signingPair('new', ['msteams'])).jwk]);
    expect(await keys.find('new')).toBeUndefined();
    timing.advance(60_000);
    expect(await keys.find('new')).toBeDefined();
    expect(await keys.find('old')).toBeUndefined();
  });

  it('are not fetched more than once a minute, however many unknown ids are tried', async () => {
    const keys = keysOf();
    await keys.find('old');
    timing.advance(60_000);
    await Promise.all(Array.from({ length: 50 }, (_, n) => keys.find(`guess-${n}`)));
    await keys.find('another');
    expect(authority.keyFetches()).toBe(2);
  });

  it.each([503, 200])('stay valid while the metadata is broken (HTTP %i)', async (status) => {
    const keys = keysOf();
    await keys.find('old');
    authority.fail(status);
    authority.publish([]);
    for (let minute = 0; minute < 10; minute += 1) {
      timing.advance(60_000);
      await keys.find('unknown');
      expect(await keys.find('old')).toBeDefined();
    }
  });

  it('are tried again after five seconds when there never were any', async () => {
    authority.fail(503);
    const keys = keysOf();
    expect(await keys.find('old')).toBeUndefined();
    authority.fail(undefined);
    expect(await keys.find('old')).toBeUndefined();
    timing.advance(5_000);
    expect(await keys.find('old')).toBeDefined();
  });
});
