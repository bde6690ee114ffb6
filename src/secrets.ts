/** The secrets of this installation: from the settings, or, outside production, made once and kept in the data folder. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from './config.ts';
import type { LedgerKey } from './domain/ledger.ts';

export interface Secrets {
  /** Signs our own tokens and cookies. */
  readonly tokenSecret: string;
  readonly ledgerKey: LedgerKey;
  /** Checks the host website's signed identities; `undefined` in production when none is set, and then none is accepted. */
  readonly identitySecret: string | undefined;
}

/** A set-up mistake with secrets, in one sentence that says what to do. */
export class SecretsError extends Error {
  readonly code = 'secrets-unusable';

  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'SecretsError';
  }
}

const kept = z.object({ tokenSecret: z.string().min(32), ledgerKey: z.string().min(32), identitySecret: z.string().min(32) });
type Kept = z.infer<typeof kept>;

type Needed = Pick<Config, 'production' | 'DATA_DIR' | 'TOKEN_SECRET' | 'LEDGER_KEY' | 'WEBCHAT_IDENTITY_SECRET'>;

/** Settings win; what is missing outside production comes from `DATA_DIR/secrets.json` (made with mode 600 when absent). Fails with `SecretsError`. */
export function ensureSecrets(config: Needed, random: (bytes: number) => Buffer = randomBytes): Secrets {
  const { TOKEN_SECRET, LEDGER_KEY, WEBCHAT_IDENTITY_SECRET } = config;
  if (config.production) {
    if (!TOKEN_SECRET || !LEDGER_KEY) throw new SecretsError('TOKEN_SECRET and LEDGER_KEY are needed in production; set both.');
    return { tokenSecret: TOKEN_SECRET, ledgerKey: toLedgerKey(LEDGER_KEY), identitySecret: WEBCHAT_IDENTITY_SECRET };
  }
  if (TOKEN_SECRET && LEDGER_KEY && WEBCHAT_IDENTITY_SECRET) {
    return { tokenSecret: TOKEN_SECRET, ledgerKey: toLedgerKey(LEDGER_KEY), identitySecret: WEBCHAT_IDENTITY_SECRET };
  }
  const own = readOrMake(config.DATA_DIR, random);
  return {
    tokenSecret: TOKEN_SECRET ?? own.tokenSecret,
    ledgerKey: toLedgerKey(LEDGER_KEY ?? own.ledgerKey),
    identitySecret: WEBCHAT_IDENTITY_SECRET ?? own.identitySecret,
  };
}

/** The key's id tells in the ledger which key sealed a row, without telling the key. */
const toLedgerKey = (secret: string): LedgerKey => ({
  id: createHash('sha256').update(`ledger key id\n${secret}`).digest('hex').slice(0, 8),
  secret,
});

function readOrMake(folder: string, random: (bytes: number) => Buffer): Kept {
  const file = join(folder, 'secrets.json');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return parse(file) ?? make(file, random);
  } catch (error) {
    if (error instanceof SecretsError) throw error;
    throw new SecretsError(
      `The file ${file} cannot be read or written; give this user the right to, or set TOKEN_SECRET, LEDGER_KEY and WEBCHAT_IDENTITY_SECRET.`,
      error,
    );
  }
}

/** Out: the kept secrets, `undefined` when there is no file. A damaged file is never replaced: the ledger could not be checked any more. */
function parse(file: string): Kept | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = kept.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new SecretsError(
    `The file ${file} is damaged; restore it from a backup (its ledger key checks the ledger), or move the data folder away.`,
    parsed.error,
  );
}

/** Written whole beside its place and linked there: a crash leaves no half file, and of two processes the first one's secrets stay. */
function make(file: string, random: (bytes: number) => Buffer): Kept {
  const fresh = (): string => random(32).toString('base64url');
  const draft = `${file}.${randomUUID()}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify({ tokenSecret: fresh(), ledgerKey: fresh(), identitySecret: fresh() }, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const made = parse(file);
  if (!made) throw new SecretsError(`The file ${file} vanished while it was made; start again.`);
  return made;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
