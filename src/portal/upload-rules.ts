/** Which files may come in. */

export interface UploadRules {
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** Endings with their dots. */
  readonly endings: readonly string[];
}
