/** Makes the data folder before anything looks into it. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The data folder cannot be made; the sentence says what to do. */
export class DataFolderError extends Error {
  readonly code = 'data-folder-not-writable';

  constructor(folder: string, cause: unknown) {
    super(`The data folder ${folder} cannot be made; give this user the right to, or set DATA_DIR to another folder.`, { cause });
    this.name = 'DataFolderError';
  }
}

/** In: the folder, there or not. Fails with `DataFolderError`. One level after the other: Node's recursive way never ends below /proc. */
export function makeDataFolder(folder: string): void {
  const missing: string[] = [];
  for (let level = resolve(folder); !existsSync(level); level = dirname(level)) missing.unshift(level);
  try {
    for (const level of missing) mkdirSync(level, { mode: 0o700 });
  } catch (error) {
    // Made by another process at this moment is made.
    if (!existsSync(folder)) throw new DataFolderError(folder, error);
  }
}
