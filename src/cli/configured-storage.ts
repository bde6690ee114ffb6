/** Opens the storage as the settings say, for commands; it may run beside the server. */
import { type Config, readConfig } from '../config.ts';
import type { Storage } from '../domain/ports.ts';
import { ensureSecrets, type Secrets, SecretsError } from '../secrets.ts';
import { openStorage } from '../storage/open.ts';
import { StorageError } from '../storage/storage-error.ts';

export type Print = (line: string) => void;

export interface Configured {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly storage: Storage;
}

/** Runs the work with the storage open. Out: its exit code, or 1 with one printed sentence per problem of the set-up. */
export async function withStorage(
  env: NodeJS.ProcessEnv,
  print: Print,
  work: (configured: Configured) => Promise<number>,
): Promise<number> {
  const read = readConfig(env);
  if (!read.ok) {
    for (const problem of read.problems) print(problem);
    return 1;
  }
  try {
    const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = read.config;
    const secrets = ensureSecrets(read.config);
    const storage = await openStorage({ dataDir, databaseUrl, ledgerKey: secrets.ledgerKey, role: 'command' });
    try {
      return await work({ config: read.config, secrets, storage });
    } finally {
      await storage.close();
    }
  } catch (error) {
    if (!(error instanceof StorageError || error instanceof SecretsError)) throw error;
    print(error.message);
    return 1;
  }
}
