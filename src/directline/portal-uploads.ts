/** The same store and the same rules for files that come through the portal's pages. */
import type { VirusScan } from '../domain/virus-scan.ts';
import { allowedEndings, cleanName, contentTypeOf } from './file-kinds.ts';
import { mostFiles } from './read-upload.ts';
import { type UploadStore, uploadStore } from './upload-store.ts';
import { uploadLimit } from './uploads.ts';

export interface PortalUploads extends UploadStore {
  readonly rules: { readonly maxBytes: number; readonly maxFiles: number; readonly endings: readonly string[] };
  /** In: name and content as sent. Out: a safe name and the true kind; `undefined` for a file that may not be uploaded. */
  accept(name: string, content: Uint8Array): { readonly name: string; readonly contentType: string } | undefined;
  readonly scan: VirusScan;
}

/** In: the folder of all uploads, and the scanner if there is one. Out: the store with its rules. */
export function portalUploads(folder: string, scan: VirusScan = async () => 'clean'): PortalUploads {
  return {
    ...uploadStore(folder),
    scan,
    rules: { maxBytes: uploadLimit, maxFiles: mostFiles, endings: allowedEndings },
    accept(given, content) {
      const name = cleanName(given);
      const contentType = contentTypeOf(name, content);
      return contentType === undefined ? undefined : { name, contentType };
    },
  };
}
