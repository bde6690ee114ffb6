/** Uploaded files below the data folder: one file with the content, one beside it with what is known of it. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const infoSchema = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string(),
  bytes: z.number(),
  conversationId: z.string(),
  at: z.number(),
});
export type UploadInfo = z.infer<typeof infoSchema>;

export interface UploadStore {
  /** Resolves when the file is on disk and survives a crash. */
  save(info: UploadInfo, content: Uint8Array): Promise<void>;
  info(id: string): Promise<UploadInfo | undefined>;
  content(id: string): Promise<Uint8Array>;
  remove(id: string): Promise<void>;
}

/** In: the folder; made when first needed. Out: the store. Ids other than our own kind are not found. */
export function uploadStore(folder: string): UploadStore {
  const file = (id: string) => {
    if (!/^[A-Za-z0-9_-]{16,100}$/.test(id)) throw new Error('Not an upload id');
    return path.join(folder, id);
  };
  return {
    async save(info, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeThrough(file(info.id), content);
      await writeThrough(`${file(info.id)}.json`, JSON.stringify(info));
    },
    async info(id) {
      if (!/^[A-Za-z0-9_-]{16,100}$/.test(id)) return undefined;
      const text = await readFile(`${file(id)}.json`, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : infoSchema.parse(JSON.parse(text));
    },
    content: (id) => readFile(file(id)),
    async remove(id) {
      await Promise.all([rm(file(id), { force: true }), rm(`${file(id)}.json`, { force: true })]);
    },
  };
}

async function writeThrough(file: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
