/** A process that opens a data folder once and says how that went. In: data folder. */
import { openStorage } from '../../src/storage/open.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { ledgerKey } from './ledger-key.ts';

const began = performance.now();
const [dataDir = ''] = process.argv.slice(2);
const outcome = await openStorage({ dataDir, ledgerKey }).then(
  async (storage) => {
    await storage.close();
    return { code: 'opened', message: '' };
  },
  (error: unknown) =>
    error instanceof StorageError ? { code: error.code, message: error.message } : { code: 'other', message: String(error) },
);
process.stdout.write(JSON.stringify({ ...outcome, ms: performance.now() - began }));
