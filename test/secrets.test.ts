/** Secrets of an installation: set, or made once and kept. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureSecrets } from '../src/secrets.ts';

type Settings = Parameters<typeof ensureSecrets>[0];

function settings(change: Partial<Settings> = {}): Settings {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    production: false,
    DATA_DIR: join(folder, 'data'),
    TOKEN_SECRET: undefined,
    LEDGER_KEY: undefined,
    WEBCHAT_IDENTITY_SECRET: undefined,
    ...change,
  };
}

const all = { TOKEN_SECRET: 't'.repeat(32), LEDGER_KEY: 'l'.repeat(32), WEBCHAT_IDENTITY_SECRET: 'i'.repeat(32) };

test('are made once, differ from each other, and stay the same', () => {
  const config = settings();
  const first = ensureSecrets(config);
  expect(new Set([first.tokenSecret, first.ledgerKey.secret, first.identitySecret]).size).toBe(3);
  expect(first.tokenSecret.length).toBeGreaterThanOrEqual(32);
  expect(ensureSecrets(config)).toEqual(first);
});

test('are readable by their owner only, and nothing else is left behind', () => {
  const config = settings();
  ensureSecrets(config);
  expect(statSync(join(config.DATA_DIR, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(config.DATA_DIR)).toEqual(['secrets.json']);
});

test('that are set win over kept ones', () => {
  const config = settings();
  const kept = ensureSecrets(config);
  const some = ensureSecrets({ ...config, TOKEN_SECRET: all.TOKEN_SECRET });
  expect(some).toEqual({ ...kept, tokenSecret: all.TOKEN_SECRET });
});

test('leave no file when all are set', () => {
  const config = settings(all);
  expect(ensureSecrets(config)).toMatchObject({
    tokenSecret: all.TOKEN_SECRET,
    ledgerKey: { secret: all.LEDGER_KEY },
    identitySecret: all.WEBCHAT_IDENTITY_SECRET,
  });
  expect(() => readdirSync(config.DATA_DIR)).toThrow('ENOENT');
});

test('of production are never made up', () => {
  expect(() => ensureSecrets(settings({ production: true }))).toThrow('TOKEN_SECRET and LEDGER_KEY');
  expect(ensureSecrets(settings({ ...all, production: true, WEBCHAT_IDENTITY_SECRET: undefined })).identitySecret).toBeUndefined();
});

test('name the ledger key without telling it', () => {
  const { ledgerKey } = ensureSecrets(settings(all));
  expect(ledgerKey.id).toMatch(/^[0-9a-f]{8}$/);
  expect(ensureSecrets(settings({ ...all, LEDGER_KEY: 'm'.repeat(32) })).ledgerKey.id).not.toBe(ledgerKey.id);
});

test('in a damaged file stop the start, and the file stays', () => {
  const config = settings();
  ensureSecrets(config);
  const file = join(config.DATA_DIR, 'secrets.json');
  writeFileSync(file, '{"tokenSecret":');
  expect(() => ensureSecrets(config)).toThrow(/is damaged; restore it/);
  expect(readFileSync(file, 'utf8')).toBe('{"tokenSecret":');
});
