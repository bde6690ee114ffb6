/** Errors of the storage that a person can act on: a stable code and one sentence that says what to do. */

export type StorageErrorCode =
  | 'data-folder-in-use'
  | 'data-folder-not-writable'
  | 'database-damaged'
  | 'database-unreachable'
  | 'database-newer'
  | 'database-older'
  | 'migration-failed'
  | 'contact-elsewhere'
  | 'agent-elsewhere'
  | 'turn-inconsistent';

export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}
